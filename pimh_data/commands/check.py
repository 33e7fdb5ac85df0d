"""`check`: extracts against their contracts, in a report."""

import ibis

from pimh_data.commands.options import Extracts
from pimh_data.commands.saying import progress, refusals, say
from pimh_data.secure.areas import area_lines
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.deciles import with_deciles
from pimh_data.secure.denominators import denominators
from pimh_data.secure.places import about_places
from pimh_data.secure.report import report_lines
from pimh_data.secure.settings import read_settings


def check(extracts: Extracts) -> None:
    """Check extracts against their contracts and report; nothing is written."""
    with refusals(), progress() as step:
        assigned = with_deciles(check_extracts(extracts, read_settings(extracts), ibis.duckdb.connect(), step))
        places = assigned.checks.extracts["places"].accepted.to_pandas()
        residents = denominators(assigned.checks).lines
        lines = [*report_lines(assigned.checks), *assigned.lines, *residents, *area_lines(extracts, places)]
        lines += about_places(places).said
    say(lines)
