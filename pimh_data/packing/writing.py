"""Writes the files of several selections into a folder; where they are many, beside another process that does too."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from pimh_data.answer import Selection
from pimh_data.charts.converting import draw_here
from pimh_data.errors import BriefError
from pimh_data.packing.files import BRIEF_FILES, Given
from pimh_data.release import Release, Store

MANY = 4  # selections: of fewer, another process takes longer to start than it saves
# One more beside this one: each holds the release, what is made of it and what draws it, some 450 MB.
OTHERS = 1
_opened: list[Release] = []  # in another process: the release that its files are made of


@dataclass(frozen=True)
class Wanted:
    """The files of one selection: kind, of BRIEF_FILES, and where it is written."""

    selection: Selection
    files: tuple[tuple[str, Path], ...]


def write_all(release: Release, releases: Path, wanted: Sequence[Wanted], given: Given) -> Iterator[Wanted]:
    """Write them; gives each selection when its files are there. `releases`: the folder that the release is in.

    Raises BriefError where a file cannot be written, or where another release came while many were.
    """
    if len(wanted) < MANY or (os.cpu_count() or 1) <= OTHERS:
        for one in wanted:
            yield _write_one(release, one, given)
        return
    told = (releases, release.manifest.release)
    with ProcessPoolExecutor(OTHERS, multiprocessing.get_context("spawn"), _open, told) as pool:
        running = {pool.submit(_write_apart, one, given): one for one in wanted}
        try:
            for waiting in reversed(list(running)):  # the other begins with the first, this one with the last
                if waiting.cancel():
                    yield _write_one(release, running.pop(waiting), given)
            for done in as_completed(running):
                yield done.result()
        finally:
            for waiting in running:
                waiting.cancel()


def _open(releases: Path, name: str) -> None:
    draw_here()
    release, _ = Store(releases).current()
    if release.manifest.release == name:
        _opened.append(release)


def _write_apart(one: Wanted, given: Given) -> Wanted:
    if not _opened:
        raise BriefError("Another release became the current one while files were written: write them again.")
    return _write_one(_opened[0], one, given)


def _write_one(release: Release, one: Wanted, given: Given) -> Wanted:
    alone = copy(release)  # keeps nothing yet: what was made for one Place is of little use to the next, and adds up
    for kind, path in one.files:
        _write(path, BRIEF_FILES[kind].make(alone, one.selection, given))
    return one


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}")
    try:
        beside.write_bytes(content)
        beside.replace(path)  # a reader finds a whole file or none
    except OSError as error:
        raise not_written(path, error) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def not_written(path: Path, error: OSError) -> BriefError:
    """What to say where a file or folder cannot be written."""
    why = error.strerror or type(error).__name__
    return BriefError(f"{path.name} cannot be written ({why}): give --out a folder that you may write into.")
