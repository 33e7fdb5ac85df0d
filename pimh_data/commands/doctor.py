"""`doctor`: whether an installation is as it should be, and what to do where it is not."""

import datetime as dt
import os
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from pages.guard.settings import SETTING
from pimh_data.commands.installation.configured import configured
from pimh_data.commands.installation.diagnosis import GOOD, LOOK, WRONG, Diagnosis
from pimh_data.commands.installation.pictures import pictures
from pimh_data.commands.installation.private import private
from pimh_data.commands.installation.releases import places_shown
from pimh_data.commands.installation.releases import releases as releases_of
from pimh_data.commands.installation.sign_in import sign_in
from pimh_data.commands.installation.versions import versions
from pimh_data.commands.options import DATASETS, Quarantine, Quiet, Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.secure.settings import Settings

PROJECT = DATASETS.parent
EXIT_CODES = {GOOD: 0, LOOK: 1, WRONG: 2}


def doctor(
    releases: Shown,
    quarantine: Quarantine,
    days: Annotated[
        int, typer.Option(help="For how many days refused rows are kept: quarantine_days of extract.toml.")
    ] = Settings.quarantine_days,
    quiet: Quiet = False,
) -> None:
    """Look at the whole installation and say all that is wrong, and what to do. Changes nothing.

    Run it as the user that the application runs as, with its environment. Exit codes: 0 good, 1 something to look at,
    2 something wrong.
    """
    now = dt.datetime.now(dt.UTC)

    def looked_at() -> Iterator[Diagnosis]:
        yield from versions(PROJECT / "requirements.txt", tuple(sys.version_info[:3]))
        yield from configured(PROJECT / ".streamlit" / "config.toml")
        named = os.environ.get(SETTING, "")
        yield from sign_in(named, now.date(), places_shown(releases))
        yield from releases_of(releases, now, signs_in=bool(named))
        yield from private(quarantine, releases, days, now.date())
        yield from pictures()

    with refusals():
        found = sorted(looked_at(), key=lambda one: -EXIT_CODES[one.grade])
    say([f"{one.grade}: {one.words}" for one in found if not (quiet and one.grade == GOOD)])
    worst = max((one.grade for one in found), key=EXIT_CODES.__getitem__)
    wrong, look = (sum(one.grade == grade for one in found) for grade in (WRONG, LOOK))
    say([f"{wrong} wrong, {look} to look at, {len(found) - wrong - look} good"])
    raise typer.Exit(EXIT_CODES[worst])
