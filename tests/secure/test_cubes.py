"""Every released cell against a recount in plain Python; the shape of the cubes; what is hidden and why."""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from recount import RECOUNTED, key_of, recount, rows, shown, year
from recount_outcomes import MEASURES, counted_courses, courses_of
from recount_work import COUNTED, recount_work

from pimh_data.registry.cubes import CUBES, KEYS
from pimh_data.registry.definitions import in_force
from pimh_data.registry.disclosure import SENSITIVE
from pimh_data.release import Release, open_release
from pimh_data.secure.demo import write_demo
from pimh_data.secure.publish import publish
from tests.a_part import a_part_of

# All of its Places, of any seed: `RECOUNT=60000 SEED=4 pytest tests/secure/test_cubes.py -k recount -s`.
WHOLE, SEED = int(os.environ.get("RECOUNT", "0")), int(os.environ.get("SEED", "3"))
SYSTEM = "Cheshire and Merseyside"
WHERES = {"Sheffield", "Wirral", SYSTEM}


@pytest.fixture(scope="module")
def folder(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Extracts, quarantine and releases of the tests' demonstration, which is read alone; or of the whole one."""
    if not WHOLE:
        return demo_release.parent
    folder = tmp_path_factory.mktemp("recounted")
    write_demo(folder / "extracts", seed=SEED, referrals=WHOLE)
    publish(folder / "extracts", folder / "releases", folder / "quarantine", name="demonstration")
    return folder


@pytest.fixture(scope="module")
def release(folder) -> Release:
    return open_release(folder / "releases" / "demonstration")


@pytest.fixture(scope="module")
def counted(folder, release):
    secret = (folder / "quarantine" / "rounding.key").read_bytes().strip()
    wheres = set(release.wheres) if WHOLE else WHERES
    views = {cube: views_of(cells(release, cube, wheres)) for cube in (*RECOUNTED, *COUNTED)}
    of = folder / "extracts", wheres, secret, views
    return recount(*of) | recount_work(*of)


def views_of(table: pd.DataFrame) -> set[tuple]:
    """(where, period, service, dimension) of every cell."""
    return set(table[["where", "period", "service", "dimension"]].itertuples(index=False, name=None))


def cells(release: Release, cube: str, wheres: set[str]) -> pd.DataFrame:
    return pd.concat([release.table(cube, where) for where in release.wheres if where in wheres], ignore_index=True)


@dataclass
class Compared:
    """A cube beside its recount: cells by kind, what is wrong; what rounding did to all shown cells, and to the same
    people once, since these have the same number wherever they are counted.
    """

    kinds: Counter = field(default_factory=Counter)
    wrong: list[tuple] = field(default_factory=list)
    seen: set[tuple] = field(default_factory=set)
    moved: int = 0
    drawn: dict[tuple[int, int], int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def compared(release, counted):
    """By cube, each compared when it is first asked for."""
    return cache(lambda cube: beside(release, counted[cube], cube))


def beside(release: Release, counted: dict, cube: str) -> Compared:
    table = cells(release, cube, set(release.wheres) if WHOLE else WHERES)
    keys = [*(name for name in KEYS if name not in ("basis", "period_kind")), *CUBES[cube].extra_keys]
    found = Compared()
    for row in table.to_dict("records"):
        key = tuple(row[name] for name in keys)
        found.seen.add(key)
        true = counted.get(key, {})
        of_whom = true.get(CUBES[cube].counts[0], (0, 0))[0]
        for name in CUBES[cube].counts:
            people, drawn_by = true.get(name, (0, 0))
            if pd.isna(row[name]):
                few = 10 if row["member"] in SENSITIVE else 5
                too_few = people < few or (name in CUBES[cube].events and of_whom < few)
                found.kinds["hidden, too few" if too_few else "hidden to protect another"] += 1
            elif row[name] == shown(people, drawn_by):
                found.kinds["shown"] += 1
                found.moved += row[name] - people
                found.drawn[people, drawn_by] = row[name] - people
            else:
                found.wrong.append((key, name, people, row[name]))
    return found


@pytest.mark.parametrize("cube", [*RECOUNTED, *COUNTED])
def test_every_released_cell_equals_the_protected_recount(compared, counted, cube):
    found = compared(cube)
    total = found.kinds.total()
    kinds = ", ".join(f"{kind} {number / total:.1%}" for kind, number in found.kinds.items())
    sys.stdout.write(f"\n{cube}: {total:,} cells, {kinds}\n")
    assert found.wrong == []
    assert nobody_lost(set(counted[cube]), found.seen)
    assert found.kinds["hidden to protect another"] < 0.01 * total
    # An error of rounding is 2 people on average: of few groups of people its mean is known only so well.
    assert abs(sum(found.drawn.values()) / len(found.drawn)) < max(0.05, 6 / len(found.drawn) ** 0.5)


def test_over_all_shown_cells_rounding_neither_adds_people_nor_takes_any_away(compared):
    every = [compared(cube) for cube in (*RECOUNTED, *COUNTED)]
    moved, cells_shown = sum(one.moved for one in every), sum(one.kinds["shown"] for one in every)
    sys.stdout.write(f"\nshown less counted: {moved / cells_shown:+.4f} people a cell, of {cells_shown:,} shown\n")
    assert abs(moved / cells_shown) < 0.05


OF_OUTCOMES = ("outcomes", "reliable_change", "recovery", "severity")
A_DAY = 2  # of fifteen measures: all of them would take longer than everything else in this file


def test_every_released_outcome_equals_the_protected_recount(release, folder):
    wheres, extracts = set(release.wheres) if WHOLE else WHERES, folder / "extracts"
    secret = (folder / "quarantine" / "rounding.key").read_bytes().strip()
    keys = {row["n"]: key_of(row, secret) for row in courses_of(extracts).values()}
    tables = {cube: cells(release, cube, wheres) for cube in OF_OUTCOMES}
    first_change = {name: measure.reliable_changes[:1] for name, measure in in_force({}).items()}
    held = sorted(set(tables["outcomes"].measure) & set(MEASURES))
    looked_at = held if WHOLE else a_part_of(held, A_DAY, "released outcomes")
    compared = by_another_change = 0
    for measure in looked_at:
        true: dict[tuple, dict[str, list[int]]] = {}
        for cell, course, said in counted_courses(extracts, wheres, (measure,)):
            numbers = true.setdefault(cell, {})
            for name in (name for name, value in said.items() if value == 1):
                number = numbers.setdefault(name, [0, 0])
                number[0], number[1] = number[0] + 1, number[1] + keys[course]
        for cube, table in tables.items():
            for row in table[table.measure == measure].to_dict("records"):
                change = row.get("reliable_change")
                if change and change not in {one.key for one in first_change[measure] if one.points is not None}:
                    by_another_change += sum(not pd.isna(row[name]) for name in CUBES[cube].counts)
                    continue
                key = tuple(row[name] for name in ("where", "period", "service", "dimension", "member"))
                numbers = true.get((*key, measure, row["pairing"], row["courses"]), {})
                for name in CUBES[cube].counts:
                    counted_as = ("paired",) if cube == "severity" else (name, f"{name}_0")
                    found = next((numbers[one] for one in counted_as if one in numbers), [0, 0])
                    if not pd.isna(row[name]):
                        assert row[name] == shown(*found), (cube, key, measure, name)
                        compared += 1
    every = sum(
        int(table.loc[table.measure.isin(looked_at), list(CUBES[cube].counts)].notna().to_numpy().sum())
        for cube, table in tables.items()
    )
    assert compared + by_another_change == every
    assert compared > max(1_000, by_another_change)


def nobody_lost(counted: set[tuple], released: set[tuple]) -> bool:
    """Whatever was counted in a view that the closed list names has a cell."""
    views = {key[:4] for key in released}
    with_deciles = {key[:3] for key in released if key[4].startswith("Decile ")}
    missing = {key for key in counted - released if key[:4] in views}
    return all(key[4].startswith("Decile ") and key[:3] not in with_deciles for key in missing)


@pytest.mark.parametrize("cube", list(CUBES))
def test_counts_are_int32_multiples_of_five_and_never_one_to_four(release, cube):
    for where in release.wheres:
        table = release.table(cube, where)
        for name in CUBES[cube].counts:
            assert table[name].dtype == pd.Int32Dtype()
            shown = table[name].dropna()
            assert (shown % 5 == 0).all()
            assert (shown >= 5).all()


def test_keys_are_text_and_no_other_column_is_whole_numbered(release):
    for entry in release.manifest.files:
        if entry.cube in CUBES:
            spec = CUBES[entry.cube]
            kinds = {name: kind for name, kind in entry.columns.items() if name not in (*spec.counts, *spec.means)}
            assert set(kinds.values()) == {"string"}
            assert {entry.columns[name] for name in spec.counts} == {"int32"}
            assert {entry.columns[name] for name in spec.means} <= {"double"}


def test_the_grid_is_dense(release):
    table = release.table("activity", "Sheffield")
    for dimension, members in (("ethnic_group", 8), ("deprivation", 13), ("parent_role", 4)):
        years = table[(table.period_kind == "year") & (table.dimension == dimension)]
        assert set(years.groupby(["period", "service"], observed=True).size()) == {members}
    everyone = table[(table.period_kind == "month") & (table.service == "All services")]
    assert everyone.period.nunique() == len(everyone) == 60


def test_quality_counts_what_is_recorded(release, folder):
    table = release.table("quality", "Sheffield")
    own = [row for row in rows(folder / "extracts", "referrals") if row["place"] == "Sheffield"]
    for period in release.manifest.years:
        year_rows = [row for row in own if year(row["received"]) == period]
        recorded = sum(bool(row["ethnicity"]) for row in year_rows)
        informative = sum(row["ethnicity"] not in ("", "Z", "99") for row in year_rows)
        cell = table[(table.period == period) & (table.service == "All services") & (table.member == "ethnicity")].iloc[
            0
        ]
        for found, true in zip(
            (cell.records, cell.complete, cell.valid), (len(year_rows), recorded, informative), strict=True
        ):
            assert abs(found - true) <= 4


@pytest.mark.parametrize("field", ["source", "parent_role", "stage", "age_band", "need_group", "hub", "imd_decile"])
def test_a_blank_field_is_not_complete_though_its_people_are_counted_as_not_recorded(release, folder, field):
    table = release.table("quality", "Sheffield")
    table = table[(table.service == "All services") & (table.member == field)].set_index("period")
    own = [row for row in rows(folder / "extracts", "referrals") if row["place"] == "Sheffield"]
    for period in release.manifest.years:
        recorded = sum(bool(row[field]) for row in own if year(row["received"]) == period)
        assert table.loc[period, "complete"] == table.loc[period, "valid"], period
        assert abs(table.loc[period, "complete"] - recorded) <= 4, period


def test_denominators_of_a_system_are_the_sums_of_its_places(release):
    own = [place for place, system in release.manifest.places.items() if system == SYSTEM]
    for basis, dimension, member in (("aged 0", "deprivation", "Core20"), ("residents", "ethnic_group", "Asian")):
        values = []
        for where in (*own, SYSTEM):
            table = release.table("population", where)
            one = (table.basis == basis) & (table.dimension == dimension) & (table.member == member)
            values.append(table.loc[one, "count"].iloc[0])
        assert sum(values[:-1]) == values[-1]
