"""`publish`: extracts to a release, or all but its writing."""

from typing import Annotated

import typer

from pimh_data.commands.options import QUARANTINE, RELEASES, Extracts, Profile, Quarantine, Releases
from pimh_data.commands.saying import progress, refusals, say, verdict
from pimh_data.secure.disclosure.profiles import profile_named
from pimh_data.secure.engine import working
from pimh_data.secure.preparing import prepare
from pimh_data.secure.publish import new_name, release
from pimh_data.secure.quarantine import Kept, keep_quarantined
from pimh_data.secure.report import report_lines


def publish(
    extracts: Extracts,
    profile: Profile = "rounded",
    releases: Releases = RELEASES,
    quarantine: Quarantine = QUARANTINE,
    accept_unaudited: Annotated[
        bool, typer.Option("--accept-unaudited", help="Publish real extracts before every crossing is audited.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do all of it but write.")] = False,
) -> None:
    """Check, count, protect, audit and publish extracts as the current release."""
    with refusals(), progress() as step, working() as connection:
        profile_named(profile)
        name = new_name()
        prepared = prepare(extracts, connection, step)
        kept = Kept() if dry_run else keep_quarantined(prepared, quarantine, name)
        say([*report_lines(prepared, kept.folder), *kept.lines])
        outcome = release(prepared, None if dry_run else releases, profile, accept_unaudited, name, step)
    say(outcome.report)
    verdict(prepared, "Nothing was written." if outcome.folder is None else f"Published release {outcome.folder.name}")
