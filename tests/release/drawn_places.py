"""Small releases of drawn Places, services, starts, bundles and single practitioners; which units each row holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from hypothesis import strategies as st
from small_releases import FACTS

from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, CUBES, SPECIALIST
from pimh_data.release import Manifest, Release
from pimh_data.release.views import by_view

YEARS = ("2022/23", "2023/24")
PLACES, SERVICES = "ABCDEFG", ("Dads", "Home visits", "Midwives", "PAIRS")
BUNDLES = ("Funding ends 31 March 2027", "Start for Life")
MEASURES = ("EPDS", "PHQ-9")
Row = tuple[str, str, str]  # of one where: period, service, measure ('' in cubes without)


@dataclass(frozen=True)
class Unit:
    """One service of one Place. `since`: the first of YEARS in which it has people."""

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
            period in YEARS[self.since :]
            and (not measure or measure in self.measures)
            and service in (ALL_SERVICES, self.service, *self.bundles, *self.kind)
        )

    @property
    def kind(self) -> tuple[str, ...]:
        """The pseudo-service of the access cube, where it counts there."""
        return (SPECIALIST,) if self.service in ("Midwives", "PAIRS") else ()


@dataclass(frozen=True)
class Drawn:
    """Places by system, and their units."""

    places: Mapping[str, str]
    units: tuple[Unit, ...]

    def inside(self, where: str) -> frozenset[str]:
        return frozenset(p for p, system in self.places.items() if where in (p, system, ALL_PLACES))

    def rows(self, cube: str) -> Iterator[Row]:
        """All rows that a table of the cube can have."""
        measures = MEASURES if "measure" in CUBES[cube].extra_keys else ("",)
        services = (SPECIALIST,) if cube == "access" else (ALL_SERVICES, *BUNDLES, *SERVICES)
        return ((year, service, measure) for year in YEARS for service in services for measure in measures)

    def holds(self, where: str, row: Row) -> frozenset[Unit]:
        """The units whose people a row of a where counts."""
        inside = self.inside(where)
        return frozenset(unit for unit in self.units if unit.place in inside and unit.counted(row))

    def release(self, cubes: Iterable[str]) -> Release:
        """The release of these: in each row a hundred people a unit."""
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
        rows = [(row, len(self.holds(where, row))) for row in self.rows(cube)]
        held = [row for row, number in rows if number]
        constant = {"basis": "", "where": where, "period_kind": "year", "dimension": "all", "member": "Everyone"}
        keys = {name: [text] * len(held) for name, text in constant.items()}
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
        "started": f"{2022 + unit.since}-04-01",
        "wte": 1.0 if unit.single else 5.0,
        "bundles": ";".join(sorted(unit.bundles)),
        "specialist_access": "yes" if unit.kind else "no",
    }


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Up to seven Places of up to three systems, each with one to four services."""
    places = draw(st.dictionaries(st.sampled_from(PLACES), st.sampled_from(("one", "two", "three")), min_size=2))
    rarely = st.integers(0, 3).map(lambda number: number == 0)
    units = [
        Unit(
            place,
            service,
            since=int(draw(rarely)),
            single=draw(rarely),
            bundles=frozenset(draw(st.sets(st.sampled_from(BUNDLES)))),
            measures=frozenset(draw(st.sets(st.sampled_from(MEASURES)))),
        )
        for place in places
        for service in sorted(draw(st.sets(st.sampled_from(SERVICES), min_size=1)))
    ]
    return Drawn(places, tuple(units))
