"""Small releases of drawn Places, services, starts, bundles and single practitioners; which units each row holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from hypothesis import strategies as st
from small_releases import FACTS

from pimh_data.registry.cubes import (
    ALL_PLACES,
    ALL_SERVICES,
    CUBES,
    QUARTER,
    SINCE_START,
    SINCE_START_PERIOD,
    SPECIALIST,
    THREE_YEARS,
    YEAR,
)
from pimh_data.release import Manifest, Release
from pimh_data.release.views import by_view

YEARS = ("2022/23", "2023/24")
# Each year has two parts here; each period is so many of the four. Kinds are those of a release.
PARTS = range(4)
YEARLY = {"2022/23": (0, 1), "2023/24": (2, 3)}
QUARTERLY = {f"{year} Q{number + 1}": (part,) for year, parts in YEARLY.items() for number, part in enumerate(parts)}
ALWAYS = {"2022/23 to 2023/24": tuple(PARTS), SINCE_START_PERIOD: tuple(PARTS)}
EVERY = QUARTERLY | YEARLY | ALWAYS
KINDS = (
    dict.fromkeys(QUARTERLY, QUARTER)
    | dict.fromkeys(YEARLY, YEAR)
    | dict(zip(ALWAYS, (THREE_YEARS, SINCE_START), strict=True))
)
PLACES, SERVICES = "ABCDEFGHI", ("Dads", "Home visits", "Midwives", "PAIRS")
BUNDLES = ("Funding ends 31 March 2027", "Start for Life")
MEASURES = ("EPDS", "PHQ-9")
Part = tuple["Unit", int]
Row = tuple[str, str, str]  # of one where: period, service, measure ('' in cubes without)


@dataclass(frozen=True)
class Unit:
    """One service of one Place. `since`: the first of PARTS in which it has people."""

    place: str
    service: str
    since: int
    single: bool
    bundles: frozenset[str]
    measures: frozenset[str]

    def counted(self, row: Row) -> bool:
        """Whether its people are in a row that holds its Place."""
        period, service, measure = row
        return (
            self.since <= EVERY[period][-1]
            and (not measure or measure in self.measures)
            and service in (ALL_SERVICES, self.service, *self.bundles, *self.kind)
        )

    @property
    def kind(self) -> tuple[str, ...]:
        """The pseudo-service of the access cube, where it counts there."""
        return (SPECIALIST,) if self.service in ("Midwives", "PAIRS") else ()


@dataclass(frozen=True)
class Drawn:
    """Places by system, their units, and the periods that its tables have."""

    places: Mapping[str, str]
    units: tuple[Unit, ...]
    periods: Mapping[str, tuple[int, ...]]

    def inside(self, where: str) -> frozenset[str]:
        return frozenset(p for p, system in self.places.items() if where in (p, system, ALL_PLACES))

    def rows(self, cube: str) -> Iterator[Row]:
        """All rows that a table of the cube can have."""
        measures = MEASURES if "measure" in CUBES[cube].extra_keys else ("",)
        services = (SPECIALIST,) if cube == "access" else (ALL_SERVICES, *BUNDLES, *SERVICES)
        return ((period, service, measure) for period in self.periods for service in services for measure in measures)

    def holds(self, where: str, row: Row) -> frozenset[Unit]:
        """The units whose people a row of a where counts."""
        inside = self.inside(where)
        return frozenset(unit for unit in self.units if unit.place in inside and unit.counted(row))

    def parts(self, where: str, row: Row) -> frozenset[Part]:
        """The same, each in the parts of the period in which it has people."""
        return frozenset(
            (unit, part) for unit in self.holds(where, row) for part in EVERY[row[0]] if part >= unit.since
        )

    def release(self, cubes: Iterable[str]) -> Release:
        """The release of these: in each row a hundred people a unit and part of its period."""
        held = {place: [unit for unit in self.units if unit.place == place] for place in self.places}
        manifest = replace(
            Manifest(release="drawn", **FACTS),
            years=YEARS,
            places=dict(self.places),
            services={place: tuple(unit.service for unit in units) for place, units in held.items()},
            bundles={
                name: tuple(place for place, units in held.items() if any(name in unit.bundles for unit in units))
                for name in BUNDLES
            },
        )
        tables, index = {}, {}
        for where in (ALL_PLACES, *dict.fromkeys(self.places.values()), *self.places):
            inside = self.inside(where)
            tables["services", where] = pd.DataFrame([listed(unit) for unit in self.units if unit.place in inside])
            for cube in cubes:
                table = self._table(cube, where)
                if len(table):
                    tables[cube, where], index[cube, where] = by_view(table)
        return Release(manifest, tables, index)

    def _table(self, cube: str, where: str) -> pd.DataFrame:
        rows = [(row, len(self.parts(where, row))) for row in self.rows(cube)]
        held = [row for row, number in rows if number]
        constant = {"basis": "", "where": where, "dimension": "all", "member": "Everyone"}
        keys = {name: [text] * len(held) for name, text in constant.items()}
        keys["period_kind"] = [KINDS[period] for period, _, _ in held]
        keys |= dict(zip(("period", "service", "measure"), zip(*held, strict=True), strict=False)) if held else {}
        counts = pd.array([100 * number for _, number in rows if number], dtype="Int32")
        measured = "measure" in CUBES[cube].extra_keys
        texts = {name: _category(text) for name, text in keys.items() if name != "measure" or measured}
        return pd.DataFrame(texts | dict.fromkeys(CUBES[cube].counts, counts))


def _category(texts: Sequence[str]) -> pd.Categorical:
    names = sorted(set(texts))
    return pd.Categorical.from_codes([names.index(text) for text in texts], names)


def listed(unit: Unit) -> dict[str, object]:
    """A line of the services extract; of the same provider in every Place."""
    return {
        "service": unit.service,
        "provider": f"Provider of {unit.service}",
        "place": unit.place,
        "started": f"{2022 + unit.since // 2}-{4 + unit.since % 2}-01",
        "wte": 1.0 if unit.single else 5.0,
        "bundles": ";".join(sorted(unit.bundles)),
        "specialist_access": "yes" if unit.kind else "no",
    }


@st.composite
def drawn(draw: st.DrawFn, among: str = PLACES, periods: Mapping[str, tuple[int, ...]] = YEARLY) -> Drawn:
    """Places of up to three systems, each with one to four services."""
    places = draw(st.dictionaries(st.sampled_from(among), st.sampled_from(("one", "two", "three")), min_size=2))
    rarely = st.integers(0, 3).map(lambda number: number == 0)
    start = (
        st.sampled_from((0, 0, 0, 0, 0, *PARTS)) if len(periods) > len(YEARLY) else rarely.map(lambda late: 2 * late)
    )
    units = [
        Unit(
            place,
            service,
            since=int(draw(start)),
            single=draw(rarely),
            bundles=frozenset(draw(st.sets(st.sampled_from(BUNDLES)))),
            measures=frozenset(draw(st.sets(st.sampled_from(MEASURES)))),
        )
        for place in places
        for service in sorted(draw(st.sets(st.sampled_from(SERVICES), min_size=1)))
    ]
    return Drawn(places, tuple(units), periods)
