"""Keeps the release that is shown, and opens a newer one beside its readers. Which one that is, `choice` says."""

import logging
import math
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import ReleaseError, Withdrawn
from pimh_data.registry.posts import WITHOUT_SIGN_IN
from pimh_data.release.choice import named, newest_good
from pimh_data.release.pointer import Pointer, held
from pimh_data.release.reading import Release
from pimh_data.release.withdrawn import ensure_not_withdrawn

log = logging.getLogger("pimh")
LONGEST_WAIT = 60.0  # seconds from a failure to the next try: 1, 2, 4, ... and then every minute
CUT_SHORT = "opening the release was cut short by a fault of this application, which its error log names"


@dataclass(frozen=True)
class _Shown:
    """What readers are given, put in place whole: nobody needs a lock to read it."""

    release: Release | None = None
    problem: str = CUT_SHORT
    error: type[ReleaseError] = ReleaseError


class Store:
    """The release that CURRENT names, and the last good one while that cannot be opened.

    Safe to share between threads; readers keep the release they hold. A newer release is opened in a thread of its own
    and takes the former one's place when it is whole: nobody waits for it but those who ask while there is nothing to
    show. What fails is tried again, each time a little later, and at once when CURRENT is written anew. A release that
    is withdrawn is let go at the next look, whatever CURRENT says. `granted`: as `open_release` takes it.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.monotonic,
        granted: Collection[str] | None = WITHOUT_SIGN_IN,
    ) -> None:
        self.folder = folder
        self._granted = granted
        self._clock = clock
        self._shown = _Shown()
        self._opened_for: Pointer | None = None  # what CURRENT said when it was opened; None for one in its place
        self._looking = threading.Lock()
        self._seen: tuple[bytes | str, int] | None = None
        self._failures, self._again = 0, -math.inf
        self._opening: threading.Thread | None = None

    def current(self) -> tuple[Release, str]:
        """The release to show, and what is wrong with a newer one ('' where nothing is).

        Raises ReleaseError when none can be opened; NoRelease when there is none at all.
        """
        nothing = self._shown.release is None
        # Another reader is looking already: nobody but a first reader waits for what it finds.
        if self._looking.acquire(blocking=nothing):
            try:
                self._look()
            finally:
                self._looking.release()
        shown = self._shown
        if shown.release is None or self._heeded(shown) is not shown:
            return self.settled()
        return self._given(shown)

    def settled(self) -> tuple[Release, str]:
        """The same, after the opening that is due or under way.

        A visitor waits so long only while there is nothing to show; tests and measurements may.
        """
        with self._looking:
            self._look()
            opening = self._opening
        if opening is not None:
            opening.join()
        return self._given(self._shown)

    @staticmethod
    def _given(shown: _Shown) -> tuple[Release, str]:
        if shown.release is None:
            raise shown.error(shown.problem)
        return shown.release, shown.problem

    def _look(self) -> None:
        """Begin an opening if one is due and none is under way; let go of a release that was withdrawn."""
        shown = self._shown
        heeded = self._heeded(shown)
        if heeded is not shown and shown is self._shown:
            self._shown, self._opened_for, self._seen = heeded, None, None
        if self._opening is not None and self._opening.is_alive():
            return
        seen = self._see()
        if seen != self._seen:
            self._seen, self._failures, self._again = seen, 0, -math.inf
        now = self._clock()
        if now < self._again:
            return
        self._again = now + LONGEST_WAIT  # until the opening has ended and says otherwise
        self._opening = threading.Thread(target=self._open, args=seen[:1], name="opening a release", daemon=True)
        self._opening.start()

    def _see(self) -> tuple[bytes | str, int]:
        """What CURRENT holds, or what is wrong with it; and when it was written."""
        try:
            return held(self.folder)
        except ReleaseError as error:
            return str(error), 0

    def _heeded(self, shown: _Shown) -> _Shown:
        """The same, but for a release that was withdrawn since."""
        if shown.release is None:
            return shown
        try:
            ensure_not_withdrawn(self.folder, shown.release.manifest.release)
        except Withdrawn as error:
            return _Shown(None, str(error), Withdrawn)
        return shown

    def _open(self, seen: bytes | str) -> None:
        shown = _Shown(self._shown.release)
        try:
            shown = self._next(seen)
            while (gone := self._heeded(shown)) is not shown or (shown.problem and self._see()[0] != seen):
                # It was withdrawn meanwhile; or what failed is no longer the one to show, and may so have been removed.
                if gone is not shown:
                    self._shown, self._opened_for = gone, None
                seen = self._see()[0]
                shown = self._next(seen)
        finally:  # also after a fault that nobody foresaw: it is tried again
            self._end(shown)

    def _next(self, seen: bytes | str) -> _Shown:
        now, pointer = self._shown.release, None
        try:
            if isinstance(seen, str):
                raise ReleaseError(seen)
            pointer = Pointer.of(seen)
            if now is None or pointer != self._opened_for:
                now = named(self.folder, pointer, self._granted)
                self._opened_for = pointer
            return _Shown(now, "")
        except ReleaseError as error:
            problem = str(error)
        if now is not None:
            return _Shown(now, problem)
        try:
            good = newest_good(self.folder, pointer.name if pointer else "", problem, self._granted)
            return _Shown(good, problem)
        except ReleaseError as error:
            return _Shown(None, str(error), type(error))

    def _end(self, shown: _Shown) -> None:
        if shown.problem:
            self._failures += 1
            self._again = self._clock() + min(2.0 ** min(self._failures - 1, 9), LONGEST_WAIT)
        else:
            self._again = math.inf
        if shown.problem and shown.problem != self._shown.problem:
            instead = f"; shown in its place: {shown.release.manifest.release}" if shown.release else ""
            log.warning("%s%s", shown.problem, instead)
        self._shown = shown
