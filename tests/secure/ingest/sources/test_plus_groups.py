"""Yes-columns become plus groups row by row, also where a row belongs to none."""

from extracts import PLACES, SERVICES

from pimh_data.secure.reading import read_extracts
from pimh_data.secure.settings import read_settings

SETTINGS = """
synthetic = true
site = "Test"
extract_date = 2025-03-31
[[sources.referrals]]
files = "log.csv"
[sources.referrals.columns]
"Ref" = "referral_id"
"Client" = "person_id"
"In" = "received"
"Outcome" = "decision"
[sources.referrals.constants]
id_domain = "local"
place = "Sheffield"
service = "Light"
[sources.referrals.plus_groups]
"""
ROWS = ["Y,N", "N,N", "Y,Y", ",Y", ","]


def groups(folder, columns):
    lines = [f"R{number},P{number},2024-05-01,accepted,{yes}" for number, yes in enumerate(ROWS)]
    (folder / "log.csv").write_text("\n".join(["Ref,Client,In,Outcome,Interpreter,Loss", *lines]), encoding="utf-8")
    (folder / "extract.toml").write_text(SETTINGS + columns, encoding="utf-8")
    for name, rows in (("places", PLACES), ("services", SERVICES)):
        lines = [rows[0].keys(), *(row.values() for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    found = read_extracts(folder, read_settings(folder), lambda _: None)
    return found["referrals"].table["plus_groups"].to_pylist()


def test_one_yes_column_keeps_the_rows_that_say_no(tmp_path):
    found = groups(tmp_path, '"Interpreter" = "interpreter needed"\n')
    assert found == ["interpreter needed", "", "interpreter needed", "", ""]


def test_two_yes_columns_are_joined_and_rows_of_neither_are_kept(tmp_path):
    found = groups(tmp_path, '"Interpreter" = "interpreter needed"\n"Loss" = "baby loss"\n')
    assert found == ["interpreter needed", "", "interpreter needed; baby loss", "baby loss", ""]
