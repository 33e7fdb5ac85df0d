"""Children by LSOA and residents by ethnic group are fetched as the other official files are, and read before kept."""

import io
import sys
from pathlib import Path

import pandas as pd
from scripted_server import whole
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.registry import reference
from pimh_data.secure.fetch import fetch, sources
from pimh_data.secure.fetch.transport import Limits
from pimh_data.secure.population_files import population_files

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from population_sheets import ages_workbook, ethnic_rows

GROUPS, AGES = "population/census2021_ts021_district.csv", "population/lsoa_single_year_of_age.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = reference.load("district_children")
DISTRICTS = TABLE.district_code[TABLE.year == "2023"].tolist()


def groups(districts):
    text = io.StringIO()
    pd.DataFrame(ethnic_rows(dict.fromkeys(districts, 400))).to_csv(text, index=False)
    return whole(text.getvalue().encode(), "text/csv")


def ages(folder, districts):
    lsoas = {f"E010{at:05}": (code, [9, 9, 9, 9, 9]) for at, code in enumerate(districts)}
    return whole(ages_workbook(folder / "served.xlsx", lsoas).read_bytes(), XLSX)


def fetched(server, folder):
    return fetch(folder, sources(["population"], mirror=server.address), limits=Limits(sleep=lambda _: None))


def test_both_files_arrive_and_are_read_by_what_reads_the_folder(server, tmp_path):
    server.script(f"/{GROUPS}", groups(DISTRICTS))
    server.script(f"/{AGES}", ages(tmp_path / "served", DISTRICTS))
    found = fetched(server, tmp_path)
    assert [done.outcome for done in found] == ["fetched", "fetched"], [done.line for done in found]
    one, other = population_files(tmp_path)
    assert (one.by_ethnic_group, other.by_ethnic_group, other.year) == (True, False, "2024")
    assert other.table.age_0_4.tolist() == [5 * (9 + 10)] * len(DISTRICTS)


def test_the_wrong_file_and_one_of_too_few_districts_are_not_kept(server, tmp_path):
    server.script(f"/{GROUPS}", groups(DISTRICTS[:100]))
    server.script(f"/{AGES}", whole(b"GEOGRAPHY_CODE,OBS_VALUE\n", XLSX))
    found = fetched(server, tmp_path)
    assert [done.outcome for done in found] == ["failed", "failed"]
    assert "it has 100 districts of England" in found[0].words
    assert not list((tmp_path / "population").glob("*.*"))


def test_fetch_population_names_the_kind_before_the_folder(server, tmp_path):
    server.script(f"/{GROUPS}", groups(DISTRICTS))
    server.script(f"/{AGES}", ages(tmp_path / "served", DISTRICTS))
    folder = tmp_path / "extracts"
    result = CliRunner().invoke(app, ["fetch", "population", str(folder), "--mirror", server.address])
    assert result.exit_code == 0, result.output
    assert {path.name for path in folder.glob("*/*")} == {Path(GROUPS).name, Path(AGES).name}


def test_a_kind_without_a_folder_is_refused_with_what_to_write():
    result = CliRunner().invoke(app, ["fetch", "population"])
    assert result.exit_code == 2
    assert "fetch population EXTRACTS" in result.output
