"""Everything up to counting, one way for `check` and `publish`: what is accepted, what goes beside. Writes nothing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ibis.backends.duckdb import Backend

from pimh_data.secure.areas import read_areas
from pimh_data.secure.beside import folders_called_like_files
from pimh_data.secure.checking import Checks, above_allowed, check_extracts
from pimh_data.secure.covered import covered
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.views import Views, views
from pimh_data.secure.deciles import Assigned, with_deciles
from pimh_data.secure.disclosure.profiles import ROUNDED, profile_named
from pimh_data.secure.endings import reasons_lost, without_reason
from pimh_data.secure.exit_codes import GOOD, REFUSED, TOO_MANY_QUARANTINED
from pimh_data.secure.findings import Found, findings
from pimh_data.secure.gathering import Refusals, ensure_opens
from pimh_data.secure.imd_look_ups import look_ups
from pimh_data.secure.ingest.sources.finding import READ
from pimh_data.secure.last_days import extract_date_left_standing, not_delivered
from pimh_data.secure.population_files import population_files
from pimh_data.secure.published import Published, published_tables
from pimh_data.secure.readiness import (
    counted_twice,
    nothing_accepted,
    slips_of_the_setting,
    still_to_fill_in,
    worth_a_look,
)
from pimh_data.secure.reconciling import that_do_not_add_up
from pimh_data.secure.releases.comparing import NOT_COMPARED, Compared, Destination, compared
from pimh_data.secure.releases.facts import facts_of
from pimh_data.secure.scores.overrides import read_overrides
from pimh_data.secure.scores.undated import undated
from pimh_data.secure.services_named import not_listed_there
from pimh_data.secure.settings import Settings, read_settings
from pimh_data.secure.temporary import for_its_owner_alone
from pimh_data.secure.terms import terms_refused
from pimh_data.secure.uncounted import without_contacts_losses
from pimh_data.secure.unread import look_first

Progress = Callable[[str], None]
OPENED = (*READ, ".toml", ".sql", ".gz", ".json", ".geojson")
BEFORE_PUBLISHING = "Before `publish` makes a release of it: {what}"


@dataclass(frozen=True, eq=False)
class Ready:
    """What counting needs; there is none where something refuses."""

    checks: Checks
    views: Views
    calendar: Calendar
    published: Published
    overrides: dict[str, dict[str, Any]]


@dataclass(frozen=True, eq=False)
class Prepared:
    """What came of a folder of extracts.

    `checks`: None where an extract cannot be taken at all; `found`: what is wrong with each extract. `lines`: of
    deciles, indicators, boundaries and the like, for the report; `losses`: for every reader. `too_many`: sources
    without an accepted row, and extracts above their allowed share. `refusals`: everything for which nothing can be
    published, a sentence each. `look_first`: what is amiss with the files themselves, before their rows. `compared`:
    with the releases of the folder that it is to be published into.
    """

    settings: Settings | None
    checks: Checks | None
    lines: tuple[str, ...]
    losses: tuple[str, ...]
    too_many: tuple[str, ...]
    refusals: tuple[str, ...]
    ready: Ready | None
    found: tuple[Found, ...] = ()
    look_first: tuple[str, ...] = ()
    compared: Compared = NOT_COMPARED

    @property
    def exit_code(self) -> int:
        """0 good, 1 more rows quarantined than allowed, 2 refused."""
        return REFUSED if self.refusals else TOO_MANY_QUARANTINED if self.too_many else GOOD


@for_its_owner_alone()
def prepare(
    folder: Path, connection: Backend, progress: Progress = lambda _: None, into: Destination | None = None
) -> Prepared:
    """Read and check everything that a release is made from. Refuses nothing: what refuses is said in `refusals`.

    `into`: where it is to be published; None: it is compared with no release.
    """
    refusals = Refusals(folder)
    for path in _files(folder):
        refusals.attempt(lambda path=path: ensure_opens(path))
    settings = None if refusals.said else refusals.attempt(lambda: read_settings(folder))
    if settings is None:
        return Prepared(None, None, still_to_fill_in(folder), (), (), tuple(refusals.said), None)
    overrides = refusals.attempt(lambda: read_overrides(folder))
    refusals.add(*folders_called_like_files(folder))
    unread = look_first(folder, settings)
    checks = refusals.attempt(lambda: check_extracts(folder, settings, connection, progress))
    if checks is None:
        # Beside the extracts, what can be read without them: all that is wrong is said at once.
        refusals.attempt(lambda: look_ups(folder))
        refusals.attempt(lambda: read_areas(folder))
        refusals.attempt(lambda: population_files(folder))
        return Prepared(settings, None, still_to_fill_in(folder), (), (), tuple(refusals.said), None, look_first=unread)
    found = findings(checks)
    refusals.add(*that_do_not_add_up(count for one in found for count in one.counts))
    assigned = refusals.attempt(lambda: with_deciles(checks)) or Assigned(checks)
    progress("Reading indicators, boundaries and other published files")
    seen_from = refusals.attempt(lambda: views(assigned.checks))
    months = refusals.attempt(lambda: covered(assigned.checks))
    if seen_from is None:
        refusals.attempt(lambda: read_areas(folder))
        published = None
    else:
        published = refusals.attempt(lambda: published_tables(assigned.checks, seen_from))
    held = compared(facts_of(checks, found, seen_from, into.profile), into) if into else NOT_COMPARED
    refusals.add(*held.refusals)
    ready = None
    if not refusals.said:
        ready = Ready(assigned.checks, seen_from, months, published, overrides)
    without_day = undated(assigned.checks)
    lines = (
        *still_to_fill_in(folder),
        *worth_a_look(checks),
        *without_reason(checks),
        *without_day,
        *assigned.lines,
        *(published.lines if published else ()),
    )
    too_many = (*nothing_accepted(found), *above_allowed(assigned.checks))
    losses = (*assigned.losses, *without_day, *reasons_lost(checks), *without_contacts_losses(checks))
    days = (*extract_date_left_standing(checks), *not_delivered(checks))
    profile = profile_named(into.profile) if into and into.profile else ROUNDED
    terms = (BEFORE_PUBLISHING.format(what=what) for what in terms_refused(settings, profile, dt.date.today()))
    first = (*terms, *unread, *days, *slips_of_the_setting(checks), *not_listed_there(checks), *counted_twice(checks))
    said = tuple(refusals.said)
    return Prepared(settings, assigned.checks, lines, losses, too_many, said, ready, found, first, held)


def _files(folder: Path) -> list[Path]:
    # A spreadsheet program lays a file of its own beside one that is open ('~$referrals.xlsx'): that is no extract.
    found = [*folder.glob("*"), *folder.glob("*/*")]
    return [
        path for path in sorted(found) if path.suffix.lower() in OPENED and path.is_file() and path.name[0] not in "~."
    ]
