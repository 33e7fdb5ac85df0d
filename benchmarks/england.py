"""A release of a country, made of one of the demonstration: every district of England a Place, in 42 systems.

No person is counted for it: each district has the cells of a Place of the demonstration, times a whole number, so that
what adds up there adds up here. Names and codes of districts are published; which make a system is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pimh_data.geography.boundaries import read_boundaries
from pimh_data.geography.districts import PLACE
from pimh_data.registry import reference
from pimh_data.registry.cubes import ALL_PLACES, CUBES, PUBLISHED
from pimh_data.release import Manifest
from pimh_data.release.pointer import CURRENT
from pimh_data.secure.areas import GEOGRAPHY, AreaFiles, geography_table
from pimh_data.secure.places import about_places
from pimh_data.secure.writing import write_release

SYSTEMS, TIMES, ROW_OF_TILES = 42, 4, 20
# What is listed by service of a Place, in a roll-up too.
LISTED = ("services", "posts", "funding")
OF_PLACES = "place_indicators"


@dataclass(frozen=True)
class District:
    """A district, the system that it is put in, the Place whose cells it has, and how many times them."""

    name: str
    code: str
    system: str
    made_of: str
    times: int


def districts(places: tuple[str, ...]) -> tuple[District, ...]:
    """Every district of England in the order of codes: neighbours in it make a system, and take the Places in turn."""
    listed = reference.load("district_children")
    listed = listed[listed["year"] == listed["year"].max()].sort_values("district_code")
    return tuple(
        District(
            row.district,
            row.district_code,
            f"System {1 + number * SYSTEMS // len(listed):02}",
            places[number % len(places)],
            1 + number // len(places) % TIMES,
        )
        for number, row in enumerate(listed.itertuples())
    )


def write_england(demonstration: Path, releases: Path, boundaries: Path | None = None) -> Path:
    """Write it into a folder of releases, as the current one; gives its folder. `demonstration`: of its releases.

    `boundaries`: a file of districts, for maps; without one Places are tiles, in the order of their codes.
    """
    base = demonstration / (demonstration / CURRENT).read_text(encoding="utf-8").split()[0]
    manifest = Manifest.read(base)
    held = districts(tuple(manifest.places))
    told = replace(
        manifest,
        release="england",
        site="A country of districts",
        places={one.name: one.system for one in held},
        services={one.name: tuple(_own(one, name) for name in manifest.services[one.made_of]) for one in held},
        bundles={name: tuple(o.name for o in held if o.made_of in of) for name, of in manifest.bundles.items()},
        tiles={one.name: (at % ROW_OF_TILES, at // ROW_OF_TILES) for at, one in enumerate(held)},
        icbs={one.name: one.system for one in held},
        preferred="",
        case_studies=(),
    )
    ground = {} if boundaries is None else _ground(held, boundaries)
    tiles = about_places(_listed(held), ground).tiles or told.tiles
    return write_release(releases, _Tables(base, manifest, held, ground), replace(told, tiles=tiles))


def _listed(held: tuple[District, ...]) -> pd.DataFrame:
    """The districts as a places extract lists them."""
    rows = [{"place": one.name, "system": one.system, "lad_codes": one.code, "preferred": "no"} for one in held]
    return pd.DataFrame(rows).assign(icb=None, tile_column=None, tile_row=None)


def _ground(held: tuple[District, ...], boundaries: Path) -> dict[tuple[str, str], pa.Table]:
    files = AreaFiles(pd.DataFrame(), ((boundaries, read_boundaries(boundaries)),), ())
    table, _ = geography_table(files, _listed(held))
    return {} if table is None else {(GEOGRAPHY, PUBLISHED): table}


class _Tables(Mapping[tuple[str, str], pa.Table]):
    """The release's tables, each made when it is written: all at once would fill the memory."""

    def __init__(
        self,
        base: Path,
        manifest: Manifest,
        held: tuple[District, ...],
        ground: Mapping[tuple[str, str], pa.Table],
    ) -> None:
        self._base, self._manifest, self._held, self._ground = base, manifest, held, ground
        self._paths = {(entry.cube, entry.where): base / entry.path for entry in manifest.files}

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield from self._ground
        systems = dict.fromkeys(one.system for one in self._held)
        for cube in dict.fromkeys(cube for cube, _ in self._paths):
            if (cube, PUBLISHED) in self._paths:
                yield cube, PUBLISHED
            if (cube, ALL_PLACES) in self._paths:
                yield from ((cube, where) for where in (ALL_PLACES, *systems, *(one.name for one in self._held)))

    def __getitem__(self, key: tuple[str, str]) -> pa.Table:
        cube, where = key
        if key in self._ground:
            return self._ground[key]
        if cube == OF_PLACES:
            return pa.concat_tables([self._indicators(one) for one in self._held])
        if where == PUBLISHED:
            return pq.read_table(self._paths[key])
        mine = [one for one in self._held if where in (ALL_PLACES, one.system, one.name)]
        if where == mine[0].name:
            return self._of_place(cube, mine[0], where)
        return self._rolled_up(cube, mine, where)

    def _of_place(self, cube: str, one: District, where: str) -> pa.Table:
        table = self._read(cube, one.made_of)
        names = {name: _own(one, name) for name in self._manifest.services[one.made_of]}
        columns = {"where": {one.made_of: where}, "place": {one.made_of: one.name}, "service": names}
        return _plain(_renamed(_times(cube, table, one.times), columns))

    def _indicators(self, one: District) -> pa.Table:
        table = self._read(OF_PLACES, PUBLISHED)
        own = table.filter(pc.and_(pc.equal(table["level"], PLACE), pc.equal(table["name"], one.made_of)))
        system = self._manifest.places[one.made_of]
        return _plain(_renamed(own, {"name": {one.made_of: one.name}, "system": {system: one.system}}))

    def _rolled_up(self, cube: str, mine: list[District], where: str) -> pa.Table:
        """All services and bundles, as those of the demonstration's; each service as in its own Place."""
        own = [self._of_place(cube, one, where) for one in mine]
        if cube in LISTED:
            return pa.concat_tables(own)
        base = ALL_PLACES if where == ALL_PLACES else self._manifest.places[mine[0].made_of]
        together = _times(cube, self._read(cube, base), sum(one.times for one in mine))
        together = _renamed(together, {"where": {base: where}})
        if "service" not in together.column_names:
            return _plain(together)
        each = pa.array(sorted({name for names in self._manifest.services.values() for name in names}))
        together = _plain(together).filter(pc.invert(pc.is_in(_plain(together)["service"], each)))
        named = pa.array(
            [name for one in mine for name in (_own(one, s) for s in self._manifest.services[one.made_of])]
        )
        return pa.concat_tables([together, *(table.filter(pc.is_in(table["service"], named)) for table in own)])

    def _read(self, cube: str, where: str) -> pa.Table:
        path = self._paths[cube, where]
        texts = [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)]
        return pq.read_table(path, read_dictionary=texts)


def _own(one: District, service: str) -> str:
    return f"{service}, {one.name}"


def _times(cube: str, table: pa.Table, times: int) -> pa.Table:
    """The counts so many times."""
    counts = CUBES[cube].counts if cube in CUBES else ("count",) if cube == "population" else ()
    for name in counts:
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, pc.multiply(table[name], pa.scalar(times, table[name].type)))
    return table


def _renamed(table: pa.Table, columns: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """The names in columns of codes replaced, where there is such a column."""
    for name, names in columns.items():
        at = table.schema.get_field_index(name)
        if at >= 0:
            held = table[name].combine_chunks()
            held = held.chunk(0) if isinstance(held, pa.ChunkedArray) else held
            texts = pa.array([names.get(text, text) for text in held.dictionary.to_pylist()], pa.string())
            table = table.set_column(at, name, pa.DictionaryArray.from_arrays(held.indices, texts))
    return table


def _plain(table: pa.Table) -> pa.Table:
    """The columns of codes as text, as a release has them."""
    fields = [
        pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
