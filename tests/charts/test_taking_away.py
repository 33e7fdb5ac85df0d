"""What leaves the screen: the table twin, the CSV, the picture. The same numbers, and whose they are."""

import csv
import io
import re
import struct
from dataclasses import replace

import pandas as pd
import pytest
from answers import by_decile, by_field, by_group, by_quarter, by_year
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.charts import export, picture, rate_by_decile, representation
from pimh_data.charts.table import twin


def read(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.to_csv(answer).decode("utf-8-sig"))))


def test_the_twin_tells_hidden_zero_and_no_data_apart():
    deciles = dict(zip((row[0] for row in twin(by_decile()).rows), twin(by_decile()).rows, strict=True))
    assert deciles["Decile 9"] == ("Decile 9", "hidden", "1,234", "hidden", "hidden")
    assert deciles["Decile 10"][1] == "0"
    years = twin(by_year()).rows
    assert years[1][1:] == ("hidden",) * 3
    assert years[2][1:] == ("no data",) * 3


def test_the_twin_writes_the_ends_of_an_interval_in_one_column():
    held = twin(by_decile())
    assert held.labels == ("Deprivation", "People seen", "Children aged 0", "Seen per 1,000", "95% interval")
    assert held.rows[0] == ("Decile 1", "5", "1,234", "70.0", "56.0 to 91.0")
    assert held.numeric == (False, True, True, True, True)


def test_the_twin_says_where_a_ratio_is_not_defined():
    assert twin(by_group()).rows[3][2:] == ("not defined",) * 4


def test_the_twin_keeps_a_decimal_for_shares_of_a_thousand_or_more():
    assert twin(by_field()).rows[0] == ("Ethnic category", "1,500", "95.5%", "93.4%")


@pytest.mark.parametrize("answer", [by_decile(), by_group(), by_year(), by_quarter(), by_field()], ids=lambda a: a.key)
def test_the_file_holds_the_numbers_of_the_table_and_says_whose_they_are(answer):
    rows = read(answer)
    assert len(rows) == len(answer.table)
    for column in answer.columns:
        if column.kind in ("count", "published", "rate", "ratio", "share"):
            name = next(heading for heading in rows[0] if heading.startswith(column.label))
            held = [float(row[name]) if row[name] else None for row in rows]
            expected = [None if pd.isna(value) else round(float(value), 6) for value in answer.table[column.name]]
            assert held == expected
    for row in rows:
        assert row["Place"] == "Sheffield"
        assert row.get("Chosen year", row["Year"]) == "2023/24"
        assert row["Deprivation group"] == "Everyone"
        assert row["Release"].startswith("Release test")
        assert "rounded" in row["Profile"]
        assert "Synthetic" in row["Data"]


def test_a_count_is_a_whole_number_and_a_published_figure_a_decimal():
    row = read(by_decile())[0]
    assert row["People seen (people)"] == "5"
    assert row["Children aged 0 (children)"] == "1234.0"


def test_a_hidden_number_is_empty_and_its_state_says_why():
    row = read(by_decile())[8]
    assert row["People seen (people)"] == row["Seen per 1,000"] == ""
    assert row["State"] == "hidden"


def test_text_that_a_spreadsheet_would_run_is_made_harmless():
    assert read(by_group())[2]["Ethnic group"] == "'=Asian"
    assert {row["Place"] for row in read(by_decile(place="@SUM(A1)"))} == {"'@SUM(A1)"}


@given(st.text())
def test_no_text_cell_ever_begins_as_a_formula(text):
    assert not export.safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert export.safe(text).removeprefix("'") == text.removeprefix("'")


def test_a_negative_number_stays_a_number():
    answer = by_group()
    table = answer.table.assign(ratio=-answer.table["ratio"])
    assert read(replace(answer, table=table))[0]["Representation ratio"] == "-0.93"


@given(st.text(min_size=1, max_size=40))
def test_a_file_name_holds_letters_digits_and_hyphens_only(place):
    assert re.fullmatch(r"[a-z0-9-]+\.csv", export.file_name(by_decile(place=place), "csv"))


def test_a_picture_is_sharp():
    content = picture.png(by_decile(), rate_by_decile.drawing(by_decile()))
    assert struct.unpack(">I", content[16:20])[0] >= 1600


def test_a_picture_says_what_it_shows_and_whose_data_it_is():
    answer = by_group()
    text = picture.svg(answer, representation.drawing(answer)).decode()
    for part in (
        "Sheffield, 2023/24: deciles 1-2 are seen less often.",
        "Sheffield, All services, 2023/24, Everyone",
        "Source: Extracts of the site",
        "Release test, made on 1 April 2025",
        "Counts rounded to the nearest 5",
        "A partnership. Synthetic demonstration data",
    ):
        assert part in text


def test_no_heading_of_a_file_stands_twice():
    answer = by_decile()
    place = replace(answer.columns[0], name="member", label="Place")
    own = replace(answer, columns=(place, *answer.columns[1:]))
    headings = next(csv.reader(io.StringIO(export.to_csv(own).decode("utf-8-sig"))))
    assert len(set(headings)) == len(headings)
    assert headings[0] == "Place"
    assert "Chosen place" in headings
    assert "Service" in headings
