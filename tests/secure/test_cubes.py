"""Every released cell against a recount in plain Python; the shape of the cubes; what is hidden and why."""

import os
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from recount import RECOUNTED, recount, rows, shown, year

from pimh_data.registry.cubes import CUBES, KEYS
from pimh_data.registry.disclosure import SENSITIVE
from pimh_data.release import Release, open_release
from pimh_data.secure.demo import write_demo
from pimh_data.secure.publish import publish

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
    return recount(folder / "extracts", set(release.wheres) if WHOLE else WHERES, secret)


def cells(release: Release, cube: str, wheres: set[str]) -> pd.DataFrame:
    return pd.concat([release.table(cube, where) for where in release.wheres if where in wheres], ignore_index=True)


@pytest.mark.parametrize("cube", RECOUNTED)
def test_every_released_cell_equals_the_protected_recount(release, counted, cube):
    wheres = set(release.wheres) if WHOLE else WHERES
    table = cells(release, cube, wheres)
    keys = [*(name for name in KEYS if name not in ("basis", "period_kind")), *CUBES[cube].extra_keys]
    seen, kinds, wrong, errors = set(), Counter(), [], []
    for row in table.to_dict("records"):
        key = tuple(row[name] for name in keys)
        seen.add(key)
        true = counted[cube].get(key, {})
        for name in CUBES[cube].counts:
            people, drawn_by = true.get(name, (0, 0))
            if pd.isna(row[name]):
                few = 10 if row["member"] in SENSITIVE else 5
                kinds["hidden, too few" if people < few else "hidden to protect another"] += 1
            elif row[name] == shown(people, drawn_by):
                kinds["shown"] += 1
                errors.append(row[name] - people)
            else:
                wrong.append((key, name, people, row[name]))
    total = kinds.total()
    sys.stdout.write(
        f"\n{cube}: {total:,} cells, " + ", ".join(f"{k} {n / total:.1%}" for k, n in kinds.items()) + "\n"
    )
    assert wrong == []
    assert nobody_lost(set(counted[cube]), seen)
    assert kinds["hidden to protect another"] < 0.01 * total
    # An error of rounding is 2 people on average: of few cells their mean is known only so well.
    assert abs(sum(errors) / len(errors)) < max(0.05, 6 / len(errors) ** 0.5)


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
