"""A folder of releases and CURRENT, its pointer (name, manifest's hash): the last good release and what is wrong."""

import threading
from pathlib import Path

from pimh_data.errors import ReleaseError
from pimh_data.release.reading import Release, open_release

CURRENT = "CURRENT"


class Store:
    """Opens the release that CURRENT names; keeps the last good one when a new one is broken.

    Safe to share between threads: one opening at a time, readers keep the release they hold.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._opened: Release | None = None
        self._tried: tuple[str, float] | None = None
        self._problem = ""

    def current(self) -> tuple[Release, str]:
        """The release to show, and what is wrong with a newer one. Raises ReleaseError when none can be opened."""
        with self._lock:
            asked = self._pointer()
            if asked != self._tried:
                self._open(asked)
            if self._opened is None:
                raise ReleaseError(self._problem)
            return self._opened, self._problem

    def _pointer(self) -> tuple[str, float]:
        try:
            pointer = self.folder / CURRENT
            return pointer.read_text(encoding="utf-8").strip(), pointer.stat().st_mtime
        except OSError:
            return "", 0.0

    def _open(self, asked: tuple[str, float]) -> None:
        self._tried = asked
        try:
            name, _, sha256 = asked[0].partition(" ")
            if not name or Path(name).name != name:
                raise ReleaseError(
                    f"there is no release to show: {CURRENT} names none; run 'python -m pimh_data demo' or 'publish'"
                )
            self._opened = open_release(self.folder / name, manifest_sha256=sha256)
            self._problem = ""
        except ReleaseError as error:
            self._problem = str(error)
