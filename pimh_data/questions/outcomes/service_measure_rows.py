"""Rows of services x measures: one a service and measure, its counts, shares and means. No sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pimh_data.answer import Column, Row, Selection
from pimh_data.kept import kept
from pimh_data.questions.cells import Cell, View
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Limits, Portion, Ranged, state_of
from pimh_data.questions.kit.listed_services import services_of
from pimh_data.questions.outcomes.in_use import GOAL, ROLES
from pimh_data.questions.outcomes.mean_change import gain_of
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, definition_options, in_use, measures_of
from pimh_data.questions.outcomes.reading import RECOVERY, OutcomeCells, longest, outcome
from pimh_data.questions.outcomes.recovered import recovery_bounds
from pimh_data.questions.outcomes.services import services_compared
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE
from pimh_data.registry.definitions import core_first
from pimh_data.release import Release


def _share(name: str, label: str, of: str) -> Estimated:
    return Estimated(f"{name}_share", label, "share", lower=f"{name}_lower", upper=f"{name}_upper", of=of)


def _points(name: str, label: str, of: str) -> Estimated:
    return Estimated(name, label, "number", "points", 1, lower=f"{name}_lower", upper=f"{name}_upper", of=of)


COMPLETE = _share("paired", "Share with two scores", "of the share with two scores")
IMPROVED = _share("improved", "Improved reliably, of those with two scores", "of those improved")
OF_ELIGIBLE = Ranged("of_eligible", "Improved reliably, of all eligible", "share", "")
WORSE = _share("worse", "Reliably worse, of those with two scores", "of those worse")
OF_CASES = Ranged("of_cases", "Recovered, of those at caseness", "share", "")
GAIN = _points("gain", "Mean improvement", "of the mean improvement")
BESIDE = _points("difference", "Mean improvement less expected", "of observed less expected")
COLUMNS = (
    Column("measure", "Measure", "text"),
    Column("role", "Role", "text"),
    Column("service", "Service", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("first_score", "With a first score", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    *COMPLETE.columns,
    Column("improved", "Improved reliably", "count", "people"),
    *IMPROVED.columns,
    *OF_ELIGIBLE.ends,
    Column("worse", "Reliably worse", "count", "people"),
    *WORSE.columns,
    Column("at_caseness", "At caseness at the start", "count", "people"),
    Column("recovered", "Recovered", "count", "people"),
    *OF_CASES.ends,
    *GAIN.columns,
    Column("expected", "Expected from severity at the start", "number", "points", 1),
    *BESIDE.columns,
    Column("improved_state", "Whether improvement is shown", "text"),
    Column("worse_state", "Whether worsening is shown", "text"),
    Column("recovered_state", "Whether recovery is shown", "text"),
    Column("gain_state", "Whether the mean is shown", "text"),
    STATE,
)
MANY = 100  # services of different names, of which each would have a row a measure: nobody reads so many
Expected = Mapping[str, tuple[float, Limits]]  # service -> expected change, and observed less expected


@dataclass(frozen=True)
class OneMeasure:
    """A measure in use, as it is counted here, and what its services' severity at the start leads one to expect."""

    definition: OutcomeDefinition
    expected: Expected

    def row(self, service: str, found: OutcomeCells) -> Row:
        """The row of one service."""
        measure = self.definition.measure
        expected, difference = self.expected.get(service, (float("nan"), UNKNOWN))
        return {
            "measure": measure.key,
            "role": ROLES[measure.role],
            "service": service,
            "eligible": found.eligible.value,
            "first_score": found.first_score.value,
            "paired": found.paired.value,
            **COMPLETE.row(found.paired_of_eligible.limits),
            "improved": found.improved.value,
            **IMPROVED.row(found.improved_of_paired.limits),
            "of_eligible_lower": found.verdict.least,
            "of_eligible_upper": found.verdict.most,
            "worse": found.deteriorated.value,
            **WORSE.row(Portion(found.deteriorated, found.paired).limits),
            "at_caseness": found.at_caseness.value,
            "recovered": found.recovered.value,
            **dict(zip(("of_cases_lower", "of_cases_upper"), recovery_bounds(found), strict=True)),
            **GAIN.row(gain_of(found, self.definition)),
            "expected": expected,
            **BESIDE.row(difference),
            "improved_state": _said(found.improved, found.paired),
            "worse_state": _said(found.deteriorated, found.paired),
            "recovered_state": _said(found.recovered, found.at_caseness),
            "gain_state": "shown" if found.has_means and found.paired.known else "hidden",
            "state": state_of(found.eligible, found.paired),
        }


