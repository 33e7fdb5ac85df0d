"""What ends costs, and what that is per person seen: only where the partnership brought the cost. No outcomes."""

import math

import numpy as np

from pimh_data.answer import WITHHELD, Answer, Column, Row
from pimh_data.formats import interval, people
from pimh_data.questions import periods
from pimh_data.questions.cells import View, cell
from pimh_data.questions.evidence import made_up
from pimh_data.questions.funding.ending import resolve
from pimh_data.questions.funding.scenario import PERCENT, Scenario, telling
from pimh_data.questions.kit import EXTRACT, STATE, Estimated, Said, Telling, answer, hidden_rows
from pimh_data.questions.kit.listed_services import ListedService
from pimh_data.questions.needs_a_grant import NEEDS_A_GRANT
from pimh_data.questions.words import listed
from pimh_data.registry.posts import COSTS
from pimh_data.release import Release
from pimh_data.statistics.intervals import byar

NOT_GRANTED = NEEDS_A_GRANT.format(what="costs are", its="their")
NAMED = 4  # services whose cost per person is said one by one
COST = Estimated("cost", "Cost per person seen", "number", "£")
COLUMNS = (
    Column("place", "Place", "text"),
    Column("service", "Service", "text"),
    Column("annual_cost", "Cost a year, as brought", "published", "£"),
    Column("people", "People seen in the year", "count", "people"),
    *COST.columns,
    STATE,
)
NO_EFFECT = (
    "No cost per improvement is shown: nobody knows how people would have fared without the service, and many "
    "perinatal difficulties ease without help."
)


def costs(release: Release, scenario: Scenario) -> Answer:
    """The yearly cost of each service that ends, and its cost per person seen with a 95% interval: one row a service.

    Columns: place, service, annual_cost (pounds, as brought), people (count), cost, lower, upper (pounds a person),
    state: no data where no cost was brought. None is invented, and none is divided by an outcome.
    """
    periods.position(release.manifest, scenario.year)
    gone = resolve(release, scenario).going
    rows = [_row(release, scenario, service) for service in gone]
    return answer(
        "funding.costs",
        f"If {scenario.words()}: what it costs",
        release,
        scenario.selection,
        COLUMNS,
        rows,
        _said(telling(release, scenario), scenario, gone, rows),
        definition="Cost a year of each service that ends, as the partnership brought it, per person it saw.",
        numerator="Cost a year in pounds",
        denominator=f"Distinct people seen by the service in {scenario.year}",
        method="Cost over people; the interval is the cost over Byar's 95% limits of the number of people, over "
        "every true count that the released one permits. The cost itself is taken as exact.",
        period=periods.period_in_words(scenario.year),
        source=f"Services extract; {EXTRACT}",
        citation="Breslow and Day 1987, vol. II, p. 69",
        caveats=(NO_EFFECT, "The cost is of the extract's date, whatever year is chosen."),
        matters=("costs",),
        hidden=hidden_rows(rows, "service"),
        what="services",
        notes=("" if COSTS in release.shut else made_up(release, "Costs"), NO_EFFECT),
    )


def _row(release: Release, scenario: Scenario, service: ListedService) -> Row:
    seen = cell(release, "activity", View(service.place, scenario.year, service.name), "people_seen")
    most, fewest = byar(np.array([seen.highest]))[1][0], byar(np.array([seen.lowest]))[0][0]
    known = seen.known and seen.value > 0
    return {
        "place": service.place,
        "service": service.name,
        "annual_cost": service.annual_cost,
        "people": seen.value,
        "cost": service.annual_cost / seen.value if known else math.nan,
        "lower": service.annual_cost / most if known else math.nan,
        "upper": service.annual_cost / fewest if known and fewest > 0 else math.nan,
        "state": WITHHELD if COSTS in release.shut else "no data" if math.isnan(service.annual_cost) else seen.state,
    }


def _said(tell: Telling, scenario: Scenario, gone: tuple[ListedService, ...], rows: list[Row]) -> Said:
    if not gone:
        return tell.says("nothing ends, so there is no cost to show.", "description")
    if COSTS in tell.release.shut:
        return tell.says(f"{NOT_GRANTED}.", WITHHELD)
    known = [service for service in gone if not math.isnan(service.annual_cost)]
    if not known:
        text = f"the services extract brought no costs of {scenario.names}; none is made up."
        return tell.says(text, "no data")
    total = people(sum(service.annual_cost for service in known))
    few = f" (of {len(known)} of {len(gone)} services)" if len(known) < len(gone) else ""
    of = f"for {scenario.names}, of whose capacity {scenario.percent}% ends" if scenario.percent < PERCENT else ""
    return tell.says(
        f"£{total} a year {of or f'for {scenario.names}'}{few}{_per_person(scenario, gone, rows)}.", "description"
    )


def _per_person(scenario: Scenario, gone: tuple[ListedService, ...], rows: list[Row]) -> str:
    """'; per person seen in the year, £1,660 (95% interval 1,178 to 2,465)': of several, which; of many, nothing."""
    shown = [row for row in rows if row["state"] == "shown"]
    if not 0 < len(shown) <= NAMED:
        return ""
    places, names = len({service.place for service in gone}) > 1, len({service.name for service in gone}) > 1
    said = []
    for row in shown:
        which = f" at {row['service']}" if names else ""
        which += f" in {row['place']}" if places else ""
        bounds = interval(float(row["lower"]), float(row["upper"]), 0)
        said.append(f"£{people(float(row['cost']))} (95% interval {bounds}){which}")
    return f"; per person seen in the year, {listed(said)}"
