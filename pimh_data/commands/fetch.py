"""`fetch`: official files, brought into a folder of extracts."""

from typing import Annotated

import typer

from pimh_data.commands.options import Extracts
from pimh_data.commands.saying import NOT_ALL_FETCHED, progress, refusals, say
from pimh_data.secure.fetch import FAILED, KINDS, by_hand, sources
from pimh_data.secure.fetch import fetch as fetch_files
from pimh_data.secure.fetch.sources import LOWER_TIER, UPPER_TIER


def fetch(
    extracts: Extracts,
    what: Annotated[list[str] | None, typer.Option(help="indicators, boundaries or imd; all unless given.")] = None,
    indicator: Annotated[list[str] | None, typer.Option(help="A number of Fingertips; may be repeated.")] = None,
    area_type: Annotated[list[int] | None, typer.Option(help="An area type of Fingertips; may be repeated.")] = None,
    mirror: Annotated[str, typer.Option(help="An address that serves the same files under the same paths.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Ask for every file anew, also those brought by hand.")
    ] = False,
) -> None:
    """Bring official files: Fingertips indicators, ONS boundaries, deprivation deciles by LSOA."""
    with refusals(), progress() as step:
        wanted = sources(what or KINDS, indicator or (), area_type or (UPPER_TIER, LOWER_TIER), mirror)
        found = fetch_files(extracts, wanted, again=again, mirror=mirror, progress=step)
    say([done.line for done in found])
    say(by_hand(found, extracts))
    if any(done.outcome == FAILED for done in found):
        raise typer.Exit(NOT_ALL_FETCHED)