def _said(part: Cell, whole: Cell) -> str:
    """Of a share that the measure may not have: without a reliable change or caseness it is not defined."""
    if "no data" in (part.state, whole.state):
        return "not defined"
    return "shown" if part.known and whole.known else "hidden"


def rows_of(release: Release, selection: Selection, chosen: OutcomeDefinition, view: View) -> list[Row]:
    """One row a measure and service, relationship measures first; all services together above several."""
    names = _services(release, selection)
    found = (list(_rows(release, one, names, view)) for one in _measures(release, selection, chosen, view))
    # Of a measure that one service records, all services together are that service.
    return [row for rows in found for row in (rows[1:] if len(rows) == 2 else rows)]


def _rows(release: Release, one: OneMeasure, names: Sequence[str], view: View) -> Iterator[Row]:
    for name in names:
        if one.definition.measure.key in in_use(release, view.where, name):
            found = outcome(release, view.at(service=name), one.definition, RECOVERY)
            if found.eligible.state != "no data":
                yield one.row(name, found)


def too_many(release: Release, selection: Selection) -> int:
    """How many services are selected, where they are more than can be listed; else 0."""
    found = len(_every(release, selection.place)) if selection.service == ALL_SERVICES else 0
    return found if found > MANY else 0


def _services(release: Release, selection: Selection) -> Sequence[str]:
    """What is selected, then each service that belongs to it, unless they are too many."""
    if selection.service == ALL_SERVICES:
        return (ALL_SERVICES, *(() if too_many(release, selection) else _every(release, selection.place)))
    held = services_of(release, selection.place, selection.service)
    return tuple(dict.fromkeys((selection.service, *(service.name for service in held))))


def _every(release: Release, where: str) -> tuple[str, ...]:
    every = (release.manifest.services.get(place, ()) for place in members_of(release, where))
    return tuple(dict.fromkeys(chain.from_iterable(every)))


def _measures(release: Release, selection: Selection, chosen: OutcomeDefinition, view: View) -> Iterator[OneMeasure]:
    known, measures = definition_options(release, selection), measures_of(release)
    for measure in core_first({key: measures[key] for key in known.measures if GOAL not in key}):
        changes = [change for change in measure.reliable_changes[:2] if change.points is not None]
        change = chosen.change if measure.key == chosen.measure.key else changes[0] if changes else None
        own = OutcomeDefinition(measure, chosen.pairing, chosen.courses, change, chosen.default)
        yield OneMeasure(own, _expected(release, selection, own, view))


def _expected(release: Release, selection: Selection, own: OutcomeDefinition, view: View) -> Expected:
    """As the comparison of services has it: of single Places and everyone, by the usual definition, in its period."""
    here = view.where in release.manifest.places and view.member == EVERYONE and own.default
    if not here or view.period != longest(release, selection)[1]:
        return {}
    held = _compared(release, selection.year, own.asked)
    return {service: found for (place, service), found in held.items() if place == view.where}


@kept  # it compares every service of the release: whatever Place is asked about, the same
def _compared(
    release: Release, year: str, asked: tuple[str, str, str, str]
) -> Mapping[tuple[str, str], tuple[float, Limits]]:
    used = (where for where in release.wheres if asked[0] in in_use(release, where, ALL_SERVICES))
    table = services_compared(release, Selection(next(used), ALL_SERVICES, year), *asked).table
    return {
        (row["place"], row["service"]): (row["expected"], (row["difference"], row["lower"], row["upper"]))
        for row in table[table["state"] == "shown"].to_dict("records")
    }
