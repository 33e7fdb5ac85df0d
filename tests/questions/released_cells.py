"""Builds a small release for a test, cell by cell, and opens it through the door like any other."""

from pathlib import Path

import pyarrow as pa

from pimh_data.registry.case_studies import CASE_STUDIES
from pimh_data.registry.cubes import (
    ALL_SERVICES,
    CUBES,
    EVERYONE,
    KEYS,
    SINCE_START,
    SINCE_START_PERIOD,
    WAIT_BANDS,
    WITHIN_WEEKS,
)
from pimh_data.release import ExtractCount, Manifest, Release, open_release
from pimh_data.secure.writing import write_release

YEARS = ("2020/21", "2021/22", "2022/23", "2023/24", "2024/25")
CHILDREN = {1: 1902, 2: 729, 3: 513, 4: 281, 5: 300, 6: 400, 7: 500, 8: 450, 9: 430, 10: 417}
RESIDENTS = {"White": 440_000, "Mixed": 19_500, "Asian": 53_500, "Black": 25_600, "Other": 17_900}


class Building:
    """A release in the making: `put` a cell (None is hidden), `population`, `version`; then `open` it in a folder."""

    def __init__(self, profile: str = "rounded", extract_date: str = "2025-03-31", last_month: str = "2025-03") -> None:
        self.profile, self.extract_date, self.last_month = profile, extract_date, last_month
        self.rows: dict[tuple[str, str], list[dict]] = {}
        self.places = {"Liverpool": "Cheshire and Merseyside", "Sheffield": "South Yorkshire"}
        self.services = {"Liverpool": ("Talking Therapies",), "Sheffield": ("Light peer support", "Steel City Dads")}
        self.years = YEARS
        self.losses: tuple[str, ...] = ()
        self.synthetic = True
        self.case_studies = CASE_STUDIES
        self.icbs: dict[str, str] = {}

    def put(self, cube: str, period: str, count: dict[str, int | None], where: str = "Sheffield", **keys: str) -> None:
        """One cell of a cube: its counts by name, and the keys that are not the usual ones."""
        row = {
            "basis": CUBES[cube].basis,
            "where": where,
            "period_kind": "year",
            "period": period,
            "service": ALL_SERVICES,
            "dimension": "all",
            "member": EVERYONE,
            **keys,
        }
        self.rows.setdefault((cube, where), []).append({**row, **count})

    def seen(self, period: str, people: int | None, member: str = EVERYONE, **keys: str) -> None:
        """People seen, of everyone or of a member of the deprivation dimension (unless `dimension` is named)."""
        dimension = keys.pop("dimension", "all" if member == EVERYONE else "deprivation")
        self.put("activity", period, {"people_seen": people}, dimension=dimension, member=member, **keys)

    def waited(self, period: str, followed: int | None, seen: list, left: list | None = None, **keys: str) -> None:
        """A cohort: people followed; seen, and left unseen, within 2, 6, 12 and 18 weeks (hidden unless given)."""
        counts: dict[str, int | None] = {"followed": followed}
        for what, by in (("seen", seen), ("left", left or [])):
            counts |= {f"{what}_within_{weeks}_weeks": None for weeks in WITHIN_WEEKS}
            counts |= {f"{what}_within_{weeks}_weeks": n for weeks, n in zip(WITHIN_WEEKS, by, strict=False)}
        self.put("waits", period, counts, **keys)

    def now(self, waiting: list, too_recent: int | None = None, **keys: str) -> None:
        """Who still waits, by band of weeks so far, and who was accepted too recently, on the day of the extracts."""
        keys = {"period_kind": SINCE_START, **keys}
        for (band, _, _), people in zip(WAIT_BANDS, waiting, strict=True):
            self.put("backlog", SINCE_START_PERIOD, {"people": people}, weeks=band, **keys)
        self.put("too_recent", SINCE_START_PERIOD, {"people": too_recent}, **keys)

    def deciles(self, year: str = "2020", edition: str = "2019", where: str = "Sheffield") -> None:
        """Children aged 0 by decile, Core20, the rest and all, and the edition of people's deciles."""
        for decile, count in CHILDREN.items():
            self.published(where, year, "aged 0", "deprivation", f"Decile {decile}", count, edition)
        self.published(where, year, "aged 0", "deprivation", "Core20", CHILDREN[1] + CHILDREN[2], edition)
        rest = sum(count for decile, count in CHILDREN.items() if decile > 2)
        self.published(where, year, "aged 0", "deprivation", "The rest", rest, edition)
        self.published(where, year, "aged 0", "all", EVERYONE, sum(CHILDREN.values()))

    def residents(self, where: str = "Sheffield", basis: str = "residents aged 16 to 49") -> None:
        """Residents of the five groups, Census 2021."""
        for group, count in RESIDENTS.items():
            self.published(where, "2021", basis, "ethnic_group", group, count)

    def published(
        self, where: str, year: str, basis: str, dimension: str, member: str, count: float, edition: str = ""
    ) -> None:
        """One published denominator."""
        row = {"where": where, "year": year, "basis": basis, "dimension": dimension, "member": member}
        row |= {"imd_version": edition, "count": float(count), "source": f"ONS, {basis} {year}"}
        self.rows.setdefault(("population", where), []).append(row)

    def version(self, edition: str, referrals: int | None, where: str = "Sheffield") -> None:
        """How many referrals have a decile of that edition."""
        self.rows.setdefault(("versions", where), []).append({"imd_version": edition, "referrals": referrals})

    def service(self, name: str, started: str, where: str = "Sheffield") -> None:
        """A service and the day it started."""
        self.rows.setdefault(("services", where), []).append({"service": name, "place": where, "started": started})

    def manifest(self) -> Manifest:
        """What the release says of itself."""
        return Manifest(
            release="2025-06-01-test",
            made="2025-06-01T09:00:00+00:00",
            site="Test site",
            synthetic=self.synthetic,
            profile=self.profile,
            extract_date=self.extract_date,
            first_month="2020-04",
            last_month=self.last_month,
            years=self.years,
            places=self.places,
            services=self.services,
            bundles={"Start for Life funded": ("Sheffield",)},
            extracts={"referrals": ExtractCount(60_012, 60_003, 9), "places": ExtractCount(21, 21, 0)},
            audited={"activity": "deciles, Core20 and the total"},
            hidden={"activity": 0.31, "waits": 0.48},
            losses=self.losses,
            files=(),
            case_studies=self.case_studies,
            icbs=self.icbs,
        )

    def open(self, folder: Path) -> Release:
        """Write the release into the folder and open it."""
        tables = {key: _table(key[0], rows) for key, rows in self.rows.items()}
        return open_release(write_release(folder, tables, self.manifest()))


def _table(cube: str, rows: list[dict]) -> pa.Table:
    if cube not in CUBES:
        numbers = ("count", "target_people")
        fields = {name: pa.float64() if name in numbers else pa.string() for name in rows[0]}
        fields |= {"referrals": pa.int32()} if "referrals" in fields else {}
    else:
        keys = (*KEYS, *CUBES[cube].extra_keys)
        fields = {**dict.fromkeys(keys, pa.string()), **dict.fromkeys(CUBES[cube].counts, pa.int32())}
    return pa.table({name: pa.array([row.get(name) for row in rows], kind) for name, kind in fields.items()})
