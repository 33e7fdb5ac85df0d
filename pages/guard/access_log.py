"""The access log: one JSON line an event, without names, values, pseudonyms or paths. A file a month."""

import datetime as dt
import hashlib
import hmac
import json
import logging
import os
import threading
from pathlib import Path

from pages.guard.session import Session
from pimh_data.release.files import NEVER_WAITING

FOLDER, SUFFIX = "access", ".jsonl"
BESIDE, BETWEEN = "beside", "; "  # under which other Places stand in a line, and what stands between them
EXPORTED, REVIEWED = "file", "reviewed exports"  # events that a review is about
APPENDING = os.O_WRONLY | os.O_CREAT | os.O_APPEND | NEVER_WAITING
log = logging.getLogger("pimh")


class AccessLog:
    """Writes who did what, and when, into the state folder; `months` are kept, the running one beside them.

    Who: a keyed hash of issuer and subject, the same at every visit, so that the log names nobody.
    """

    def __init__(self, state: Path, key: bytes, months: int) -> None:
        self._folder, self._key, self._months = state / FOLDER, key, months
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._month = ""

    def who(self, session: Session) -> str:
        """What stands for somebody in the log."""
        return self.stands_for(session.issuer, session.subject)

    def stands_for(self, issuer: str, subject: str) -> str:
        """The same of somebody who need not be here."""
        named = f"{issuer}\n{subject}".encode()
        return hmac.new(self._key, named, hashlib.sha256).hexdigest()[:16]

    def write(self, event: str, session: Session | None = None, **facts: str) -> None:
        """Add a line. A disk that takes none is said in the application's log, and stops nobody."""
        now = dt.datetime.now(dt.UTC)
        line = {"at": now.isoformat(timespec="seconds"), "event": event}
        line |= {"who": self.who(session)} if session is not None else {}
        try:
            with self._lock:
                month = f"{now:%Y-%m}"
                if month != self._month:
                    self._month = month
                    self._drop_old(now.date())
                number = os.open(self._folder / f"{month}{SUFFIX}", APPENDING, 0o600)
                with os.fdopen(number, "a", encoding="utf-8") as file:
                    file.write(json.dumps(line | facts, ensure_ascii=False) + "\n")
        except OSError as error:
            log.error("the access log takes no line: %s", error.strerror)

    def _drop_old(self, today: dt.date) -> None:
        """Drop months that are too old, seen from the month after the last that was written: a clock that runs ahead
        by years must not empty the log."""
        held = {path: number for path in self._folder.glob(f"????-??{SUFFIX}") if (number := _number(path)) is not None}
        now = min(today.year * 12 + today.month, max(held.values(), default=0) + 1)
        for path, number in held.items():
            if number < now - self._months:
                path.unlink()


def _number(path: Path) -> int | None:
    """The month of a file, counted from the year nought; None where its name is of no month."""
    year, _, month = path.name.removesuffix(SUFFIX).partition("-")
    return int(year) * 12 + int(month) if year.isdigit() and month.isdigit() else None
