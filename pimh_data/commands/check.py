"""`check`: what `publish` would take, quarantine and refuse."""

from pimh_data.commands.options import Extracts
from pimh_data.commands.saying import progress, refusals, say, verdict
from pimh_data.secure.engine import working
from pimh_data.secure.preparing import prepare
from pimh_data.secure.report import report_lines


def check(extracts: Extracts) -> None:
    """Say what `publish` would take, quarantine and refuse, with its exit code; nothing is written."""
    with refusals(), progress() as step, working() as connection:
        prepared = prepare(extracts, connection, step)
        lines = report_lines(prepared)
    say(lines)
    verdict(prepared, "These extracts can be published.")
