"""What a killed publication leaves in a folder of releases, hidden and never shown: cleared by the next one."""

import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from pimh_data.release.pointer import CURRENT
from pimh_data.release.withdrawn import SUFFIX as WITHDRAWN

BUILDING = ".building-"
LEFT = (f"{BUILDING}*", f".{CURRENT}-*", f".*{WITHDRAWN}-*", ".removed-*")


def clear_leftovers(releases: Path, say: Callable[[str], object]) -> None:
    """Remove what publications that did not end left. To be called while no other runs; a link is left alone."""
    for path in sorted(releases.iterdir()):
        if path.is_symlink() or not any(fnmatch(path.name, kind) for kind in LEFT):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        if path.name.startswith(BUILDING):
            name = path.name.removeprefix(BUILDING).rpartition("-")[0]
            say(f"Cleared what was left of release {name}, whose publication did not end")
