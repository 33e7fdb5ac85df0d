"""Who signed out, until their sign-in would have ended by itself: a cookie that was copied opens nothing after that."""

import os
import time
from pathlib import Path

from pages.guard.session import Session

FILE = "signed-out"
KEPT = 400 * 86_400  # seconds after that: at a restart the clock may be wrong by a year
LOOKED_AFTER = 1.0  # seconds: another process at the same folder may have signed somebody out


class SignedOut:
    """Ids of sign-ins that were ended, in a file of the state folder: one line each, `id expiry`."""

    def __init__(self, state: Path) -> None:
        self._path = state / FILE
        self._ids: frozenset[str] = frozenset()
        self._seen: tuple[int, int] = (-1, -1)
        self._looked = 0.0
        self._tidy()

    def add(self, session: Session) -> None:
        """End a sign-in, here and in every process at the same folder."""
        number = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
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
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return
        seen = found.st_size, found.st_mtime_ns
        if seen != self._seen:
            self._seen, self._ids = seen, frozenset(line.split(" ")[0] for line in self._lines())

    def _lines(self) -> list[str]:
        return self._path.read_text(encoding="ascii", errors="replace").splitlines()

    def _tidy(self) -> None:
        """Drop those whose time was up long ago: once, at the start."""
        if not self._path.exists():
            return
        until = ((line, line.split(" ")[-1]) for line in self._lines())
        held = [line for line, end in until if end.isdigit() and int(end) + KEPT > time.time()]
        new = self._path.with_suffix(".new")
        new.write_text("".join(f"{line}\n" for line in held), encoding="ascii")
        new.chmod(0o600)
        new.replace(self._path)
