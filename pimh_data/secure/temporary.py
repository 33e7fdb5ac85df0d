"""A folder for rows that memory cannot hold: for its owner alone, gone with its process, cleared after a crash."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pimh_data.locking import exclusive

PREFIX, HELD = "pimh-rows-", "held"
OWNER_ALONE = 0o077  # what is taken from the mode of every new file and folder


@contextmanager
def for_its_owner_alone() -> Iterator[None]:
    """While it lasts, every file and folder that this process makes can be opened by its owner alone.

    For steps that go through rows about people, whatever writes a file there; what a release holds is for others too.
    """
    usual = os.umask(OWNER_ALONE)
    try:
        yield
    finally:
        os.umask(usual)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder (mode 0700) in the system's for temporary files, removed at the end with all that is in it.

    What processes left that were killed, or lost their power, is removed first: a folder that nobody holds any more.
    """
    root = Path(tempfile.gettempdir())
    clear_left(root)
    folder, held = _made(root)
    try:
        yield folder
    finally:
        held.close()
        shutil.rmtree(folder, ignore_errors=True)


def clear_left(root: Path) -> None:
    """Remove the folders below `root` whose process has ended. Those of others, and links, are left alone."""
    for folder in root.glob(f"{PREFIX}*"):
        # One without the file has just been made, and holds nothing yet.
        with suppress(OSError, sqlite3.Error):
            if folder.is_symlink() or not (folder / HELD).is_file():
                continue
            held = exclusive(folder / HELD)
            if held is not None:
                held.close()
                shutil.rmtree(folder)


def _made(root: Path) -> tuple[Path, sqlite3.Connection]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
        with suppress(FileNotFoundError, sqlite3.Error):  # another process took it for one that was left
            (folder / HELD).touch()
            held = exclusive(folder / HELD)
            if held is not None and (folder / HELD).exists():
                return folder, held
