"""What anybody can work out of what a grant shows: no row of one employee, none of one or two other Places."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from drawn_places import EVERY, PLACES, SERVICES, YEARLY, Drawn, Part, Row, Unit, drawn
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release
from pimh_data.release.employees import OF_EMPLOYEES
from pimh_data.release.grants import Grant
from pimh_data.release.roll_ups import ENOUGH
from pimh_data.release.scope import Scope, scoped
from tests import a_part

CUBES = ("contacts", "access", "waits", "outcomes")
SOME = st.frozensets(st.sampled_from(PLACES), min_size=1)


@dataclass(frozen=True)
class Attack:
    """Every sum and difference, at any multiples, of the rows that are shown of a measure, in one period or in all.

    `parts`: what people there are, and when; `rows`: which of them each shown row counts, shape (rows, parts).
    """

    parts: tuple[Part, ...]
    rows: np.ndarray

    def gives(self, wanted: Collection[Part], known: Collection[Part]) -> bool:
        """Whether some sum is of people of wanted units alone, beside what is known.

        A difference between two of them is no count of anybody.
        """
        asked = [part in wanted for part in self.parts]
        others = [part not in wanted and part not in known for part in self.parts]
        sums = _left_null(self.rows[:, others]) @ self.rows[:, asked]
        if not (np.abs(sums) > 1e-6).any():
            return False
        # A sum of sums that is nowhere below nought, and somewhere above it.
        most = linprog(-sums.sum(axis=1), A_ub=-sums.T, b_ub=np.zeros(sums.shape[1]), bounds=(-1, 1))
        return bool(-most.fun > 1e-6)

    def tells(self, part: Part) -> bool:
        """Whether a row of its unit alone is shown that counts it."""
        return any(row[self.parts.index(part)] and self._of_one(row) for row in self.rows)

    def _of_one(self, row: np.ndarray) -> bool:
        return len({unit for (unit, _), counted in zip(self.parts, row, strict=True) if counted}) == 1


def _left_null(matrix: np.ndarray) -> np.ndarray:
    """The combinations of rows that come to nothing, one a row."""
    if not matrix.size:
        return np.eye(len(matrix))
    left, sizes, _ = np.linalg.svd(matrix)
    return left[:, int((sizes > 1e-9).sum()) :].T


def attacks(world: Drawn, shown: Release, cube: str) -> Iterator[tuple[str, Attack]]:
    """An attack on each measure of a cube: in each year by itself, or in all periods, where there are others."""
    every: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for (of, where), table in shown.tables.items():
        if of == cube:
            measures = table["measure"] if "measure" in table else [""] * len(table)
            for row in zip(table["period"], table["service"], measures, strict=True):
                period = "" if len(world.periods) > len(YEARLY) else row[0]
                every.setdefault((period, row[2]), []).append((where, row))
    for (period, measure), rows in every.items():
        held = [world.parts(where, row) for where, row in rows]
        if period:  # how its people are spread over the year is all the same
            held = [frozenset((unit, 0) for unit, _ in one) for one in held]
        parts = tuple(sorted(set().union(*held), key=lambda one: (world.units.index(one[0]), one[1])))
        counted = np.array([[part in one for part in parts] for one in held], dtype=float)
        yield f"{cube} {period} {measure}", Attack(parts, np.unique(counted, axis=0))


def of_one_or_two(world: Drawn, granted: frozenset[str], named: frozenset[str]) -> Iterator[frozenset[str]]:
    others = sorted(set(world.places) - granted - named)
    for many in range(1, ENOUGH):
        yield from map(frozenset, combinations(others, many))


@seed(a_part.drawing("attacks on grants").getrandbits(64))
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(drawn(), SOME, st.sampled_from(("none", "named")), SOME, st.sampled_from(("", *SERVICES)))
def test_no_sum_of_what_is_shown_is_one_employees_or_of_one_or_two_other_places(world, mine, comparison, peers, of):
    assert next(given_away(world, mine, comparison, peers, of, CUBES), None) is None


@seed(a_part.drawing("attacks on grants").getrandbits(64))
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(drawn("ABCDE", EVERY), SOME, st.sampled_from(("", *SERVICES)), st.sampled_from(("contacts", "waits")))
def test_nor_is_any_sum_of_several_years_and_quarters(world, mine, of, cube):
    assert next(given_away(world, mine, "none", frozenset(), of, (cube,)), None) is None


def given_away(world, mine, comparison, peers, of, cubes):
    """Who is given away by what is shown of these cubes: where, and which Places or which employee's service."""
    organisation = f"Provider of {of}" if of else ""
    grant = Grant(
        ("", "x"), "viewer", dt.date(2099, 1, 1), mine, organisation=organisation, comparison=comparison, peers=peers
    )
    release = world.release(cubes)
    theirs = scoped(release, Scope.of(grant, release.manifest))
    granted = grant.permitted(world.places)
    named = frozenset(theirs.to_compare.wheres) & grant.compared_with(world.places)
    for known in (frozenset[str](), named):
        shown = theirs if not known else theirs.to_compare
        for cube in cubes:
            for said, attack in attacks(world, shown, cube):
                ours = {part for part in attack.parts if part[0].place in granted}
                beside = {part for part in attack.parts if part[0].place in known and attack.tells(part)}
                for few in of_one_or_two(world, granted, known):
                    wanted = {part for part in attack.parts if part[0].place in few}
                    if attack.gives(wanted, ours | beside):
                        yield said, few
                if cube in OF_EMPLOYEES:
                    hidden = {unit for unit, _ in attack.parts if unit.single and unit.service != of}
                    for unit in hidden:
                        if attack.gives({part for part in attack.parts if part[0] == unit}, ()):
                            yield said, unit


def test_a_grant_of_everything_keeps_what_gives_nobody_away():
    """Nobody is a single practitioner, nobody is left out: every row is shown."""
    world = Drawn(
        {"A": "one", "B": "one"},
        tuple(Unit(place, name, 0, False, frozenset(), frozenset({"EPDS"})) for place in "AB" for name in SERVICES),
        EVERY,
    )
    release = world.release(CUBES)
    grant = Grant(("", "x"), "viewer", dt.date(2099, 1, 1), everywhere=True)
    theirs = scoped(release, Scope.of(grant, release.manifest))
    assert all(
        theirs.tables[cube, where] is release.tables[cube, where]
        for cube in CUBES
        for where in ("A", "one", ALL_PLACES)
    )
