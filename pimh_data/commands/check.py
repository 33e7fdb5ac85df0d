"""`check`: what `publish` would take, quarantine and refuse."""

from functools import partial

from pimh_data.commands.options import RELEASES, Extracts, Quarantine, Quiet, Releases, Replace, Report
from pimh_data.commands.saying import progress, refusals, say
from pimh_data.commands.verdicts import report_to, verdict
from pimh_data.secure.engine import percent_done, working
from pimh_data.secure.preparing import prepare
from pimh_data.secure.releases.comparing import Destination
from pimh_data.secure.report import report_lines


def check(
    extracts: Extracts,
    quarantine: Quarantine,
    releases: Releases = RELEASES,
    replace: Replace = False,
    quiet: Quiet = False,
    report: Report = None,
) -> None:
    """Say what `publish` would take, quarantine, hold back and refuse, with its exit code; only a report is written."""
    with refusals():
        with progress(quiet) as step, working() as connection:
            step.watch(partial(percent_done, connection))
            prepared = prepare(extracts, connection, step, Destination(releases, quarantine, replace=replace))
        report_to(report, prepared, "check")
    say(report_lines(prepared, only_wrong=quiet))
    verdict(prepared, "These extracts can be published.", done=False)
