"""CURRENT: the name of the release to show and its manifest's sha256, in one line. Reads it, or says what is wrong."""

import re
from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import ReleaseError
from pimh_data.release.files import content, look

CURRENT = "CURRENT"
AGAIN = f"publish again, or write into {CURRENT} a release's name, a space and the sha256 of its manifest.json"
LONGEST = 1_000  # bytes: a longer file is no pointer


@dataclass(frozen=True)
class Pointer:
    """Which release to show. `name`: a folder beside CURRENT."""

    name: str
    sha256: str

    @staticmethod
    def of(held: bytes) -> "Pointer":
        """The pointer that these bytes are. Raises ReleaseError in words."""
        try:
            text = held.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            raise ReleaseError(f"{CURRENT} is not text in UTF-8; {AGAIN}") from None
        if not text:
            raise ReleaseError(f"{CURRENT} is empty; {AGAIN}")
        whole = re.fullmatch("(.+) ([0-9a-f]{64})", text)
        name = whole[1] if whole else text.split()[0]
        if not is_name(name):
            raise ReleaseError(f"{CURRENT} does not name a folder beside it; {AGAIN}")
        if not whole:
            raise ReleaseError(f"{CURRENT} has no sha256 of the manifest behind the name of release {name}; {AGAIN}")
        return Pointer(name, whole[2])


def held(folder: Path) -> tuple[bytes, int]:
    """What CURRENT holds, and when it was written, in nanoseconds.

    Raises ReleaseError where there is none, it cannot be read, or it is too long to be one.
    """
    path = folder / CURRENT
    found = look(path, CURRENT)
    if found.st_size > LONGEST:
        raise ReleaseError(f"{CURRENT} is too long for a name and a sha256; {AGAIN}")
    return content(path, CURRENT), found.st_mtime_ns


def is_name(name: str) -> bool:
    """Whether a text is the name of a folder beside CURRENT: not hidden, and nowhere else."""
    return (
        bool(name) and name.isprintable() and not name.startswith(".") and "\\" not in name and Path(name).name == name
    )
