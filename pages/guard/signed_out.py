"""Who signed out, until their sign-in would have ended by itself: a cookie that was copied opens nothing after that."""

import logging
import os
import re
import secrets
import time
from pathlib import Path

from pages.guard.session import Session
from pimh_data.errors import GrantsError, ReleaseError
from pimh_data.release.files import NEVER_WAITING, Missing, content

FILE = "signed-out"
LINE = re.compile(r"([A-Za-z0-9_-]+) ([0-9]{1,12})")  # id, and when it would have ended
KEPT = 400 * 86_400  # seconds after that: at a restart the clock may be wrong by a year
LOOKED_AFTER = 1.0  # seconds: another process at the same folder may have signed somebody out
UNKNOWN = (
    f"{FILE} in the state folder has lines that this application did not write ({{}}): they end no sign-in; restore "
    "the file where it was damaged, or remove these"
)
log = logging.getLogger("pimh")


def unknown_lines(state: Path) -> int:
    """How many lines of the file are none of ours. Raises GrantsError where it cannot be read."""
    return sum(LINE.fullmatch(line) is None for line in _lines(state / FILE))


class SignedOut:
    """Ids of sign-ins that were ended, in a file of the state folder: one line each, `id expiry`.

    A file that cannot be read any more ends no sign-in again: those that were known stay ended, and the log says so.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / FILE
        self._ids: frozenset[str] = frozenset()
        self._seen: tuple[int, int] = (-1, -1)
        self._looked = 0.0
        self._tidy()

    def add(self, session: Session) -> None:
        """End a sign-in, here and in every process at the same folder."""
        number = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | NEVER_WAITING, 0o600)
        with os.fdopen(number, "a", encoding="ascii") as file:
            file.write(f"{session.id} {int(session.expires) + 1}\n")
        self._looked = 0.0

    def __contains__(self, session: Session) -> bool:
        now = time.monotonic()
        if now - self._looked > LOOKED_AFTER or not self._looked:
            self._look()
            self._looked = now
        return session.id in self._ids

    def _look(self) -> None:
        seen = self._see()
        if seen in (None, self._seen):
            return
        self._seen = seen
        try:
            lines = _lines(self._path)
        except GrantsError as error:
            log.error("who signed out since is not known, who had before is: %s", error)
            return
        self._ids = frozenset(found[1] for line in lines if (found := LINE.fullmatch(line)))

    def _see(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def _tidy(self) -> None:
        """Drop those whose time was up long ago: once, at the start.

        The file is left as it is where somebody must look at it, and where another process adds to it meanwhile.
        """
        seen, lines = self._see(), _lines(self._path)
        found = [LINE.fullmatch(line) for line in lines]
        if None in found:
            log.warning(UNKNOWN.format(found.count(None)))
            return
        held = [one[0] for one in found if one and int(one[2]) + KEPT > time.time()]
        if held == lines:
            return
        new = self._path.with_name(f"{FILE}.{secrets.token_hex(8)}")
        new.write_text("".join(f"{line}\n" for line in held), encoding="ascii")
        new.chmod(0o600)
        if self._see() == seen:
            new.replace(self._path)
        else:
            new.unlink()


def _lines(path: Path) -> list[str]:
    """The lines of the file; none where it is not there. Raises GrantsError where it cannot be read."""
    try:
        return content(path, f"{FILE} in the state folder").decode("ascii", errors="replace").splitlines()
    except Missing:
        return []
    except ReleaseError as error:
        raise GrantsError(str(error)) from None
