"""A release of seven Places, made of the three of the demonstration: enough to stand beside each other without names.

Each new Place is one of the three under another name, its counts and its published people taken some times over.
"""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pimh_data.release import Store
from pimh_data.secure.writing import write_release

NORTH_WEST, FENLAND = "Cheshire and Merseyside", "Fenland"
# New Place -> its system, whose it was, how many times its counts and its published people are taken.
NEW = {
    "Quorndon": (NORTH_WEST, "Liverpool", 2, 1.5),
    "Thornbeck": (FENLAND, "Wirral", 3, 4.0),
    "Ulverley": (FENLAND, "Liverpool", 1, 1.3),
    "Wexcombe": (FENLAND, "Sheffield", 2, 2.9),
}
PEOPLE = ("population", "versions")


def seven_places(demonstration: Path, into: Path) -> Path:
    """Write such a release into a folder of releases, which it gives."""
    release, _ = Store(demonstration).settled()
    manifest = release.manifest
    tables = {
        (entry.cube, entry.where): pq.read_table(demonstration / manifest.release / entry.path)
        for entry in manifest.files
    }
    tables |= {
        (cube, place): _as(table, cube, place, of, times)
        for place, (_, was, *of_people) in NEW.items()
        for (cube, where), table in tables.items()
        if where == was
        for of, times in [(was, of_people[1] if cube == "population" else of_people[0])]
    }
    tiles = {place: (number, 0) for number, place in enumerate((*manifest.places, *NEW))}
    more = replace(
        manifest,
        release="seven",
        places={**manifest.places, **{place: system for place, (system, *_) in NEW.items()}},
        bundles={
            bundle: (*places, *(place for place, (_, was, *_) in NEW.items() if was in places))
            for bundle, places in manifest.bundles.items()
        },
        services={**manifest.services, **{place: manifest.services[was] for place, (_, was, *_) in NEW.items()}},
        tiles=tiles,
        files=(),
    )
    write_release(into, tables, more)
    return into


def _as(table: pa.Table, cube: str, place: str, was: str, times: float) -> pa.Table:
    """The table as another Place's: named so wherever the former one is named, its counts so many times over."""
    for number, field in enumerate(table.schema):
        column = table.column(field.name)
        if field.name in ("where", "place"):
            column = pc.if_else(pc.equal(column, was), place, column)
        elif pa.types.is_int32(field.type) or (cube, field.name) == ("population", "count"):
            column = pc.multiply(column, pa.scalar(times, field.type))
        table = table.set_column(number, field, column)
    return table
