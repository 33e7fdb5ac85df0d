"""Whether the state folder can be used: whatever in it would keep the application from starting. Changes nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

from pages.guard.access_log import FOLDER
from pages.guard.session import KEY, Seal
from pages.guard.signed_out import FILE
from pimh_data.errors import GrantsError, ReleaseError
from pimh_data.release.files import look

NOT_MADE = "the state folder is not there and cannot be made: make it for the application's user (chown, chmod 700)"
NOWHERE = "the state folder is a link to what is not there: make the folder that it stands for, or name another"


def amiss(state: Path) -> list[str]:
    """A sentence for each fault, without a path of the machine; none where it is usable, or can be made."""
    try:
        return list(_amiss(state))
    except OSError as error:
        return [f"the state folder of sign-in cannot be used ({error.strerror or type(error).__name__})"]


def _amiss(state: Path) -> Iterator[str]:
    if not state.exists():
        above = next(folder for folder in state.absolute().parents if folder.exists())
        if state.is_symlink():
            yield NOWHERE
        elif not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
            yield NOT_MADE
        return
    if not state.is_dir():
        yield "the state folder is a file: name a folder as state"
        return
    if not os.access(state, os.W_OK | os.X_OK):
        yield "the state folder cannot be written: chown it to the application's user"
    held = {path.name for path in state.iterdir()}
    if KEY in held:
        try:
            Seal.that_lies_in(state)
        except GrantsError as error:
            yield str(error)
    if FILE in held:
        try:
            look(state / FILE, f"{FILE} in the state folder")
        except ReleaseError as error:
            yield f"{error}: remove it (whoever had signed out must be taken for signed in until their time is up)"
    if FOLDER in held and not (state / FOLDER).is_dir():
        yield f"{FOLDER} in the state folder is no folder: remove it, and one is made for the access log"
