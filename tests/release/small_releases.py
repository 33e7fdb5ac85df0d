"""Small releases of two Places, one number each: enough to see which release is shown, and whether it is whole."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from pimh_data.errors import ReleaseError
from pimh_data.release import Manifest, Release, Store
from pimh_data.secure.writing import write_release

FACTS = {
    "made": "2026-11-21T10:00:00+00:00",
    "site": "Test",
    "synthetic": True,
    "profile": "rounded",
    "extract_date": "2025-03-31",
    "first_month": "2024-04",
    "last_month": "2025-03",
    "years": ("2024/25",),
    "places": {"Sheffield": "South Yorkshire", "Leeds": "West Yorkshire"},
    "services": {"Sheffield": ("Light",)},
    "bundles": {},
    "extracts": {},
    "audited": {},
    "hidden": {},
    "losses": (),
    "files": (),
}


def cube(where: str, people: int | None) -> pa.Table:
    """One cube of one Place: a row a year and service."""
    keys = {
        "basis": "activity",
        "where": where,
        "period_kind": "year",
        "period": "2024/25",
        "service": "All services",
        "dimension": "all",
        "member": "Everyone",
    }
    return pa.table({**{name: [text] for name, text in keys.items()}, "people_seen": pa.array([people], pa.int32())})


def release(folder: Path, name: str, people: int | None = 100, made: str = FACTS["made"]) -> Path:
    """Publish a small release of that name; gives its folder."""
    tables = {("activity", where): cube(where, people) for where in ("Sheffield", "Leeds")}
    return write_release(folder, tables, replace(Manifest(release=name, **FACTS), made=made))


def seen(opened: Release) -> int:
    """The one number of a small release."""
    return int(opened.cells("activity", "Sheffield", "2024/25", "All services", "all").people_seen.iloc[0])


PATIENCE = 20  # seconds: only a test that fails waits so long


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def pointer(folder: Path) -> Path:
    return folder / "CURRENT"


def problem_of(releases: Path) -> str:
    """What is said of a folder of releases by a store that has shown nothing yet."""
    try:
        _, problem = Store(releases).current()
    except ReleaseError as error:
        return str(error)
    return problem


def damage(folder: Path) -> None:
    (folder / "activity" / "Leeds.parquet").unlink()
