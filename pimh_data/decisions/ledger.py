"""The file of decisions beside the releases: a line an event, only ever added to; its words alone can be erased."""

import datetime as dt
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pimh_data.answer import Answer
from pimh_data.decisions.decision import (
    AUTHOR,
    ERASED,
    RETAINED_YEARS,
    WHY,
    WITHDRAWN,
    WORDS,
    Decision,
    amiss,
)
from pimh_data.decisions.events import FILE, Written, held_in, pinning, without_words, written
from pimh_data.decisions.others import told_of
from pimh_data.errors import DecisionError, ReleaseError
from pimh_data.locking import exclusive
from pimh_data.release.files import Missing, content

LOCK = ".decisions.lock"
LONGEST_WAIT = 10.0  # seconds for another who is just writing
RETENTION = "kept for as long as decisions are"


class Ledger:
    """The decisions of a folder of releases. Safe for threads and processes: they write one after the other."""

    def __init__(self, releases: Path, clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)) -> None:
        self.path = releases / FILE
        self._clock = clock

    def read(self) -> Written:
        """All decisions, the newest first. Raises DecisionError where the file is there and cannot be read."""
        return held_in(self._lines())

    def pin(self, answer: Answer, words: str, by: str, places: Collection[str] = ()) -> Decision:
        """Write down what was agreed of an Answer; gives the decision. `places`: all of the release.

        Raises DecisionError that lists everything for which it cannot be: an Answer without an address, words or a name
        that are empty, too long, or hold an identifier.
        """
        wrong = amiss("The decision", words, WORDS) + amiss("The name of who writes it", by, AUTHOR)
        if not answer.address:
            wrong.append("This view has no address to find it again: pin the decision to a question of a page.")
        _refuse(wrong)
        pinned = Decision(
            id=secrets.token_hex(6),
            at=self._clock(),
            by=by.strip(),
            words=words.strip(),
            address=answer.address,
            title=answer.title,
            place=answer.selection.place,
            period=answer.period or answer.evidence.period,
            release=answer.evidence.release,
            value=answer.headline.value if answer.headline else "",
            finding=answer.finding.text,
            others=told_of(answer, places),
        )
        with self._writing():
            self._add(pinning(pinned))
        return pinned

    def withdraw(self, decision: str, by: str, why: str) -> None:
        """Say that a decision no longer holds; it stays.

        Raises DecisionError as `pin` does, or for no such id.
        """
        self._mark(WITHDRAWN, decision, by, why)

    def erase(self, decision: str, by: str, why: str) -> None:
        """Take the words of a decision out of the file, leaving when, who and why. Raises DecisionError likewise."""
        self._mark(ERASED, decision, by, why)

    def expire(self, years: int = RETAINED_YEARS) -> int:
        """Erase the words of decisions that were kept for so many years; gives how many.

        Raises DecisionError for less than one year, which would erase what was written down today.
        """
        if years < 1:
            raise DecisionError(f"Decisions are kept for a year at least, not {years}: nothing was erased.")
        today = self._clock().date()
        due = [one.id for one in self.read().decisions if not one.erased and one.over_age(today, years)]
        for decision in due:
            self._mark(ERASED, decision, f"{years} years", RETENTION)
        return len(due)

    def _mark(self, event: str, decision: str, by: str, why: str) -> None:
        _refuse(amiss("The reason", why, WHY) + amiss("The name of who writes it", by, AUTHOR))
        with self._writing():
            lines = self._lines()
            found = next((one for one in held_in(lines).decisions if one.id == decision), None)
            if found is None:
                raise DecisionError(f"There is no decision “{decision}”: it cannot be {event}.")
            if getattr(found, event):
                raise DecisionError(f"The decision of {found.at:%d %B %Y} is {event} already.")
            if event == ERASED:
                self._without_words(lines, decision)
            self._add({"event": event, "at": self._clock().isoformat(), "id": decision, "by": by.strip(), "why": why})

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Nobody else writes meanwhile, on any system."""
        lock = self.path.with_name(LOCK)
        try:
            lock.touch(mode=0o600)
            until, held = time.monotonic() + LONGEST_WAIT, exclusive(lock)
            while held is None and time.monotonic() < until:
                time.sleep(0.02)
                held = exclusive(lock)
        except (OSError, sqlite3.Error) as error:
            raise DecisionError(f"Decisions cannot be written beside the releases ({type(error).__name__}).") from None
        if held is None:
            raise DecisionError("Somebody else is writing a decision: nothing was written; try again.")
        try:
            yield
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DecisionError(f"{FILE} cannot be written ({why}): nothing was written.") from None
        finally:
            held.close()

    def _lines(self) -> list[bytes]:
        try:
            return content(self.path, FILE).splitlines(keepends=True)
        except Missing:
            return []
        except ReleaseError as error:
            raise DecisionError(f"{error}.") from None

    def _add(self, event: dict[str, str]) -> None:
        line = written(event)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # what a power cut left of a line keeps that line to itself
                    line = b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _without_words(self, lines: list[bytes], decision: str) -> None:
        beside = self.path.with_name(f".{FILE}-{os.getpid()}")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines(without_words(line, decision) for line in lines)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        finally:
            beside.unlink(missing_ok=True)


def _refuse(wrong: list[str]) -> None:
    if wrong:
        raise DecisionError(" ".join(wrong))
