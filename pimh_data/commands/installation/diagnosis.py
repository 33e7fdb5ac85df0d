"""A diagnosis of one matter of an installation: good, to be looked at, or wrong; and who may read a file."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GOOD, LOOK, WRONG = "Good", "Look", "Wrong"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
WRITTEN_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class Diagnosis:
    """`grade`: GOOD, LOOK (it runs, and may not for long) or WRONG. `words`: what is so, and what to do."""

    grade: str
    words: str


def open_to_others(path: Path, what: str, mode: str) -> Iterator[Diagnosis]:
    """A diagnosis where others of the machine may open the file or folder `what`; `mode` is what it should have."""
    if _allows(path, OTHERS):
        yield Diagnosis(WRONG, f"others of this machine can open {what}: chmod {mode} it")


def written_by_others(path: Path, what: str) -> Iterator[Diagnosis]:
    """A diagnosis where others of the machine may change the file or folder `what`.

    In a folder like /tmp everybody may write, and put nothing in the place of what is another's.
    """
    if _allows(path, WRITTEN_BY_OTHERS) and not _allows(path, stat.S_ISVTX):
        yield Diagnosis(WRONG, f"others of this machine can change {what}: chmod go-w it")


def _allows(path: Path, whom: int) -> bool:
    """Windows has no such modes: there the folder's own permissions must do. What is not there, who reads it says."""
    try:
        return os.name != "nt" and bool(path.stat().st_mode & whom)
    except OSError:
        return False
