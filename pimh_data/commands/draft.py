"""`draft`: a first `extract.toml` from the files of a folder."""

import datetime as dt
import os
from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.saying import progress, refusals, say
from pimh_data.secure.draft import draft as draft_folder
from pimh_data.secure.draft import draft_lines

NOT_ALL_READ = 1


def draft(folder: Annotated[Path, typer.Argument(help="The folder that your own files are in.")]) -> None:
    """Look at the files of a folder and write a first extract.toml, each guess with its reason, for you to complete."""
    with refusals(), progress() as step:
        done = draft_folder(folder, dt.date.today(), step)
    say(draft_lines(done, as_typed(folder)))
    if any(one.unread for one in done.none):
        raise typer.Exit(NOT_ALL_READ)


def as_typed(folder: Path) -> str:
    """The folder as it may be typed again, without a path from the root."""
    if not folder.is_absolute():
        return str(folder)
    try:
        return os.path.relpath(folder)
    except ValueError:  # another drive
        return folder.name
