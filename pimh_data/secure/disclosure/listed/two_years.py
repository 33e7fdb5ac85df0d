"""People seen in a year, and whether they were in the year before: two years together are one and the other's new."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry.cubes import YEAR
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

SEEN = "people_seen"


def two_years(cubes: Mapping[str, Numbered], nests: Nesting) -> Iterator[Relations]:
    """What the cube of those in both years says of people seen, where both cubes are there."""
    if not {"activity", "both_years"} <= cubes.keys():
        return
    seen, both = cubes["activity"], cubes["both_years"]
    rows = np.arange(len(both))
    now = seen.beside(both, rows)
    before = seen.beside(both, rows, period=_year_before(seen)[both.codes["period"]])
    held = (now != NOWHERE) & (before != NOWHERE)
    rows, now, before = rows[held], now[held], before[held]
    total = np.tile(seen.cells(now, SEEN), 2)
    parts = np.concatenate([both.cells(rows, count) for count in both.counts])
    yield grouped(total, parts, True, True, NUMBER["cubes"])
    yield within(seen.cells(before, SEEN), both.cells(rows, "in_both"), NUMBER["cubes"])
    for longer, years in _longer(seen, nests).items():
        first, later = years[0], np.isin(both.codes["period"][rows], years[1:])
        of_longer = seen.beside(seen, now[later], period=longer)
        there = of_longer != NOWHERE
        new, one_before, whole = both.cells(rows[later][there], "new"), before[later][there], of_longer[there]
        # A longer period has whoever was seen in one of its years, and whoever is new in the next.
        pair = np.r_[seen.cells(whole, SEEN), seen.cells(whole, SEEN)], np.r_[seen.cells(one_before, SEEN), new]
        yield grouped(*pair, True, False, NUMBER["cubes"], np.tile(one_before, 2))
        opening = seen.beside(seen, whole, period=first)
        known = opening != NOWHERE
        # And nobody whom neither its first year has, nor a later one as new.
        pair = (
            np.r_[seen.cells(whole[known], SEEN), seen.cells(whole, SEEN)],
            np.r_[seen.cells(opening[known], SEEN), new],
        )
        total, part = np.unique(np.column_stack(pair), axis=0).T
        yield grouped(total, part, False, True, NUMBER["cubes"])


def _year_before(cube: Numbered) -> np.ndarray:
    """For every period by number, the year before a year; NOWHERE for the first, and for other periods."""
    years = _years(cube)
    return cube.words.mapped("period", dict(zip(years[1:], years, strict=False)))


def _years(cube: Numbered) -> list[tuple[str, str]]:
    return sorted(period for period in cube.words.of["period"] if period[0] == YEAR)


def _longer(cube: Numbered, nests: Nesting) -> dict[int, np.ndarray]:
    """The longer periods that are made of years alone -> their years in order, both by number."""
    found: dict[int, np.ndarray] = {}
    for period, number in cube.words.of["period"].items():
        years = [year for year in _years(cube) if period in nests.periods_within.get(year, ())]
        if len(years) > 1 and set(years) in map(set, nests.periods_cover.get(period, ())):
            found[number] = cube.words.numbers("period", years)
    return found
