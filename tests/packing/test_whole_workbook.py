"""The workbook of a whole selection: a contents sheet, one sheet a question, the numbers of its Answers."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from pimh_data.answer import Answer, Selection
from pimh_data.charts.export import columns_written
from pimh_data.charts.workbook import all_to_xlsx
from pimh_data.packing.exhibits import answers
from pimh_data.packing.files import BRIEF_FILES, Given
from pimh_data.release import Release, Store

SELECTION = Selection("Wirral", "All services", "2023/24")
KEYS = ("reach.people_seen", "equity.decile", "outcomes.change", "workforce.services")


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture(scope="module")
def held(release: Release) -> list[Answer]:
    found, lacks = answers(release, SELECTION, KEYS)
    assert lacks == {}
    return found


@pytest.fixture(scope="module")
def book(release: Release) -> CalamineWorkbook:
    return CalamineWorkbook.from_object(io.BytesIO(BRIEF_FILES["workbook"].make(release, SELECTION, Given())))


def test_every_number_is_the_answers_by_question_row_and_column(book: CalamineWorkbook, held: list[Answer]):
    for answer in held:
        (name,) = [one for one in book.sheet_names if one.partition(" ")[2] == answer.key]
        rows = book.get_sheet_by_name(name).to_python()
        columns = columns_written(answer)
        assert [one.label for one in columns] == [
            heading.removesuffix(f" ({one.unit})") for heading, one in zip(rows[0], columns, strict=False)
        ]
        for line, (_, row) in zip(rows[1:], answer.table.iterrows(), strict=True):
            for cell, column in zip(line, columns, strict=False):
                value = row[column.name]
                if pd.isna(value) or value == "":
                    assert cell == ""
                elif isinstance(value, str):
                    assert cell == value
                else:
                    assert cell == pytest.approx(float(value), abs=1e-6)


def test_contents_name_every_sheet_and_whose_numbers_they_are(book: CalamineWorkbook, held: list[Answer]):
    rows = book.get_sheet_by_name("Contents").to_python()
    facts = [(row[0], row[1]) for row in rows[:9]]
    assert facts[:3] == [("Place", "Wirral"), ("Service", "All services"), ("Period", "2023/24")]
    said = " ".join(value for _, value in facts)
    for words in ("Release demonstration", "Counts", "Synthetic", "Counts are approximate"):
        assert words in said
    listed = {row[4]: row for row in rows if row[0] in book.sheet_names}
    assert {row[0] for row in listed.values()} == set(book.sheet_names) - {"Contents", "Definitions"}
    for answer in held:
        assert listed[answer.key][1:4] == [answer.title, answer.finding.text, answer.caption]


def test_definitions_of_every_question_stand_under_its_sheet_name(book: CalamineWorkbook, held: list[Answer]):
    rows = book.get_sheet_by_name("Definitions").to_python()
    names = [row[0] for row in rows]
    for answer in held:
        (at,) = [number for number, name in enumerate(names) if name.partition(" ")[2] == answer.key]
        assert answer.evidence.definition in [row[1] for row in rows[at : at + 60]]


def test_published_cases_of_other_places_stay_out(book: CalamineWorkbook):
    assert not any("need.sheffield" in name or "published_comparison" in name for name in book.sheet_names)


def test_what_cannot_be_asked_is_named_with_its_reason():
    content = all_to_xlsx("Title", [("Place", "X")], [], {"need.none": "There is nothing to choose here."})
    rows = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_name("Contents").to_python()
    assert ["need.none", "There is nothing to choose here."] in [row[:2] for row in rows]


def test_hostile_words_are_words(held: list[Answer]):
    hostile = '=HYPERLINK("http://x") <b>&\'\x07' + "x" * 40_000
    table = held[3].table.copy()
    table["service"] = [hostile[:30_000]] * len(table)
    chosen = replace(held[3].selection, place=hostile[:200])
    spoiled = replace(held[3], table=table, selection=chosen, title="[a]:*?/\\" * 9)
    content = all_to_xlsx(hostile[:100], [("Place", hostile[:200])], [spoiled, spoiled], {"key": hostile[:100]})
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert all(b"<f>" not in sheet for sheet in sheets)
    assert not any(b"http://x" in sheet for sheet in sheets), "text lies among the shared strings, and links nowhere"


def test_the_same_answers_give_the_same_bytes(held: list[Answer]):
    facts = [("Place", "Wirral")]
    assert all_to_xlsx("T", facts, held, {}) == all_to_xlsx("T", facts, held, {})
