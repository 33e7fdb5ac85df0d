"""Folders whose days name a time zone, or whose ethnic codes carry local characters: right, or refused by name."""

import datetime as dt
import shutil
import zoneinfo
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extracts import referral, write_extracts

from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.settings import read_settings

FAULTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "faults"
shared = pytest.mark.skipif(not FAULTS.exists(), reason="the shared data are not here")
LONDON = zoneinfo.ZoneInfo("Europe/London")
DAYS = [dt.date(2024, 3, 30) + dt.timedelta(days=i) for i in range(4)] + [  # about the night in which summer begins
    dt.date(2024, 10, 26) + dt.timedelta(days=i) for i in range(3)
]


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def accepted(checks: Checks) -> pd.DataFrame:
    return checks.extracts["referrals"].accepted.to_pandas().set_index("referral_id")


@shared
def test_midnight_in_england_is_that_day_also_in_summer(tmp_path):
    folder = shutil.copytree(FAULTS / "tz_parquet", tmp_path / "own")
    taken = accepted(check(folder))
    written = pq.read_table(folder / "referrals.parquet").to_pandas().set_index("referral_id")
    for column in ("received", "first_contact", "closed"):
        expected = written[column].map(lambda moment: moment.astimezone(LONDON).date())
        assert [str(day)[:10] for day in taken[column].loc[expected.index]] == [str(day) for day in expected]
    assert len(taken) == len(written) == 40


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
@pytest.mark.parametrize("unit", ["s", "ns"])
def test_a_database_elsewhere_gives_the_day_in_england(zone, unit, tmp_path):
    folder = write_extracts(tmp_path)
    rows = [referral(i, first_contact="", closed="") for i in range(len(DAYS))]
    columns = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in rows[0]}
    midnights = [dt.datetime.combine(day, dt.time(0), LONDON) for day in DAYS]
    columns["received"] = pa.array(midnights, pa.timestamp(unit, zone))
    (folder / "referrals.csv").unlink()
    pq.write_table(pa.table(columns), folder / "referrals.parquet")
    taken = accepted(check(folder))
    assert [str(taken.received[f"R{i}"])[:10] for i in range(len(DAYS))] == [str(day) for day in DAYS]


def test_texts_that_name_their_zone_are_that_day_in_england(tmp_path):
    folder = write_extracts(tmp_path)
    rows = [referral(i, first_contact="", closed="") for i in range(len(DAYS))]
    for row, day in zip(rows, DAYS, strict=True):
        row["received"] = dt.datetime.combine(day, dt.time(0), LONDON).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = ["|".join(rows[0]), *("|".join(row.values()) for row in rows)]
    (folder / "referrals.csv").unlink()
    (folder / "log.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "extract.toml").open("a", encoding="utf-8") as file:
        file.write('[[sources.referrals]]\nfiles = "log.txt"\nseparator = "|"\n')
    taken = accepted(check(folder))
    assert [str(taken.received[f"R{i}"])[:10] for i in range(len(DAYS))] == [str(day) for day in DAYS]


def as_national(written: str) -> str:
    """The NHS code behind what a system wrote, by the rule in words: the first character, in any case; 99 is whole."""
    text = written.strip()
    return text if text == "99" else text[:1].upper()


@shared
def test_a_local_character_behind_a_national_code_is_dropped(tmp_path):
    folder = shutil.copytree(FAULTS / "ethnicity_two_characters", tmp_path / "own")
    checks = check(folder)
    written = pd.read_csv(folder / "referrals.csv", dtype=str).set_index("referral_id").ethnicity
    good = written[~written.str.strip().isin(["X", "9"])]  # no national code begins so
    assert len(good) == 32
    assert accepted(checks).ethnicity.to_dict() == good.map(as_national).to_dict()
    _all_refused_for_their_ethnicity(checks, 8)


LOCAL = ["b9", "Z/", "S1", "R-", "99", "n ", "G2", "J*", "p1", "z"]
NONE = ["X1", "9", "I1", "O", "98", "?"]


@pytest.mark.parametrize("form", ["xlsx", "parquet", "csv"])
def test_other_local_characters_are_dropped_in_every_format(form, tmp_path):
    folder = write_extracts(tmp_path)
    rows = [referral(i, ethnicity=code) for i, code in enumerate([*LOCAL, *NONE])]
    if form == "csv":
        write_extracts(tmp_path, rows)
    else:
        (folder / "referrals.csv").unlink()
    if form == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(list(rows[0]))
        for row in rows:
            book.active.append(list(row.values()))
        book.save(folder / "referrals.xlsx")
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), folder / "referrals.parquet")
    checks = check(folder)
    expected = {f"R{i}": as_national(code) for i, code in enumerate(LOCAL)}
    assert accepted(checks).ethnicity.to_dict() == expected
    _all_refused_for_their_ethnicity(checks, len(NONE))


def _all_refused_for_their_ethnicity(checks: Checks, rows: int) -> None:
    problems = checks.extracts["referrals"].problems
    assert set(problems["column"].to_pylist()) == {"ethnicity"}
    assert len(set(problems["row"].to_pylist())) == checks.extracts["referrals"].count.quarantined == rows
