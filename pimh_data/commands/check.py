"""`check`: what `publish` would take, quarantine and refuse."""

from pimh_data.commands.options import Extracts, Quiet, Report
from pimh_data.commands.saying import progress, refusals, report_to, say, verdict
from pimh_data.secure.engine import working
from pimh_data.secure.preparing import prepare
from pimh_data.secure.report import report_lines


def check(extracts: Extracts, quiet: Quiet = False, report: Report = None) -> None:
    """Say what `publish` would take, quarantine and refuse, with its exit code; nothing but a report is written."""
    with refusals():
        with progress(quiet) as step, working() as connection:
            step.watch(connection)
            prepared = prepare(extracts, connection, step)
        report_to(report, prepared, "check")
    say(report_lines(prepared, only_wrong=quiet))
    verdict(prepared, "These extracts can be published.", done=False)
