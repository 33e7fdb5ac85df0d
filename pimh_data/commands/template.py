"""`template`: a folder to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.saying import refusals, say
from pimh_data.secure.template import write_template


def template(folder: Annotated[Path, typer.Argument(help="A folder to write into; made where it is missing.")]) -> None:
    """Write settings to fill in, empty extracts with their headings, a filled example, and what each column means."""
    with refusals():
        written = write_template(folder)
    say([f"Written into {folder.name}: {', '.join(written)}"])
