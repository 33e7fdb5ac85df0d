"""`fetch`: official files, brought into a folder of extracts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.saying import NOT_ALL_FETCHED, progress, refusals, say
from pimh_data.errors import ExtractError
from pimh_data.secure.fetch import FAILED, KINDS, by_hand, sources
from pimh_data.secure.fetch import fetch as fetch_files
from pimh_data.secure.fetch.sources import LOWER_TIER, UPPER_TIER


def fetch(
    named: Annotated[
        list[str],
        typer.Argument(
            metavar="[KIND]... EXTRACTS",
            help="What to bring (indicators, boundaries, imd, population; all unless given), then the folder of "
            "extracts that the files are brought into.",
        ),
    ],
    what: Annotated[list[str] | None, typer.Option(help="The same kinds, as an option.")] = None,
    indicator: Annotated[list[str] | None, typer.Option(help="A number of Fingertips; may be repeated.")] = None,
    area_type: Annotated[list[int] | None, typer.Option(help="An area type of Fingertips; may be repeated.")] = None,
    mirror: Annotated[str, typer.Option(help="An address that serves the same files under the same paths.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Ask for every file anew, also those brought by hand.")
    ] = False,
) -> None:
    """Bring official files: indicators, boundaries, deprivation deciles by LSOA, children by LSOA, ethnic groups."""
    with refusals(), progress() as step:
        kinds, extracts = _kinds_and_folder(named)
        wanted = sources(
            [*kinds, *(what or ())] or KINDS, indicator or (), area_type or (UPPER_TIER, LOWER_TIER), mirror
        )
        found = fetch_files(extracts, wanted, again=again, mirror=mirror, progress=step)
    say([done.line for done in found])
    say(by_hand(found, extracts))
    if any(done.outcome == FAILED for done in found):
        raise typer.Exit(NOT_ALL_FETCHED)


def _kinds_and_folder(named: Sequence[str]) -> tuple[Sequence[str], Path]:
    *kinds, folder = named
    if folder in KINDS and not Path(folder).is_dir():
        raise ExtractError(f"fetch: name the folder of extracts last, as in 'fetch {' '.join(named)} EXTRACTS'")
    return kinds, Path(folder)
