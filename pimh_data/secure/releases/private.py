"""Where what is about persons or only for whoever publishes lies: outside the project, opened by its owner alone."""

import os
import sys
from pathlib import Path

from pimh_data.errors import PublishError

FOLDER = Path("pimh-data") / "quarantine"
WINDOWS = os.name == "nt"
SETTING = "PIMH_QUARANTINE"
NO_HOME = f"no folder of your own is known to this machine: name one for quarantined rows (--quarantine or {SETTING})"


def private_folder() -> Path:
    """The folder for quarantined rows and the records of publications, unless another is named: in the user's state.

    Raises PublishError where the machine knows no such folder.
    """
    return _state() / FOLDER


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may open (0700), with those above it that are missing.

    Raises PublishError where a file has its name.
    """
    if folder.is_file():
        raise PublishError(f"{folder.name} is a file: name a folder for quarantined rows (--quarantine or {SETTING})")
    for one in reversed((folder, *folder.parents)):
        if not one.exists():
            one.mkdir(mode=0o700, exist_ok=True)


def behind_link(folder: Path) -> str:
    """The name of the folder, or of one above it, that is a symbolic link; '' where none is."""
    for one in (folder, *folder.parents):
        if one.is_symlink():
            return one.name
    return ""


def _state() -> Path:
    named = Path(os.environ.get("LOCALAPPDATA" if WINDOWS else "XDG_STATE_HOME") or "")
    if named.is_absolute():
        return named
    try:
        home = Path.home()
    except RuntimeError:
        raise PublishError(NO_HOME) from None
    if WINDOWS:
        return home / "AppData" / "Local"
    # A home may itself be reached by a link, which its owner did not make: what we put in it may not be.
    return home.resolve() / ("Library/Application Support" if sys.platform == "darwin" else ".local/state")
