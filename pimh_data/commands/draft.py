"""`draft`: a first `extract.toml` from the files of a folder."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.saying import progress, refusals, say
from pimh_data.secure.draft import draft as draft_folder
from pimh_data.secure.draft import draft_lines, words_unknown
from pimh_data.secure.typed import as_typed

NOT_ALL_READ = 1


def draft(folder: Annotated[Path, typer.Argument(help="The folder that your own files are in.")]) -> None:
    """Look at the files of a folder and write a first extract.toml, each guess with its reason, for you to complete."""
    with refusals(), progress() as step:
        done = draft_folder(folder, dt.date.today(), step)
        # Where files were added, what they hold is to be filled in first.
        unknown = () if done.added else words_unknown(folder)
    say([*unknown, *draft_lines(done, as_typed(folder))])
    if any(one.unread for one in done.none):
        raise typer.Exit(NOT_ALL_READ)
