"""Mood beside the relationship, service by service: how far each moved on its own measure. Rows, no sentence."""

from collections.abc import Callable, Mapping

from pimh_data.answer import Column, Row, Selection, Value
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.questions.outcomes.mean_change import change_of, turned
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, in_use, measures_of
from pimh_data.questions.outcomes.reading import NOTHING, PAIRED, OutcomeCells, longest, outcome
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import EVERYONE, TOTAL
from pimh_data.registry.measure import Measure, ReliableChange
from pimh_data.release import Release
from pimh_data.statistics.inputs import better_when

WARMTH, INVASION = "MORS-SF warmth", "MORS-SF invasion"
COLUMNS = (
    Column("service", "Service", "text"),
    Column("place", "Place", "text"),
    Column("mood", "Mood measure", "text"),
    Column("mood_people", "People with two scores, mood", "count", "people"),
    Column("mood_gain", "Mood, mean improvement", "number", "points", 1),
    Column("mood_lower", "Mood, 95% interval, lower", "number", "points", 1),
    Column("mood_upper", "Mood, 95% interval, upper", "number", "points", 1),
    Column("mood_size", "Mood, improvement over the SD of first scores", "number", "SD", 2),
    Column("bond", "Relationship measure", "text"),
    Column("bond_people", "People with two scores, relationship", "count", "people"),
    Column("bond_gain", "Relationship, mean improvement", "number", "points", 1),
    Column("bond_lower", "Relationship, 95% interval, lower", "number", "points", 1),
    Column("bond_upper", "Relationship, 95% interval, upper", "number", "points", 1),
    Column("bond_size", "Relationship, improvement over the SD of first scores", "number", "SD", 2),
    Column("warmth_first", "Warmth, first", "number", "points", 1),
    Column("warmth_last", "Warmth, last", "number", "points", 1),
    Column("invasion_first", "Invasion, first", "number", "points", 1),
    Column("invasion_last", "Invasion, last", "number", "points", 1),
    Column("together", "Together", "text"),
    STATE,
)
BOTH, ONLY_MOOD, ONLY_BOND, NEITHER = (
    "both clearly improved",
    "mood clearly improved, bond unclear",
    "bond clearly improved, mood unclear",
    "neither clearly improved",
)
UNKNOWN = "cannot be told"


def is_told(row: Row) -> bool:
    """Whether it can be told of a service how mood and the relationship moved."""
    return row["together"] != UNKNOWN


def side_by_side(
    release: Release, selection: Selection, definition: OutcomeDefinition, told: Callable[[Row], bool] = is_told
) -> tuple[View, list[Row]]:
    """The rows of the shortest period in which a service can be `told`, and their view; of the first, where in none."""
    view = View.of(selection).at(dimension=TOTAL.name, member=EVERYONE)
    held: list[Row] = []
    for period in longest(release, selection):
        rows = _rows(release, selection, definition, view.at(period=period))
        held = held or rows
        if any(told(row) for row in rows):
            return view.at(period=period), rows
    return view, held


def _rows(release: Release, selection: Selection, definition: OutcomeDefinition, view: View) -> list[Row]:
    rows = []
    for place in members_of(release, selection.place):
        names = release.manifest.services.get(place, ()) if place in release.wheres else ()
        for name in names:
            if selection.service in names and name != selection.service:
                continue
            row = _row(release, definition, view.at(where=place, service=name))
            if row:
                rows.append(row)
    return rows


def _row(release: Release, definition: OutcomeDefinition, view: View) -> Row | None:
    measures = measures_of(release)
    used = in_use(release, view.where, view.service)
    mood = _pick(definition, used, [key for key in used if measures[key].about == "mood"])
    bond = _pick(
        definition, used, [key for key in used if measures[key].about == "relationship" and " goal " not in key]
    )
    if not mood or not bond:
        return None

    def read(key: str) -> tuple[OutcomeDefinition, OutcomeCells]:
        own = OutcomeDefinition(
            measures[key], definition.pairing, definition.courses, _change(measures[key]), definition.default
        )
        return own, outcome(release, view, own, PAIRED)

    parts = {"mood": read(mood), "bond": read(bond)}
    row: dict[str, Value] = {"service": view.service, "place": view.where}
    improved: dict[str, bool | None] = {}
    for name, (own, found) in parts.items():
        change = change_of(found)
        gain, lower, upper = turned(change, own)
        row |= {
            name: own.measure.key,
            f"{name}_people": found.paired.value,
            f"{name}_gain": gain,
            f"{name}_lower": lower,
            f"{name}_upper": upper,
            f"{name}_size": NAN if change is None else better_when(own.measure.direction) * float(change.glass_delta),
        }
        improved[name] = lower > 0 if gain == gain and enough(found.paired) else None
    for key, name in ((WARMTH, "warmth"), (INVASION, "invasion")):
        found = read(key)[1] if key in used else NOTHING
        row |= {f"{name}_first": found.means["mean_first"], f"{name}_last": found.means["mean_last"]}
    mood_better, bond_better = improved["mood"], improved["bond"]
    known = mood_better is not None and bond_better is not None
    word = {(True, True): BOTH, (True, False): ONLY_MOOD, (False, True): ONLY_BOND, (False, False): NEITHER}
    row["together"] = word[bool(mood_better), bool(bond_better)] if known else UNKNOWN
    row["state"] = "shown" if all(row[f"{name}_gain"] == row[f"{name}_gain"] for name in parts) else "hidden"
    return row


def _pick(definition: OutcomeDefinition, used: Mapping[str, float], keys: list[str]) -> str:
    if definition.measure.key in keys:
        return definition.measure.key
    return max(keys, key=lambda key: used[key], default="")


def _change(measure: Measure) -> ReliableChange | None:
    known = [change for change in measure.reliable_changes if change.points is not None]
    return known[0] if known else None
