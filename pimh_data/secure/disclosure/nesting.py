"""Which Places, services and periods lie within which, and which of them together cover one. Names, no counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, MONTH, QUARTER, THREE_YEARS, YEAR
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.disclosure.numbered import Words
from pimh_data.secure.disclosure.ties import ranges

# The longest periods first: what covers a period is made of the longest that fit, or of shorter ones alone.
TILES = (THREE_YEARS, YEAR, QUARTER, MONTH)


@dataclass(frozen=True)
class Nesting:
    """By name. `within`: one -> those that it lies within; `covers`: one -> the groups that cover it, each a list.

    `services`: of each where; `periods`: (kind, period).
    """

    places_within: Mapping[str, Sequence[str]]
    places_cover: Mapping[str, Sequence[Sequence[str]]]
    services_within: Mapping[tuple[str, str], Sequence[str]]
    services_cover: Mapping[tuple[str, str], Sequence[Sequence[str]]]
    periods_within: Mapping[tuple[str, str], Sequence[tuple[str, str]]]
    periods_cover: Mapping[tuple[str, str], Sequence[Sequence[tuple[str, str]]]]
    same_end: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = field(default_factory=dict)


def nesting(views: Views, periods: pd.DataFrame) -> Nesting:
    """What nests in what. `periods`: month, period_kind, period: which periods each month belongs to."""
    months: dict[tuple[str, str], set[str]] = defaultdict(set)
    for month, kind, period in periods[["month", "period_kind", "period"]].itertuples(index=False, name=None):
        months[kind, period].add(month)
    return Nesting(*_places(views), *_services(views), *_periods(months), _ending_alike(months))


def _places(views: Views) -> tuple[dict, dict]:
    places: dict[str, set[str]] = defaultdict(set)
    for place, where in views.wheres[["place", "where"]].itertuples(index=False, name=None):
        places[where].add(place)
    single = {place for own in places.values() for place in own}
    systems = [where for where in places if where != ALL_PLACES and where not in single]
    within = {one: [other for other in places if other != one and places[one] <= places[other]] for one in places}
    covers: dict[str, list[list[str]]] = {}
    for where in places:
        if places[where] == {where}:
            continue
        covers[where] = [sorted(places[where])]
        if where == ALL_PLACES and systems:
            covers[where].append([*systems, *sorted(single - set().union(*(places[one] for one in systems)))])
    return within, covers


def _services(views: Views) -> tuple[dict, dict]:
    units: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    own = views.members.groupby("view").unit.agg(frozenset)
    for view, where, service in views.names[["view", "where", "service"]].itertuples(index=False, name=None):
        units[where][service] = own[view]
    single = set(views.units.service)
    within, covers = {}, {}
    for where, held in units.items():
        alone = [service for service in held if service in single]
        for service, mine in held.items():
            within[where, service] = [other for other in held if other != service and mine <= held[other]]
            if service in single:
                continue
            groups = [[one for one in alone if held[one] <= mine]]
            if service == ALL_SERVICES:
                bundles = [name for name in held if name not in single and name != ALL_SERVICES]
                groups += [[name, *(one for one in alone if not held[one] <= held[name])] for name in bundles]
            covers[where, service] = groups
    return within, covers


def _periods(months: Mapping[tuple[str, str], set[str]]) -> tuple[dict, dict]:
    within = {one: [other for other in months if other != one and months[one] <= months[other]] for one in months}
    covers: dict[tuple[str, str], list[list[tuple[str, str]]]] = {}
    for one, wanted in months.items():
        groups = []
        for first in range(len(TILES)):
            tiles = _tiled(one, wanted, months, TILES[first:])
            if tiles and tiles not in groups:
                groups.append(tiles)
        covers[one] = groups
    return within, covers


def _tiled(
    one: tuple[str, str], wanted: set[str], months: Mapping[tuple[str, str], set[str]], kinds: Sequence[str]
) -> list[tuple[str, str]]:
    left, tiles = set(wanted), []
    for kind in kinds:
        for other in (name for name in months if name[0] == kind and name != one):
            if months[other] <= left:
                tiles.append(other)
                left -= months[other]
    return [] if left else tiles


def _ending_alike(months: Mapping[tuple[str, str], set[str]]) -> dict:
    last = {one: max(own) for one, own in months.items()}
    return {one: [other for other in months if other != one and last[other] == last[one]] for one in months}


@dataclass(frozen=True, eq=False)
class Steps:
    """From one name to others, by number: the pairs of each name side by side, and the group that each belongs to."""

    starts: np.ndarray
    sizes: np.ndarray
    to: np.ndarray
    group: np.ndarray

    def spread(self, names: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For some names (numbers): which of them, to which other, in which group; one a pair."""
        sizes = self.sizes[names]
        at = ranges(self.starts[names], sizes)
        return np.repeat(np.arange(len(names)), sizes), self.to[at], self.group[at]


def steps(words: Words, axis: str, groups: Mapping[object, Iterable[Iterable[object]]]) -> Steps:
    """The groups of names as numbers; names that no cube has are left out."""
    return _steps(len(words.of[axis]), _pairs(words, axis, groups))


def steps_of_services(words: Words, groups: Mapping[tuple[str, str], Iterable[Iterable[str]]]) -> Steps:
    """The same for services, which nest differently from where to where: from where * services + service."""
    pairs = []
    for (where, service), own in groups.items():
        start = words.of["where"].get(where, -1), words.of["service"].get(service, -1)
        if min(start) >= 0:
            name = start[0] * words.size("service") + start[1]
            pairs += [(name, *rest) for rest in _numbered(words, "service", own)]
    return _steps(words.size("where") * words.size("service"), pairs)


def _pairs(words: Words, axis: str, groups: Mapping[object, Iterable[Iterable[object]]]) -> list[tuple[int, int, int]]:
    known = ((words.of[axis].get(name, -1), own) for name, own in groups.items())
    return [(name, *rest) for name, own in known if name >= 0 for rest in _numbered(words, axis, own)]


def _numbered(words: Words, axis: str, groups: Iterable[Iterable[object]]) -> Iterator[tuple[int, int]]:
    for number, group in enumerate(groups):
        for name in group:
            if name in words.of[axis]:
                yield words.of[axis][name], number


def _steps(names: int, pairs: list[tuple[int, int, int]]) -> Steps:
    table = np.array(sorted(pairs), dtype="int64").reshape(-1, 3)
    sizes = np.bincount(table[:, 0], minlength=names)
    return Steps(np.cumsum(sizes) - sizes, sizes, table[:, 1], table[:, 2])
