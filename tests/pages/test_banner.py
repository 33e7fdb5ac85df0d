"""The strip on every screen names what is missing of the data, and what ends earlier."""

from dataclasses import replace

from released_cells import Building

from pages.parts.banner import whose_data
from pimh_data.release import SourceEntry

MANIFEST = replace(Building().manifest(), extract_date="2026-03-31")


def said(*sources: SourceEntry) -> list[tuple[str, bool]]:
    return whose_data(replace(MANIFEST, sources=sources))


def test_a_source_that_brought_nothing_is_named_once_and_loudly_with_what_is_missing():
    sources = [SourceEntry(extract, "Little Steps", "2026-03-31", False) for extract in ("referrals", "contacts")]
    words = said(*sources, SourceEntry("system_work", "Ferry", "2026-03-31", False))
    missing = "referrals and contacts from Little Steps and system work from Ferry"
    assert (f"Without {missing}, which brought nothing this time", True) in words


def test_a_source_that_ends_earlier_is_named_with_its_last_day():
    words = said(
        SourceEntry("referrals", "RiO", "2025-12-31", True), SourceEntry("scores", "IAPTus", "2026-03-31", True)
    )
    assert ("RiO only to 31 December 2025", False) in words
    assert not any("IAPTus" in part for part, _ in words)


def test_a_source_of_which_a_named_file_is_missing_is_named_loudly_and_the_file_is_not():
    words = said(SourceEntry("referrals", "RiO", "2026-03-31", True, ("rio q1.csv",)))
    assert ("Without 1 file of referrals from RiO, not brought this time", True) in words
    two = said(SourceEntry("contacts", "RiO", "2026-03-31", True, ("rio q1.csv", "rio q4.csv")))
    assert ("Without 2 files of contacts from RiO, not brought this time", True) in two


def test_without_sources_nothing_is_said_of_them():
    assert said() == whose_data(MANIFEST)
    assert not any("Without" in part or "only to" in part for part, _ in said())
