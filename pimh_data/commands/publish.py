"""`publish`: extracts to a release."""

from typing import Annotated

import typer

from pimh_data.commands.options import QUARANTINE, RELEASES, Extracts, Profile, Quarantine, Releases
from pimh_data.commands.saying import finish, progress, refusals
from pimh_data.secure.publish import publish as publish_extracts


def publish(
    extracts: Extracts,
    profile: Profile = "rounded",
    releases: Releases = RELEASES,
    quarantine: Quarantine = QUARANTINE,
    accept_unaudited: Annotated[
        bool, typer.Option("--accept-unaudited", help="Publish real extracts before every crossing is audited.")
    ] = False,
) -> None:
    """Check, count, protect, audit and publish extracts as the current release."""
    with refusals(), progress() as step:
        outcome = publish_extracts(extracts, releases, quarantine, profile, accept_unaudited, progress=step)
    finish(outcome.report, outcome.above_allowed, outcome.folder)
