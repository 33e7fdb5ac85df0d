"""Scenarios side by side: people seen by nothing else, of which groups, and staff, one row a scenario."""

import math
from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Finding, Grade, Row, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions import periods
from pimh_data.questions.funding.ending import Ending, resolve
from pimh_data.questions.funding.loss import LOST, Loss, loss
from pimh_data.questions.funding.people import IN_PROPORTION, NOT_A_FORECAST
from pimh_data.questions.funding.scenario import Scenario
from pimh_data.questions.kit import EXTRACT, STATE, Said, answer
from pimh_data.questions.kit.listed_services import SOURCE, ListedService, known_wte, not_known
from pimh_data.questions.periods import day_in_words
from pimh_data.questions.words import listed, upper_first
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20
from pimh_data.release import Release

COLUMNS = (
    Column("scenario", "Scenario", "text"),
    Column("before", "People seen in the year", "count", "people"),
    Column("only", "Known only to what ends", "count", "people"),
    *LOST.columns,
    Column("share", "Share of all seen", "share"),
    Column("core20", "From the most deprived fifth (Core20), seen by nothing else", "number", "people"),
    Column("services", "Services that end", "number", "services"),
    Column("wte", "Whole-time equivalents affected", "number", "WTE", 1),
    Column("staff_not_known", "Staff not known", "text"),
    Column("funding_ends", "Funding ends", "text"),
    STATE,
)
STAFF = "Staff: whole-time equivalents of the services that end, times the part of their capacity. Posts, not people."


def side_by_side(release: Release, scenarios: Sequence[Scenario]) -> Answer:
    """Scenarios of one Place and year, one row each, in the order given.

    Columns: scenario (in words), before and only (counts), lost with its range, share of all seen, core20 (those
    lost of Core20), services, wte (affected), staff_not_known, funding_ends, state. Raises SelectionError when
    there is no scenario, when they are of several Places or years, or for what the release does not hold.
    """
    alike = {(scenario.place, scenario.year) for scenario in scenarios}
    if len(alike) != 1:
        raise SelectionError(f"{len(alike)} Places and years were asked for: compare scenarios of one")
    (place, year) = next(iter(alike))
    periods.position(release.manifest, year)
    endings = [resolve(release, scenario) for scenario in scenarios]
    found = [loss(release, ending) for ending in endings]
    rows = [_row(release, ending, one) for ending, one in zip(endings, found, strict=True)]
    return answer(
        "funding.compare",
        "Scenarios side by side" if len(scenarios) > 1 else "What ends, in people and staff",
        release,
        Selection(place, "several scenarios", year),
        COLUMNS,
        rows,
        Said(_finding(scenarios, found, rows)),
        definition="For each scenario: people seen by what ends and by no other service, and the staff affected.",
        numerator="Distinct people known only to what ends; whole-time equivalents of the services that end",
        denominator="Distinct people seen by all services together",
        method="Each scenario has its own distinct count; scenarios are not added up, since they may overlap.",
        period=periods.period_in_words(year),
        source=f"{EXTRACT}; {SOURCE}",
        citation="Contract of the services extract",
        caveats=(NOT_A_FORECAST, IN_PROPORTION, STAFF),
        what="scenarios",
        notes=(NOT_A_FORECAST, STAFF),
    )


def staff_affected(gone: Sequence[ListedService], share: float) -> float:
    """Whole-time equivalents of what ends, times the part of its capacity; NaN where none is known."""
    return known_wte(gone) * share if gone else 0.0


def _row(release: Release, ending: Ending, found: Loss) -> Row:
    scenario, gone = ending.scenario, ending.going
    ends = sorted({service.funding_ends for service in gone if service.funding_ends})
    return {
        "scenario": upper_first(scenario.words()),
        **found.row(),
        "share": found.share_of_group[0],
        "core20": loss(release, ending, DEPRIVATION.name, CORE20).lost,
        "services": float(len(gone)),
        "wte": staff_affected(gone, scenario.share),
        "staff_not_known": not_known(gone),
        "funding_ends": listed([day_in_words(day) for day in ends]),
    }


def _finding(scenarios: Sequence[Scenario], found: Sequence[Loss], rows: Sequence[Row]) -> Finding:
    said = [f"{row['scenario']}: {_lost(one)}" for one, row in zip(found, rows, strict=True)]
    grade: Grade = "hidden" if all(one.state == "hidden" for one in found) else "description"
    return Finding(f"{scenarios[0].place}, {scenarios[0].year}. {'; '.join(said)}.", grade)


def _lost(found: Loss) -> str:
    """'950 people seen by no other service', a range of them, or that they are hidden or not in the release."""
    bounded = found.at_ending.known or found.state != "hidden"
    if math.isnan(found.lost) and (math.isnan(found.most) or not bounded):
        return found.state
    return f"{found.in_words} people seen by no other service"
