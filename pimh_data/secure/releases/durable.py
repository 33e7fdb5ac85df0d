"""Writes that survive a power cut: what a name stands for is on the disk before the name is. Waits for Windows."""

import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PAUSES = (0.02, 0.1, 0.3, 0.6, 1.0)  # seconds
PUBLIC, PRIVATE = 0o644, 0o600
SIDE_BY_SIDE = 8  # files: a disk that is asked for hundreds one after the other is waited for each time


class UnconfirmedError(OSError):
    """What was written stands; only the disk did not confirm that it would after a power cut."""


def patiently(step: Callable[[], object]) -> None:
    """Do it, a few times over where it is not permitted: Windows moves no file that someone is just reading."""
    for pause in PAUSES:
        try:
            step()
            return
        except PermissionError:
            time.sleep(pause)
    step()


def sync(path: Path) -> None:
    """Have the disk hold a file's bytes, or a folder's names, before anything else is done.

    Windows opens no folder, and makes sure only of files that are open for writing.
    """
    folder = path.is_dir()
    try:
        descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except PermissionError:
        if folder:
            return
        raise
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_whole(folder: Path) -> None:
    """The same for every file in a folder, then the folders, the innermost first."""
    inside = list(folder.rglob("*"))
    folders = sorted((path for path in inside if path.is_dir()), key=lambda path: -len(path.parts))
    with ThreadPoolExecutor(SIDE_BY_SIDE) as disk:
        list(disk.map(sync, set(inside) - set(folders)))
    for path in (*folders, folder):
        sync(path)


def write_whole(path: Path, text: str, mode: int = PUBLIC) -> None:
    """Put a text under a name in one step: a reader, or a power cut, finds the former one or this one, never a part.

    Raises OSError where the former one stands, UnconfirmedError where this one does.
    """
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(text.encode())
        sync(beside)
        patiently(lambda: beside.replace(path))
    finally:
        beside.unlink(missing_ok=True)
    try:
        sync(path.parent)
    except OSError as error:
        raise UnconfirmedError(error.errno, error.strerror, path.name) from None


def remove_folder(folder: Path) -> None:
    """Remove a folder of ours with all that is in it; what a link in it points to stays, and a link itself is refused.

    Its name goes first, so that nobody finds a part of it.
    """
    hidden = folder.with_name(f".removed-{folder.name}-{os.getpid()}")
    patiently(lambda: folder.rename(hidden))
    shutil.rmtree(hidden)
