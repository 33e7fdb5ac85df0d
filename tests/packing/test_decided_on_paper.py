"""Decisions in what leaves the room: those that hold in the Place, with what the number was and is."""

from pathlib import Path

import pytest

from pimh_data.answer import Selection
from pimh_data.decisions import REMINDER, Ledger
from pimh_data.packing.decided import decided
from pimh_data.packing.files import BRIEF_FILES, Given
from pimh_data.questions.address import Address, answer
from pimh_data.release import Release, Store

HOSTILE = "<script>alert(1)</script> =HYPERLINK(1)"


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def pinned(folder: Path, release: Release, place: str, words: str):
    return Ledger(folder).pin(
        answer(release, Address.of("reach.six_weeks", Selection(place, year="2023/24"), {})), words, "a lead"
    )


def test_those_of_the_place_are_told_with_the_number_of_then_and_of_now(release: Release, tmp_path: Path):
    pinned(tmp_path, release, "Sheffield", "Open a Tuesday clinic.")
    pinned(tmp_path, release, "Liverpool", "Ask for a second score.")
    reminder, told = decided(tmp_path, release, "Sheffield")
    assert reminder == REMINDER
    assert "a lead, on “Seen within six weeks" in told
    assert "Open a Tuesday clinic." in told
    assert "Then: " in told
    assert "2024/25" in told.partition("Now: ")[2]
    assert decided(tmp_path, release, "Wirral") == ()


def test_what_was_withdrawn_or_erased_is_left_out(release: Release, tmp_path: Path):
    gone = pinned(tmp_path, release, "Sheffield", "Open a Tuesday clinic.")
    Ledger(tmp_path).withdraw(gone.id, "a lead", "It was opened elsewhere.")
    assert decided(tmp_path, release, "Sheffield") == ()


@pytest.mark.parametrize("kind", ["slides", "board-paper"])
def test_slides_and_board_paper_hold_them_and_run_nothing_of_them(release: Release, tmp_path: Path, kind: str):
    selection = Selection("Sheffield", year="2024/25")
    without = BRIEF_FILES[kind].make(release, selection, Given(releases=tmp_path))
    pinned(tmp_path, release, "Sheffield", HOSTILE)
    held = BRIEF_FILES[kind].make(release, selection, Given(releases=tmp_path))
    assert HOSTILE not in text_of(without)
    assert HOSTILE in text_of(held)


def text_of(content: bytes) -> str:
    import io
    import zipfile
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(content)) as held:
        parts = [name for name in held.namelist() if name.endswith(".xml")]
        return " ".join("".join(ElementTree.fromstring(held.read(name)).itertext()) for name in parts)  # noqa: S314 - a slide that was written just now
