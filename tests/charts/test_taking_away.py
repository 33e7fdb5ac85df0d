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

from pimh_data.answer import Keeps
from pimh_data.charts import dictionary, export, picture, rate_by_decile, representation
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
    assert twin(by_group()).rows[3][2:] == ("", *["not defined"] * 5)


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
        assert row["Chosen year"] == "2023/24"
        assert row["Deprivation group"] == "Everyone"
        assert row["Release"].startswith("Release test")
        assert "rounded" in row["Profile"]
        assert "Synthetic" in row["Data"]


def test_whole_numbers_are_written_whole_and_others_as_decimals():
    row = read(by_decile())[0]
    assert row["People seen (people)"] == "5"
    assert row["Children aged 0 (children)"] == "1234"
    assert row["Seen per 1,000"] == "70"
    assert read(by_group())[0]["Rate ratio"] == "0.93"
    assert not re.search(rb"\d\.0\b", export.to_csv(by_decile()))


def test_a_file_says_of_which_period_its_numbers_are_beside_the_year_that_was_chosen():
    answer = by_decile()
    longer = replace(answer, evidence=replace(answer.evidence, period="Courses closed 2022/23 to 2024/25 together"))
    row = read(longer)[0]
    assert (row["Chosen year"], row["Period"]) == ("2023/24", "Courses closed 2022/23 to 2024/25 together")
    assert longer.caption.endswith("Everyone. Courses closed 2022/23 to 2024/25 together")
    assert "2023/24" not in longer.caption
    svg = picture.svg(longer, rate_by_decile.drawing(longer)).decode()
    assert "Courses closed 2022/23 to 2024/25 together" in svg


def test_where_every_row_has_a_period_of_its_own_no_other_is_given_beside_it():
    assert (
        "Period"
        not in read(replace(by_year(), columns=(replace(by_year().columns[0], label="Year"), *by_year().columns[1:])))[
            0
        ]
    )
    assert by_year().period == ""


def test_a_file_says_what_is_counted_where_the_chosen_group_is_not():
    why = Keeps("Everyone is counted: the release holds no stage within the most deprived fifth (Core20).")
    answer = by_decile()
    kept = replace(answer, selection=replace(answer.selection, deprivation="Core20"), keeps=(why,))
    assert {row["Deprivation group"] for row in read(kept)} == {why}
    assert "Core20" not in kept.caption
    assert "Everyone" in kept.caption


@pytest.mark.parametrize("answer", [by_decile(), by_group(), by_year(), by_quarter(), by_field()], ids=lambda a: a.key)
def test_the_dictionary_says_of_every_column_of_the_file_what_it_holds(answer):
    headings = next(csv.reader(io.StringIO(export.to_csv(answer).decode("utf-8-sig"))))
    held = list(csv.DictReader(io.StringIO(dictionary.to_dictionary(answer).decode("utf-8-sig"))))
    assert [row["Name"] for row in held if row["About"] == "column"] == headings
    assert all(row["Meaning"] for row in held)
    terms = {row["Name"]: row["Meaning"] for row in held if row["About"] == "term"}
    assert terms["Method"] == answer.evidence.method
    assert terms["Finding"] == answer.finding.text


def test_a_file_and_its_dictionary_are_read_as_they_are_by_pandas():
    answer = by_decile()
    table = pd.read_csv(io.BytesIO(export.to_csv(answer)))
    assert table.shape == (len(answer.table), len(read(answer)[0]))
    assert pd.api.types.is_integer_dtype(table["Children aged 0 (children)"])
    assert list(pd.read_csv(io.BytesIO(dictionary.to_dictionary(answer)))) == ["About", "Name", "Meaning"]


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
    assert read(replace(answer, table=table))[0]["Rate ratio"] == "-0.93"


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
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen less often.",
        "Sheffield, All services, Everyone. Financial year 2023/24",
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
