"""`withdraw`: take a release back for good."""

from typing import Annotated

import typer

from pimh_data.commands.options import Named, Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.secure.releases.showing import withdraw as withdraw_release

NOTHING_LEFT = (
    "No other release of this folder is good, so nothing is shown until one is published: python -m pimh_data publish"
)


def withdraw(
    name: Named,
    releases: Shown,
    reason: Annotated[str, typer.Option(help="Why, in a sentence without any detail of a person; it is kept.")],
) -> None:
    """Take this release back: it is never shown again, not even by a running application. The reason is kept."""
    with refusals():
        instead = withdraw_release(releases, name, reason, lambda words: say([words]))
    say([f"Release {name} is withdrawn and never shown again. Files that people took away from it are still theirs."])
    say([f"Shown: release {instead}" if instead else NOTHING_LEFT])
