"""Decisions in what leaves the room: those that hold in the Place, with what the number was and is."""

import io
import re
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from pimh_data.answer import Selection
from pimh_data.decisions import REMINDER, Ledger
from pimh_data.packing.decided import HEADINGS, MOST, ON_ONE_PAGE, Decided, decided
from pimh_data.packing.files import BRIEF_FILES, Given
from pimh_data.questions.address import Address, answer
from pimh_data.release import Release, Store
from tests.one_number.complaints import without_pictures

pytestmark = pytest.mark.usefixtures("unpainted")
HOSTILE = "<script>alert(1)</script> =HYPERLINK(1)"


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture(scope="module")
def unpainted():
    """Pictures hold no word of a decision."""
    with without_pictures():
        yield


def pinned(folder: Path, release: Release, place: str, words: str):
    return Ledger(folder).pin(
        answer(release, Address.of("reach.six_weeks", Selection(place, year="2023/24"), {})), words, "a lead"
    )


def test_those_of_the_place_are_told_with_the_number_of_then_and_of_now(release: Release, tmp_path: Path):
    pinned(tmp_path, release, "Sheffield", "Open a Tuesday clinic.")
    pinned(tmp_path, release, "Liverpool", "Ask for a second score.")
    reminder, told = decided(tmp_path, release, "Sheffield").sentences
    assert reminder == REMINDER
    assert "a lead, on “Seen within six weeks" in told
    assert "Open a Tuesday clinic." in told
    assert "Then: " in told
    assert "2024/25" in told.partition("Now: ")[2]
    assert decided(tmp_path, release, "Wirral").sentences == ()


def test_what_was_withdrawn_or_erased_is_left_out(release: Release, tmp_path: Path):
    gone = pinned(tmp_path, release, "Sheffield", "Open a Tuesday clinic.")
    Ledger(tmp_path).withdraw(gone.id, "a lead", "It was opened elsewhere.")
    assert decided(tmp_path, release, "Sheffield") == Decided()


def test_one_page_has_room_for_the_newest_alone_and_says_of_how_many(release: Release, tmp_path: Path):
    for number in range(ON_ONE_PAGE + 1):
        pinned(tmp_path, release, "Sheffield", f"Open clinic {number}.")
    found = decided(tmp_path, release, "Sheffield")
    assert len(found.held) == ON_ONE_PAGE + 1 <= MOST
    reminder, newest, _, left_out = found.in_short
    assert reminder == REMINDER
    assert re.search(r"Open clinic 2\. Then [\d.]+% \(2023/24\), now [\d.]+% \(2024/25\)\.$", newest)
    assert left_out == "The newest 2 of 3."
    assert found.sentences[-1].startswith(f"{found.held[-1][0].at:%d %B %Y}"), "papers and slides have room for all"


def test_the_workbook_lists_them_with_who_when_then_and_now(release: Release, tmp_path: Path):
    one = pinned(tmp_path, release, "Sheffield", "Open a Tuesday clinic.")
    content = BRIEF_FILES["workbook"].make(release, Selection("Sheffield", year="2024/25"), Given(releases=tmp_path))
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    headings, row = book.get_sheet_by_name("Decisions").to_python()
    assert tuple(headings) == HEADINGS
    assert row[1:4] == ["a lead", one.title, "Open a Tuesday clinic."]
    assert row[4].startswith(one.value)
    assert "2024/25" in row[5]
    (listed,) = (line for line in book.get_sheet_by_name("Contents").to_python() if line[0] == "Decisions")
    assert REMINDER in listed[1]


@pytest.mark.parametrize("kind", BRIEF_FILES)
def test_every_file_of_a_brief_holds_them_and_runs_nothing_of_them(release: Release, tmp_path: Path, kind: str):
    selection = Selection("Sheffield", year="2024/25")
    without = BRIEF_FILES[kind].make(release, selection, Given(releases=tmp_path))
    pinned(tmp_path, release, "Sheffield", HOSTILE)
    held = BRIEF_FILES[kind].make(release, selection, Given(releases=tmp_path))
    assert HOSTILE not in text_of(without)
    assert HOSTILE in text_of(held)


def text_of(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return unescape(re.sub(r"<[^>]+>", " ", content.decode()))
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        parts = [name for name in held.namelist() if name.endswith(".xml")]
        return " ".join("".join(ElementTree.fromstring(held.read(name)).itertext()) for name in parts)  # noqa: S314 - a slide that was written just now
