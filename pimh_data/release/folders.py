"""The folders of releases in the project: real ones, and the demonstration's own; and which of them is shown."""

import os
from pathlib import Path

from pimh_data.release.pointer import CURRENT

SETTING = "PIMH_RELEASES"
OWNERS_TOKEN = "PIMH_OWNERS_TOKEN"  # noqa: S105 - its name; the sha256 of what `serve --mine` printed
DATASETS = Path(__file__).resolve().parents[2] / "datasets"
RELEASES, DEMONSTRATION = DATASETS / "releases", DATASETS / "demonstration"


def shown_folder() -> Path:
    """The folder that PIMH_RELEASES names, or that of published releases; while it has none, the demonstration's."""
    named = os.environ.get(SETTING)
    if named:
        return Path(named)
    return DEMONSTRATION if not _has_release(RELEASES) and _has_release(DEMONSTRATION) else RELEASES


def _has_release(folder: Path) -> bool:
    try:
        (folder / CURRENT).lstat()
    except OSError:
        return False
    return True
