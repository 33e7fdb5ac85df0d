"""What the Data page says: completeness, what was read and quarantined, how the counts are protected."""

import dataclasses

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.evidence import PROFILE
from pimh_data.questions.quality import completeness, extracts, protection
from pimh_data.questions.quality.completeness import label
from pimh_data.questions.quality.publication import COUNTED
from pimh_data.registry.cubes import CUBES
from pimh_data.release import ExtractCount

SELECTION = Selection("Sheffield", "All services", "2023/24")


def fields(building: Building, **counts: tuple[int | None, int | None, int | None]) -> None:
    for name, (records, complete, valid) in counts.items():
        cells = {"records": records, "complete": complete, "valid": valid}
        building.put("quality", "2023/24", cells, dimension="field", member=name)


@pytest.fixture
def release(tmp_path):
    building = Building()
    fields(building, ethnicity=(620, 590, 540), source=(620, 620, 620), imd_decile=(620, 600, 580))
    return building.open(tmp_path)


def test_the_least_known_field_comes_first_with_both_shares(release):
    table = completeness(release, SELECTION).table
    assert list(table["label"]) == ["Ethnic category", "Deprivation decile", "Source"]
    assert list(table["share_complete"]) == pytest.approx([590 / 620, 600 / 620, 1])
    assert list(table["share_valid"]) == pytest.approx([540 / 620, 580 / 620, 1])


def test_the_finding_names_the_fields_under_95_percent(release):
    assert completeness(release, SELECTION).finding.text == (
        "Sheffield, 2023/24: of 620 referrals, these are known least often: ethnic category (87%) and deprivation "
        "decile (94%)."
    )


def test_complete_hidden_and_missing_are_said_apart(tmp_path):
    good, hidden = Building(), Building()
    fields(good, source=(620, 620, 620))
    fields(hidden, source=(None, None, None))
    text = completeness(good.open(tmp_path / "good"), SELECTION).finding.text
    assert text == "Sheffield, 2023/24: every field is known for 100% of referrals."
    found = completeness(hidden.open(tmp_path / "hidden"), SELECTION)
    assert (found.finding.grade, list(found.table["state"])) == ("hidden", ["hidden"])
    other = Selection("Sheffield", "All services", "2022/23")
    empty = completeness(good.open(tmp_path / "again"), other)
    assert (empty.finding.grade, len(empty.table)) == ("no data", 0)


def test_no_exact_count_of_records_about_people_reaches_the_screen(release):
    counts = {
        "referrals": ExtractCount(60_012, 60_003, 9),
        "contacts": ExtractCount(320_701, 320_698, 3),
        "scores": ExtractCount(200, 200, 0),
        "places": ExtractCount(21, 21, 0),
    }
    manifest = dataclasses.replace(release.manifest, extracts=counts)
    answer = extracts(dataclasses.replace(release, manifest=manifest))
    rows = answer.table.set_index("extract")
    assert list(rows.loc["referrals"]) == ["60,010", "60,005", "10", "shown"]
    assert list(rows.loc["contacts"]) == ["320,700", "320,700", "fewer than 5", "shown"]
    assert list(rows.loc["scores"]) == ["200", "200", "none", "shown"]
    assert list(rows.loc["places"]) == ["21", "21", "none", "shown"]
    assert answer.finding.text == "Quarantined for breaking the contract: 10 of referrals and fewer than 5 of contacts."


def test_nothing_quarantined_is_said(release):
    manifest = dataclasses.replace(release.manifest, extracts={"referrals": ExtractCount(100, 100, 0)})
    text = extracts(dataclasses.replace(release, manifest=manifest)).finding.text
    assert text == "No record was quarantined: all that was read is in."


def test_copies_and_lines_that_are_no_records_are_said_and_protected(release):
    counts = {"referrals": ExtractCount(1_030, 1_000, 0, 3, 27), "places": ExtractCount(4, 2, 0, 1, 1)}
    manifest = dataclasses.replace(release.manifest, extracts=counts)
    answer = extracts(dataclasses.replace(release, manifest=manifest))
    assert answer.finding.text == "No record was quarantined."
    assert answer.evidence.caveats[:2] == (
        "Also read of referrals, and not counted: fewer than 5 identical copies of records already there and 25 lines "
        "that are no records, such as totals.",
        "Also read of places, and not counted: 1 identical copy of records already there and 1 line that is no "
        "record, such as totals.",
    )


def test_protection_says_the_profile_the_share_hidden_and_the_audit(release):
    answer = protection(release)
    rows = answer.table.set_index("counts")
    assert answer.finding.text.startswith(f"{PROFILE['rounded']}.")
    assert rows.at["Fields filled in", "audited"] == "not audited"
    assert rows.at["Fields filled in", "cells"] == "under 1 thousand"
    manifest = dataclasses.replace(release.manifest, hidden={"quality": 0.31})
    said = protection(dataclasses.replace(release, manifest=manifest)).finding.text
    assert said.endswith("Hidden: 31% of fields filled in.")


def test_every_kind_of_count_has_words():
    assert set(COUNTED) == set(CUBES)


def test_a_field_is_named_in_the_readers_words():
    assert (label("imd_decile"), label("parent_role"), label("stage")) == ("Deprivation decile", "Parent role", "Stage")


def test_protection_says_the_least_and_the_largest_share_hidden_and_in_full_what_was_audited_once(release):
    covered = "with all others together: breakdowns, services and periods"
    (held,) = release.tables.values()
    tables = {(cube, "Sheffield"): held for cube in ("pathway", "activity", "quality")}
    manifest = dataclasses.replace(
        release.manifest,
        hidden={"quality": 0.0, "activity": 0.36, "pathway": 0.61},
        audited={"pathway": covered, "activity": covered, "quality": "alone"},
    )
    answer = protection(dataclasses.replace(release, manifest=manifest, tables=tables))
    assert answer.finding.text.endswith("Hidden: 0% of fields filled in to 61% of steps of the care pathway.")
    assert list(answer.table["audited"]) == ["with all others together", "with all others together", "alone"]
    assert answer.notes[0] == "With all others together: breakdowns, services and periods."
    assert sum(note.startswith("With all others") for note in answer.notes) == 1
