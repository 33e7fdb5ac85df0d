"""Each service beside what its people's severity at the start leads one to expect: rows of numbers. No sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pimh_data.answer import Column, Row, Selection
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE, Estimated
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.reading import NOTHING, PAIRED, OutcomeCells, outcomes
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import EVERYONE, FIRST_BAND
from pimh_data.release import Release
from pimh_data.statistics.change import expected_change
from pimh_data.statistics.inputs import better_when, critical_value
from pimh_data.statistics.shrinkage import shrunken

DIFFERENCE = Estimated("difference", "Observed less expected", "number", "points", 1)
COLUMNS = (
    Column("place", "Place", "text"),
    Column("service", "Service", "text"),
    Column("people", "People with two scores", "count", "people"),
    Column("rests_on", "People in the bands that are known, about", "number", "people"),
    Column("observed", "Mean improvement", "number", "points", 1),
    Column("expected", "Expected from severity at the start", "number", "points", 1),
    *DIFFERENCE.columns,
    Column("shrunken", "Observed less expected, drawn towards 0 as its people are few", "number", "points", 1),
    Column("limit_95", "95% limit, plus or minus", "number", "points", 1),
    Column("limit_998", "99.8% limit, plus or minus", "number", "points", 1),
    Column("verdict", "In the funnel", "text"),
    Column("focus", "In the selection", "text"),
    STATE,
)
WITHIN, NOT_COMPARED = "within limits", "not compared"


@dataclass(frozen=True)
class ServiceOutcomes:
    """One service of a Place: its outcome in all, and by severity band at the start."""

    place: str
    name: str
    whole: OutcomeCells
    bands: Mapping[str, OutcomeCells]


def compared_rows(release: Release, period: str, definition: OutcomeDefinition, selection: Selection) -> list[Row]:
    """Every service that uses the measure, in every Place that the viewer may see: one row each, as `COLUMNS` has them.

    Observed, expected, the difference, where it lies in the funnel; which of them belong to the selection.
    """
    # Whatever Place or service is asked about, the same: of two thousand services it takes a quarter of a second.
    asked = (compared_rows, period, definition.asked)
    rows = release.once(asked, lambda: _rows(_services(release, period, definition), definition))
    focus = set(members_of(release, selection.place))
    one_service = any(selection.service in names for names in release.manifest.services.values())
    return [
        {
            **row,
            "focus": "yes"
            if row["place"] in focus and (row["service"] == selection.service or not one_service)
            else "no",
        }
        for row in rows
    ]


def _services(release: Release, period: str, definition: OutcomeDefinition) -> list[ServiceOutcomes]:
    found = []
    for place in release.manifest.places:
        if place not in release.wheres:
            continue
        for name in release.manifest.services.get(place, ()):
            view = View(place, period, name)
            whole = outcomes(release, view, definition, PAIRED).get(EVERYONE)
            if whole is not None:
                bands = outcomes(release, view.at(dimension=FIRST_BAND.name), definition, PAIRED)
                found.append(ServiceOutcomes(place, name, whole, bands))
    return found


def _rows(found: list[ServiceOutcomes], definition: OutcomeDefinition) -> list[Row]:
    if not found:
        return []
    labels = [band.label for band in definition.measure.bands]
    cells = [[one.bands.get(label, NOTHING) for label in labels] for one in found]
    people = np.array([[cell.paired.value if cell.has_means else NAN for cell in row] for row in cells])
    sign = better_when(definition.measure.direction)
    gain = sign * np.array([[cell.means["mean_change"] for cell in row] for row in cells])
    sd = np.array([[cell.means["sd_change"] for cell in row] for row in cells])
    compared = expected_change(people, gain, sd)
    within = _sd_within(people, sd)
    z = critical_value((0.95, 0.998), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = z[:, None] * within / np.sqrt(compared.people)
        errors = within / np.sqrt(np.where(compared.people > 0, compared.people, NAN))
        drawn_in = shrunken(compared.difference, errors)
    rows: list[Row] = []
    for place, one in enumerate(found):
        difference = float(compared.difference[place])
        known = difference == difference
        rows.append(
            {
                "place": one.place,
                "service": one.name,
                "people": one.whole.paired.value,
                "rests_on": float(compared.people[place]) if known else NAN,
                "observed": float(compared.observed[place]) if known else NAN,
                "expected": float(compared.expected[place]),
                "difference": difference,
                "lower": float(compared.lower[place]),
                "upper": float(compared.upper[place]),
                "shrunken": float(drawn_in[place]) if known else NAN,
                "limit_95": float(limits[0][place]) if known else NAN,
                "limit_998": float(limits[1][place]) if known else NAN,
                "verdict": in_the_funnel(difference, float(limits[0][place]), float(limits[1][place])),
                "focus": "",
                "state": "shown" if known else "hidden",
            }
        )
    return rows


def _sd_within(people: np.ndarray, sd: np.ndarray) -> float:
    freedom = np.where(np.isfinite(sd) & np.isfinite(people), people - 1, 0)
    if freedom.sum() <= 0:
        return NAN
    return float(np.sqrt(np.nansum(freedom * np.nan_to_num(sd) ** 2) / freedom.sum()))


def in_the_funnel(difference: float, limit_95: float, limit_998: float) -> str:
    """Where a difference lies: 'above 99.8% limit', 'below 95% limit', WITHIN; NOT_COMPARED where not known."""
    if difference != difference or limit_95 != limit_95:
        return NOT_COMPARED
    side = "above" if difference > 0 else "below"
    if abs(difference) > limit_998:
        return f"{side} 99.8% limit"
    return f"{side} 95% limit" if abs(difference) > limit_95 else WITHIN
