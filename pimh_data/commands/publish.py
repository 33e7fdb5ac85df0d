"""`publish`: extracts to a release, or all but its writing."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.options import (
    DUCKDB,
    RELEASES,
    SPARK,
    Engine,
    Extracts,
    Master,
    Profile,
    Quarantine,
    Quiet,
    Releases,
    Replace,
    Report,
    ensure_engine,
)
from pimh_data.commands.saying import progress, refusals, say
from pimh_data.commands.verdicts import report_to, verdict
from pimh_data.errors import PimhError
from pimh_data.secure.disclosure.profiles import profile_named
from pimh_data.secure.engine import COUNTING, percent_done, working
from pimh_data.secure.preparing import prepare
from pimh_data.secure.publish import new_name, release
from pimh_data.secure.quarantine import Kept, keep_quarantined
from pimh_data.secure.releases.alone import publishing
from pimh_data.secure.releases.comparing import Destination
from pimh_data.secure.report import report_lines
from pimh_data.secure.spark.session import cluster
from pimh_data.secure.typed import quoted


def publish(
    extracts: Extracts,
    quarantine: Quarantine,
    profile: Profile = "rounded",
    releases: Releases = RELEASES,
    replace: Replace = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do all of it but write.")] = False,
    quiet: Quiet = False,
    report: Report = None,
    engine: Engine = DUCKDB,
    master: Master = "",
) -> None:
    """Check, count, protect, audit and publish extracts as the current release."""
    verb = "publish --dry-run" if dry_run else "publish"
    with refusals(), progress(quiet) as step, working(COUNTING) as connection, ExitStack() as alone:
        profile_named(profile)
        ensure_engine(engine, master)
        if not dry_run:
            alone.enter_context(publishing(releases, lambda words: say([words])))
        name = new_name()
        step.watch(partial(percent_done, connection))
        counted_on = alone.enter_context(cluster(master)) if engine == SPARK else None
        into = Destination(releases, quarantine, profile, replace)
        prepared = prepare(extracts, connection, step, into)
        kept = Kept() if dry_run else keep_quarantined(prepared, quarantine, name)
        say([*report_lines(prepared, kept.folder, only_wrong=quiet), *(kept.not_purged if quiet else kept.lines)])
        try:
            outcome = release(prepared, None if dry_run else into, profile, name, step, counted_on)
        except PimhError as error:
            report_to(report, prepared, verb, tuple(str(error).splitlines()))
            raise
        made = outcome.name
        report_to(report, prepared, verb, release=made)
    say(outcome.warnings if quiet else outcome.report)
    synthetic = prepared.settings is not None and prepared.settings.synthetic
    done = f"Published release {made}. {_how_to_open(releases, synthetic)}"
    verdict(prepared, done if made else "Nothing was written: all but that was done.")


def _how_to_open(releases: Path, synthetic: bool) -> str:
    """What to type to see it; a folder elsewhere on the machine by its name alone, as this goes to logs."""
    opens = f"To open the page: python -m pimh_data serve{'' if synthetic else ' --mine'}"
    if releases.resolve() == RELEASES.resolve():
        return opens
    here = Path.cwd()
    if releases.resolve().is_relative_to(here):
        return f"{opens} --releases {quoted(releases.resolve().relative_to(here).as_posix())}"
    return f"{opens} --releases and your folder {releases.name!r}"
