"""Removes releases that are no longer needed, never the one that is shown nor through a symbolic link."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import PublishError
from pimh_data.release.choice import candidates
from pimh_data.secure.releases.alone import changing
from pimh_data.secure.releases.durable import remove_folder
from pimh_data.secure.releases.private import behind_link
from pimh_data.secure.releases.standings import SHOWN, standings

BEHIND_A_LINK = (
    "the folder of releases is reached through a symbolic link ({link}), and nothing is removed through one. Name it "
    "by its own path with --releases"
)
NONE_GOOD = "no release of this folder is good, so none is removed: 'python -m pimh_data list' says what is wrong"


@dataclass(frozen=True)
class Removed:
    """One release that was removed, its state before, and how many bytes; `bytes` -1: it is a link, and was left."""

    name: str
    state: str
    bytes: int


def prune(releases: Path, keep: int, say: Callable[[str], object], removed: Callable[[Removed], object]) -> None:
    """Keep the release that is shown and the `keep` newest good ones; remove all others. `removed` hears of each.

    What the application shows, or would show after a restart, is always among those kept; it holds what it shows in
    memory, and follows CURRENT where one that it is just opening is removed. That a release was withdrawn stays on
    record. Raises PublishError where none is good, or the folder lies behind a symbolic link.
    """
    link = behind_link(releases.absolute())
    if link:
        raise PublishError(BEHIND_A_LINK.format(link=link))
    if not candidates(releases):
        raise PublishError(NONE_GOOD)
    with changing(releases, say):
        found = standings(releases)
        good = [one.name for one in found if one.good]
        if not good:
            raise PublishError(NONE_GOOD)
        kept = {*good[:keep], *(one.name for one in found if one.state == SHOWN)}
        for one in found:
            folder = releases / one.name
            if one.name in kept or not (folder.is_dir() or folder.is_symlink()):
                continue
            if folder.is_symlink():
                removed(Removed(one.name, one.state, -1))
                continue
            size = _bytes(folder)
            remove_folder(folder)
            removed(Removed(one.name, one.state, size))


def _bytes(folder: Path) -> int:
    return sum((Path(top) / name).lstat().st_size for top, _, names in os.walk(folder) for name in names)
