"""Which months, quarters or years of a count are charted, and whether limits can be drawn on them. No words of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pimh_data.answer import Selection
from pimh_data.questions import periods
from pimh_data.questions.cells import NO_DATA, ROUNDING, Cell, View, cell
from pimh_data.questions.longer import is_planned
from pimh_data.questions.partly_granted import is_partly_granted
from pimh_data.registry.cubes import MONTH, QUARTER, YEAR
from pimh_data.release import Manifest, Release
from pimh_data.statistics.control import (
    FEWEST_FOR_LIMITS,
    LEAST_MEAN_WHEN_ROUNDED,
    LEAST_THAT_MOVES,
    LEAST_THAT_MOVES_WHEN_ROUNDED,
    share_that_moves,
    shortest_period,
    xmr,
)

PERIODS: Mapping[str, Callable[[Manifest], tuple[str, ...]]] = {
    MONTH: periods.months,
    QUARTER: periods.quarters,
    YEAR: lambda manifest: manifest.years,
}
WHY_LONGER = {
    QUARTER: f"By quarter: fewer than {LEAST_MEAN_WHEN_ROUNDED} people are {{did}} in an average month, or the "
    "release holds no months for this view. On smaller counts, rounded to 5, the rounding hides what changes.",
    YEAR: "By year: the release holds no shorter period for this view.",
}
RUN_CHART = "A run chart, without limits: there are too few points or too few people in each for limits to hold."
HARDLY_MOVES = "A run chart, without limits: too few neighbouring counts differ for limits to say what is usual."
FIRST_YEAR = "The first year of the extracts is left out: they leave out people who were referred before it."
# Two years: over a longer time a service that grows is out of control at both ends, which says nothing new.
LATEST = {MONTH: 24}


@dataclass(frozen=True)
class Monthly:
    """A count that is charted by month: where it is held and its words, in which '{period}' stands for the period.

    `did`: 'seen'. `new`: each person is new in the period, so that limits may be drawn; else some are in several.
    """

    key: str
    did: str
    cube: str
    count: str
    new: bool
    charted: str
    definition: str
    caveats: tuple[str, ...]

    def read(self, release: Release, view: View) -> Cell:
        """The released count of a view."""
        return cell(release, self.cube, view, self.count)


@dataclass(frozen=True)
class MonthSeries:
    """What is drawn: of what, the kind of period, the periods, their cells, and whether limits are.

    `flat`: it hardly moves. `notes`: why these periods, and why no limits. `withheld`: some of the periods that would
    be charted, or of shorter ones that might be, are not there, and may be left out for whoever asks: none is drawn.
    """

    of: Monthly
    kind: str
    periods: Sequence[str]
    points: Sequence[Cell]
    limits: bool
    flat: bool = False
    notes: tuple[str, ...] = ()
    withheld: bool = False


def month_series(release: Release, selection: Selection, of: Monthly) -> MonthSeries:
    """The shortest kind of period whose mean allows limits; else the longest run of points that there is."""
    manifest, view = release.manifest, View.of(selection)
    held: dict[str, tuple[tuple[str, ...], list[Cell]]] = {}
    kinds, lacking = list(PERIODS), set()
    for kind, every in PERIODS.items():
        named = _until(manifest, every(manifest), selection.year, of.new)
        named = named[-LATEST.get(kind, len(named)) :]
        points = [of.read(release, view.at(period=name)) for name in named]
        started = next((place for place, point in enumerate(points) if point != NO_DATA), len(points))
        if NO_DATA in points and is_partly_granted(release, view.where) and is_planned(release, of.cube, view, kind):
            lacking.add(kind)
        if points[started:]:
            held[kind] = named[started:], points[started:]
    charted = {kind: [point.value for point in points] for kind, (_, points) in held.items() if kind != YEAR}
    exact = ROUNDING[manifest.profile][0] == 1
    chosen = next(iter(charted), None) if exact else shortest_period(charted)
    looked_at = kinds[: kinds.index(chosen) + 1] if chosen else kinds
    limits = of.new and chosen is not None and sum(point.known for point in held[chosen][1]) >= FEWEST_FOR_LIMITS
    flat = limits and chosen is not None and _hardly_moves(charted[chosen], exact)
    limits = limits and not flat
    if chosen is None:
        # Without limits, the quarters say most: months of few people are mostly hidden.
        chosen = next((kind for kind in (QUARTER, YEAR, MONTH) if kind in held), MONTH)
    if lacking.intersection(looked_at):
        return MonthSeries(of, MONTH, (), [], False, withheld=True)
    if chosen not in held:
        return MonthSeries(of, chosen, (), [], False)
    said = (
        (of.new and not limits, HARDLY_MOVES if flat else RUN_CHART),
        (chosen in WHY_LONGER, WHY_LONGER.get(chosen, "").format(did=of.did)),
        (not of.new and _leaves_out_the_first(manifest, chosen, selection.year), FIRST_YEAR),
    )
    return MonthSeries(of, chosen, *held[chosen], limits, flat, tuple(note for holds, note in said if holds))


def _hardly_moves(counts: Sequence[float], exact: bool) -> bool:
    least = LEAST_THAT_MOVES if exact else LEAST_THAT_MOVES_WHEN_ROUNDED
    return not share_that_moves(counts) >= least or bool(np.isnan(xmr(counts).lower))


def _until(manifest: Manifest, every: Sequence[str], year: str, new: bool) -> tuple[str, ...]:
    """The periods up to the end of a year; of people seen without the first year, which lacks those known before."""
    first = manifest.years[0] if manifest.years.index(year) and not new else ""
    return tuple(name for name in every if first < periods.year_of(name) <= year)


def _leaves_out_the_first(manifest: Manifest, kind: str, year: str) -> bool:
    position = manifest.years.index(year)
    return position == 1 or (position > 1 and kind != MONTH)
