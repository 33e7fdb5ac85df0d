"""How long people would wait if the services that stay took on those who are lost: only where capacity was brought."""

import math
from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Grade, Row
from pimh_data.contracts import NEED_GROUPS
from pimh_data.formats import people, people_range, whole_range
from pimh_data.questions import periods
from pimh_data.questions.cells import View, cell, total
from pimh_data.questions.evidence import made_up
from pimh_data.questions.funding.ending import Ending, resolve
from pimh_data.questions.funding.loss import loss
from pimh_data.questions.funding.people import NOT_A_FORECAST
from pimh_data.questions.funding.scenario import Scenario, telling
from pimh_data.questions.kit import EXTRACT, STATE, Ranged, Said, Telling, answer
from pimh_data.questions.kit.listed_services import ListedService, names
from pimh_data.questions.words import agree, listed, number_of, sentences
from pimh_data.registry.cubes import NEED_GROUP
from pimh_data.release import Release

WEEKS = 52
NAMED = 2  # levels over capacity, those that would wait longest first: all others are in the table
OVER = Ranged("over", "Over capacity")
WAIT = Ranged("weeks", "Weeks more of waiting after a year", unit="weeks", decimals=1)
COLUMNS = (
    Column("need_group", "Need group (THRIVE)", "text"),
    Column("services", "Services that stay", "text"),
    Column("capacity", "Their capacity, people a year", "number", "people"),
    Column("seen", "People they saw in the year", "number", "people"),
    Column("taken_on", "People to take on", "number", "people"),
    *OVER.ends,
    *WAIT.ends,
    STATE,
)
ASSUMPTIONS = (
    "Assumed: everyone seen by no other service goes to the services that stay at their need group, and these take "
    "all of them.",
    "Assumed: capacity is people a year as the services extract gives it, and is neither enlarged nor left unused.",
    "Assumed: the same number of people come every year; the wait is that of people over capacity after one year, who "
    "are seen at the pace of the capacity.",
)


def waits_if_taken_on(release: Release, scenario: Scenario) -> Answer:
    """What taking people on would do to waits: one row a need group with people lost and services that stay.

    Columns: need_group, services, capacity (people a year), seen (in the year), taken_on, over_lower to over_upper
    (people over capacity after a year), weeks_lower to weeks_upper (that many at the pace of the capacity), state. A
    level has no data where a service that stays has no capacity in the extract.
    """
    periods.position(release.manifest, scenario.year)
    ending = resolve(release, scenario)
    held = ending.staying
    levels = [level for level in NEED_GROUPS if _concerned(release, ending, level)]
    rows = [
        _row(release, ending, level, [service for service in held if service.need_group == level])
        for level in levels
        if scenario.share
    ]
    return answer(
        "funding.waits",
        f"If {scenario.words()}: waits if the other services took people on",
        release,
        scenario.selection,
        COLUMNS,
        rows,
        _said(telling(release, scenario), scenario, rows, held),
        definition="People over the capacity of the services that stay, after a year in which they took on "
        "everyone who was seen by no other service, and the weeks that these people would wait.",
        numerator="People seen in the year by the services that stay, and people known only to what ends",
        denominator="Capacity of the services that stay, people a year",
        method="Over capacity = seen + taken on - capacity, not below 0; weeks = over capacity / (capacity / 52). "
        "Ranges hold every true count that the released ones permit.",
        period=periods.period_in_words(scenario.year),
        source=f"{EXTRACT}; services extract",
        citation="Contract of the services extract",
        caveats=(NOT_A_FORECAST, *ASSUMPTIONS),
        matters=("waits under other capacity",),
        what="need groups",
        direction="lower_is_better",
        notes=(made_up(release, "Capacities"), *ASSUMPTIONS),
    )


def _concerned(release: Release, ending: Ending, level: str) -> bool:
    """Whether a service that ends is listed at a level, or people of that level lose one that is listed at another."""
    listed_there = any(service.need_group == level for service in ending.going)
    return listed_there or loss(release, ending, NEED_GROUP.name, level).only.value > 0


def _row(release: Release, ending: Ending, level: str, held: Sequence[ListedService]) -> Row:
    lost = loss(release, ending, NEED_GROUP.name, level)
    seen = total(
        cell(release, "activity", View(service.place, ending.scenario.year, service.name), "people_seen")
        for service in held
    )
    capacity = sum(service.capacity for service in held) if held else math.nan
    least, most = lost.lost_range
    over = whole_range(*(max(end - capacity, 0) for end in (seen.lowest + least, seen.highest + most)))
    unknown = "no data" if not held or math.isnan(capacity) or capacity == 0 else ""
    return {
        "need_group": level,
        "services": names(held),
        "capacity": capacity,
        "seen": seen.value,
        "taken_on": lost.lost,
        "over_lower": math.nan if unknown else over[0],
        "over_upper": math.nan if unknown else over[1],
        "weeks_lower": math.nan if unknown else over[0] / capacity * WEEKS,
        "weeks_upper": math.nan if unknown else over[1] / capacity * WEEKS,
        "state": unknown or ("shown" if seen.known and lost.only.known else lost.state if seen.known else seen.state),
    }


def _said(tell: Telling, scenario: Scenario, rows: list[Row], held: Sequence[ListedService]) -> Said:
    if not scenario.share:
        return tell.says("nothing ends, so waits stay as they are.", "description")
    if not held or all(math.isnan(service.capacity) for service in held):
        why = "no service stays" if not held else "the services extract brought no capacity"
        return tell.says(f"{why}, so nothing can be said of waits.", "no data")
    shown = [row for row in rows if row["state"] == "shown"]
    if not shown:
        grade: Grade = "hidden" if any(row["state"] == "hidden" for row in rows) else "no data"
        return tell.says("the people to take on, or the capacity for them, are not known at any level.", grade)
    over = sorted((row for row in shown if float(row["over_upper"]) > 0), key=lambda row: -float(row["weeks_upper"]))
    enough = [str(row["need_group"]) for row in shown if row["over_upper"] == 0]
    said = [_over_in_words(row) for row in over[:NAMED]]
    rest = [f"at {len(over) - NAMED} more {agree(len(over) - NAMED, 'level', 'levels')} people would wait too"]
    last = [*(rest if len(over) > NAMED else ()), *_enough(enough)]
    text = sentences([*said, *(["; ".join(last)] if last else [])])
    return tell.says(f"if {scenario.what} ended and the other services took everyone on: {text}", "description")


def _enough(levels: list[str]) -> list[str]:
    return [f"at {listed(levels)} their capacity would suffice"] if levels else []


def _over_in_words(row: Row) -> str:
    where = f"at {row['need_group']}"
    ends = [people(float(row[end])) for end in ("weeks_lower", "weeks_upper")]
    weeks = (
        f"{ends[0]} to {ends[1]} weeks" if ends[0] != ends[1] else number_of(round(float(row["weeks_upper"])), "week")
    )
    over = people_range(float(row["over_lower"]), float(row["over_upper"]))
    capacity = people(float(row["capacity"]))
    return f"{where} {over} people would be over the capacity of {capacity} after a year, {weeks} of waiting"
