"""One publication at a time in a folder of releases: locks that the system lets go of when their process ends."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pimh_data.errors import PublishError
from pimh_data.locking import exclusive
from pimh_data.secure.releases.leftovers import clear_leftovers

Say = Callable[[str], object]
PUBLISHING, CHANGING = ".publishing.lock", ".changing.lock"
ASKED_AGAIN = 0.2  # seconds
PATIENCE = {PUBLISHING: 3_600.0, CHANGING: 120.0}  # seconds
WAITING = {
    PUBLISHING: "Another publication into this folder of releases is running: waiting until it ends",
    CHANGING: "The releases of this folder are being changed by another command: waiting until it ends",
}
TOO_LONG = (
    "another command has held the folder of releases for {minutes:.0f} minutes, so nothing was changed. See whether it "
    "still runs, end it if it hangs, and run this again"
)
NOT_LOCKED = (
    "the folder of releases cannot be written to ({reason}), so nothing was changed. Make it a folder that you may "
    "write to, or give another with --releases"
)


@contextmanager
def publishing(releases: Path, say: Say) -> Iterator[None]:
    """Alone among publications into a folder, which is made where it is missing. `say` hears who is waited for.

    What killed publications left there is cleared, and said. Nothing is left of the folder where nothing is published.
    Raises PublishError where the folder cannot be written to, or another publication does not end.
    """
    missing = [folder for folder in (releases, *releases.parents) if not folder.exists()]
    try:
        with _locked(releases, PUBLISHING, say):
            with changing(releases, say):
                clear_leftovers(releases, say)
            yield
    finally:
        with suppress(OSError):  # something is in it, as it should be
            for folder in missing:
                folder.rmdir()


@contextmanager
def changing(releases: Path, say: Say) -> Iterator[None]:
    """Alone in changing which releases there are and which is shown: for the moment that this takes.

    A publication holds this too, but only at its end: a withdrawal need not wait for its counting.
    """
    with _locked(releases, CHANGING, say):
        yield


@contextmanager
def _locked(releases: Path, name: str, say: Say) -> Iterator[None]:
    path, began, said = releases / name, time.monotonic(), False
    while True:
        held = _try(path)
        if held is not None:
            break
        if not said:
            say(WAITING[name])
            said = True
        if time.monotonic() - began > PATIENCE[name]:
            raise PublishError(TOO_LONG.format(minutes=PATIENCE[name] / 60))
        time.sleep(ASKED_AGAIN)
    try:
        yield
    finally:
        if os.name != "nt":
            path.unlink(missing_ok=True)  # while it is held, so that two cannot hold files of one name
        held.close()
        if os.name == "nt":
            with suppress(OSError):  # removed when it is not open, so that nobody can be holding it
                path.unlink()


def _try(path: Path) -> sqlite3.Connection | None:
    """The lock, held until it is closed; None while another holds it."""
    held = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        before = path.stat()
        held = exclusive(path)
        if held is not None and _same(path, before):
            return held
    except FileNotFoundError:
        pass  # its holder has just ended, and took it away
    except OSError as error:
        raise PublishError(NOT_LOCKED.format(reason=error.strerror)) from None
    except sqlite3.Error as error:
        if path.exists():
            raise PublishError(NOT_LOCKED.format(reason=f"{path.name}: {error}")) from None
    if held is not None:
        held.close()
    return None


def _same(path: Path, before: os.stat_result) -> bool:
    """Whether the name still stands for the file that was opened: its former holder may have taken it away."""
    now = path.stat()
    return (now.st_dev, now.st_ino) == (before.st_dev, before.st_ino)
