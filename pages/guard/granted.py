"""The grants in force: read again when their file changes; one that is wrong leaves the last good one in force."""

import datetime as dt
import logging
import time
from collections.abc import Iterable
from pathlib import Path

from pages.guard.session import Session
from pimh_data.errors import GrantsError
from pimh_data.release.grants import Grant, Grants
from pimh_data.release.grants_doubts import numbered, of_change, of_persons
from pimh_data.release.grants_file import read_grants

LOOKED_AFTER = 1.0  # seconds
log = logging.getLogger("pimh")


class Granted:
    """Who is granted what, as the file says by now. Raises GrantsError where the first reading fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: Grants = read_grants(path)
        self._seen = self._see()
        self._looked = time.monotonic()
        self._told: set[tuple[tuple[str, str], ...]] = set()
        _warn(of_persons(self._held))
        self.problem = ""  # what is wrong with the file as it is now; '' while it is in force

    def of(self, session: Session) -> Grant | None:
        """What somebody is granted today; None for nothing."""
        self._look()
        named = self._held.naming(session.issuer, session.subject, session.email)
        if len(named) > 1 and named not in self._told:
            self._told.add(named)
            numbers = [str(number) for number, grant in numbered(self._held) if grant.who in named]
            log.warning("grants number %s are one person's: the one by subject holds; join them", " and ".join(numbers))
        return self._held.of(session.issuer, session.subject, session.email, dt.datetime.now(dt.UTC).date())

    @property
    def all(self) -> tuple[Grant, ...]:
        """Every grant of the file as it is now."""
        self._look()
        return tuple(self._held.held.values())

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked < LOOKED_AFTER:
            return
        self._looked = now
        seen = self._see()
        if seen == self._seen:
            return
        self._seen = seen
        before = self._held
        try:
            self._held, self.problem = read_grants(self._path), ""
        except GrantsError as error:
            self.problem = str(error)
            log.error("the grants are not in force, the last good ones are: %s", error)
        else:
            log.info("the grants were read again: %d in the file", len(self._held.held))
            self._told.clear()
            _warn((*of_persons(self._held), *of_change(before, self._held)))

    def _see(self) -> tuple[int, int, int]:
        try:
            found = self._path.stat()
        except OSError:
            return 0, 0, 0
        return found.st_mtime_ns, found.st_size, found.st_ino


def _warn(doubts: Iterable[str]) -> None:
    for words in doubts:
        log.warning("the file of grants: %s", words)
