"""Builds a small release of outcomes for a test, cell by cell, and opens it through the door like any other."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from released_cells import Building

from pimh_data.registry.cubes import CUBES, KEYS, MEANS, PUBLISHED, SINCE_START_PERIOD
from pimh_data.registry.pairing import CHILDRENS, FINISHED
from pimh_data.release import ExtractCount, Release, open_release
from pimh_data.secure.writing import write_release

CUBE_OF = {count: name for name in ("outcomes", "reliable_change", "recovery") for count in CUBES[name].counts}


class Outcomes:
    """A release in the making: `put` a cell by its counts (None is hidden) and means; then `open` it in a folder."""

    def __init__(self, contacts: bool = True) -> None:
        self.building = Building()
        self.contacts = contacts
        self.rows: dict[tuple[str, str], list[dict]] = {}
        self.published: dict[str, list[dict]] = {}
        self.overrides: dict = {}
        self.computed: dict = {}

    def put(
        self,
        measure: str = "PHQ-9",
        where: str = "Sheffield",
        period: str = "2023/24",
        service: str = "All services",
        change: str = "6 points",
        **values: object,
    ) -> None:
        """One cell of every cube that the counts belong to; also dimension, member, pairing, courses, withheld."""
        keys = {"basis": "activity", "where": where, "period_kind": "year", "period": period, "service": service}
        keys |= {"dimension": values.pop("dimension", "all"), "member": values.pop("member", "Everyone")}
        keys |= {"measure": measure, "pairing": values.pop("pairing", CHILDRENS.key)}
        keys |= {"courses": values.pop("courses", FINISHED.key), "withheld": values.pop("withheld", "no")}
        means = {name: values.pop(name) for name in MEANS if name in values}
        for cube in ("outcomes", "reliable_change", "recovery"):
            counts = {name: values[name] for name in CUBES[cube].counts if name in values}
            if not counts and cube != "outcomes":
                continue
            row = keys | ({"reliable_change": change} if cube != "outcomes" else {})
            self.rows.setdefault((cube, where), []).append(row | counts | (means if cube == "outcomes" else {}))
        if period != SINCE_START_PERIOD and keys["dimension"] == "all":
            used = {
                row["measure"]
                for row in self.rows["outcomes", where]
                if row["period"] == SINCE_START_PERIOD and row["service"] == service
            }
            if measure not in used:
                since = keys | {"period": SINCE_START_PERIOD, "period_kind": "since start"}
                since |= {"pairing": CHILDRENS.key if self.contacts else keys["pairing"], "courses": FINISHED.key}
                self.rows["outcomes", where].append(since | {"paired": values.get("paired")})

    def bands(self, people: dict[tuple[str, str], int | None], measure: str = "PHQ-9", period: str = "2023/24") -> None:
        """People by first and last severity band."""
        for (first, last), count in people.items():
            row = {"basis": "activity", "where": "Sheffield", "period_kind": "year", "period": period}
            row |= {"service": "All services", "dimension": "first_band x last_band", "member": f"{first} | {last}"}
            row |= {"measure": measure, "pairing": CHILDRENS.key, "courses": FINISHED.key, "people": count}
            self.rows.setdefault(("severity", "Sheffield"), []).append(row)

    def open(self, folder: Path) -> Release:
        """Write the release into the folder and open it."""
        tables = {key: _table(key[0], rows) for key, rows in self.rows.items()}
        tables |= {(name, PUBLISHED): pa.Table.from_pylist(rows) for name, rows in self.published.items()}
        manifest = self.building.manifest()
        extracts = manifest.extracts | ({"contacts": ExtractCount(9, 9, 0)} if self.contacts else {})
        manifest = replace(manifest, extracts=extracts, overrides=self.overrides, computed=self.computed)
        return open_release(write_release(folder, tables, manifest))


def _table(cube: str, rows: list[dict]) -> pa.Table:
    spec = CUBES[cube]
    fields = dict.fromkeys((*KEYS, *spec.extra_keys), pa.string())
    fields |= dict.fromkeys(spec.counts, pa.int32()) | dict.fromkeys(spec.means, pa.float64())
    return pa.table({name: pa.array([row.get(name) for row in rows], kind) for name, kind in fields.items()})
