"""An answer that does not follow the chosen deprivation group says so in its heading line; one that does, does not."""

import re
from pathlib import Path

import pytest

from pimh_data.answer import Answer, Finding, Keeps, KeepsGroups, NoGroups, Selection, naming_everyone
from pimh_data.errors import SelectionError
from pimh_data.questions import words
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.release import Release, Store

ABOUT_A_SELECTION = [key for key, question in QUESTIONS.items() if question.about == "selection"]
CHOSEN = ("Core20", "Decile 3")
# Their sentence follows the choice, though the rows are of both groups whatever is chosen.
SENTENCE_FOLLOWS = ("reach.still_waiting", "reach.waits_curve")
SELECTED = (("Sheffield", "All services", "2023/24"), ("All Places", "All services", "2024/25"))


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def numbers(found: Answer) -> list[dict]:
    """Its rows, without which of them a chart draws in focus."""
    table = found.table.drop(columns=["focus"], errors="ignore")
    return table.astype(object).where(table.notna(), None).to_dict("records")


@pytest.mark.parametrize("key", ABOUT_A_SELECTION)
def test_an_answer_whose_numbers_stay_says_what_it_counts_in_place_of_the_chosen_group(key: str, release: Release):
    for place, service, year in SELECTED:
        try:
            everyone = answer(release, Address(key, Selection(place, service, year)))
        except SelectionError:
            assert key.startswith("indicators.")  # of which the demonstration has none
            continue
        assert everyone.keeps == ()
        for group in CHOSEN:
            found = answer(release, Address(key, Selection(place, service, year, group)))
            assert all(isinstance(why, Keeps) for why in found.keeps)
            assert not any(isinstance(note, Keeps) for note in found.notes)
            if key not in SENTENCE_FOLLOWS and len(found.table) and numbers(found) == numbers(everyone):
                assert found.keeps, f"{group} changes nothing, and nothing says so"
            if found.keeps and not isinstance(found.keeps[0], KeepsGroups):
                assert numbers(found) == numbers(everyone), "it says that everyone is counted"
                assert "Everyone" in found.caption


def test_a_part_of_another_answer_says_so_too(release: Release):
    parts = [key for key in ABOUT_A_SELECTION if QUESTIONS[key].part_of]
    assert parts
    selection = Selection("Sheffield", "All services", "2023/24", "Decile 3")
    for key in parts:
        whole = answer(release, Address(QUESTIONS[key].part_of, selection))
        assert answer(release, Address(key, selection)).keeps == whole.keeps


def test_a_sentence_names_everyone_where_everyone_is_counted_in_place_of_the_chosen_decile(release: Release):
    selection = Selection("Sheffield", "All services", "2023/24", "Decile 1")
    named = 0
    for key in ABOUT_A_SELECTION:
        found = answer(release, Address(key, selection)) if not key.startswith("indicators.") else None
        if found and found.keeps and not isinstance(found.keeps[0], KeepsGroups | NoGroups):
            assert "everyone" in re.split(r"[:.] ", found.finding.text)[0].split(", "), found.finding.text
            named += 1
    assert named > 20


@pytest.mark.parametrize("group", ["Core20", "The rest", "Decile 3"])
def test_a_sentence_names_the_chosen_group_wherever_it_is_what_is_counted(group: str, release: Release):
    followed = 0
    for place in ("Sheffield", "Cheshire and Merseyside"):
        for key in ABOUT_A_SELECTION:
            if key.startswith("indicators."):
                continue
            found = answer(release, Address(key, Selection(place, "All services", "2023/24", group)))
            if not found.keeps and found.finding.grade != "no data":
                assert words.group(group) in found.finding.text, f"{key}: {found.finding.text}"
                followed += 1
    assert followed > 20


def test_need_beside_people_seen_is_said_of_the_chosen_group_and_of_everyone_for_a_decile(release: Release):
    for group, named, row in (
        ("Core20", "the most deprived fifth (Core20)", "Core20"),
        ("The rest", "the rest (deciles 3-10)", "The rest"),
        ("Decile 3", "everyone", "Everyone"),
    ):
        selection = Selection("Sheffield", "All services", "2023/24", group)
        found = answer(release, Address("need.coverage_by_deprivation", selection))
        seen = found.table.set_index("member").at[row, "people"]
        assert found.finding.text.startswith(f"Sheffield, 2023/24, {named}: {seen:,} people were seen;")


def test_everyone_is_named_once_and_after_what_the_sentence_is_about():
    why, groups = Keeps("Everyone is counted: ..."), KeepsGroups("Groups are compared here.")
    said = Finding("Sheffield, 2023/24, EPDS: 59% of 345: all.", "description")
    assert naming_everyone(said, (why,)).text == "Sheffield, 2023/24, EPDS, everyone: 59% of 345: all."
    assert naming_everyone(naming_everyone(said, (why,)), (why,)) == naming_everyone(said, (why,))
    assert naming_everyone(said, (groups,)) == naming_everyone(said, ()) == said
    assert naming_everyone(Finding("Sheffield, 2023/24. Was it in time? Yes: 5.", "description"), (why,)).text == (
        "Sheffield, 2023/24, everyone. Was it in time? Yes: 5."
    )
