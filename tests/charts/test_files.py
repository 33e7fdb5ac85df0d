"""The file of every question: each heading once, one rectangle, whole numbers whole, and a dictionary of all of it."""

import csv
import io
import re
from pathlib import Path

import pytest

from pimh_data.answer import Answer, Selection
from pimh_data.charts import dictionary, export
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.release import Release, Store


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def asked(release: Release, key: str) -> Answer | None:
    about = Selection("Sheffield", "All services", "2024/25", "Core20") if QUESTIONS[key].about == "selection" else None
    try:
        return answer(release, Address(key, about))
    except SelectionError:
        return None  # of a case that this release does not name, or an indicator that it does not hold


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_file_is_one_rectangle_with_each_heading_once_and_whole_numbers_whole(key: str, release: Release):
    found = asked(release, key)
    if found is None:
        assert key.startswith("indicators.")
        return
    headings, *lines = rows(export.to_csv(found))
    assert len(set(headings)) == len(headings)
    assert {len(line) for line in lines} <= {len(headings)}
    texts = {export.heading(column) for column in found.columns if column.kind in ("text", "state")}
    for heading, *values in zip(headings, *lines, strict=True):
        if heading not in texts:
            assert not [value for value in values if re.fullmatch(r"-?\d+\.0+", value)], heading
    named = [line[1] for line in rows(dictionary.to_dictionary(found)) if line[0] == "column"]
    assert named == headings
    if found.selection.year:
        assert "Chosen year" in headings
        assert "Period" in headings or "period" in found.table
