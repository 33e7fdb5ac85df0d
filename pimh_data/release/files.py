"""Reads a file of a release whole, or says in words why it cannot. Never waits for what is no file, names no folder."""

import os
import stat
from pathlib import Path

from pimh_data.errors import ReleaseError

# Flags of opening a file, where the system has them: not to wait for a pipe's other end; on Windows bytes as they are.
NEVER_WAITING, BYTES = getattr(os, "O_NONBLOCK", 0), getattr(os, "O_BINARY", 0)


class Missing(ReleaseError):  # noqa: N818 - what is wrong stands in its text
    """A file is not there."""


def content(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises ReleaseError that begins with `name`: missing, no file, not allowed, broken disk."""
    look(path, name)
    try:
        # What was a file when it was looked at may be a pipe by now: it is opened without waiting for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | NEVER_WAITING | BYTES), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReleaseError(f"{name} is not a file")
            return file.read()
    except OSError as error:
        raise ReleaseError(f"{name} cannot be read ({_reason(error)})") from None


def look(path: Path, name: str) -> os.stat_result:
    """What the system says of a file. Raises ReleaseError as `content` does, without reading it."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise Missing(f"{name} is missing") from None
    except OSError as error:
        raise ReleaseError(f"{name} cannot be read ({_reason(error)})") from None
    if stat.S_ISDIR(found.st_mode):
        raise ReleaseError(f"{name} is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise ReleaseError(f"{name} is not a file")  # a pipe would keep its reader waiting for ever
    return found


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__  # the error's own text names the folder
