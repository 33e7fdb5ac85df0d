"""Wherever a number stands on the screens of a selection, it is one number with one interval, and its table holds it.

Of twenty drawn selections six are read each day; and every fault that was once there is put back, to see that it is
found.
`python -m tests.consistency --number 300` reads more.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pimh_data.answer import Answer
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.funding.loss import Loss
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, THE_REST
from tests.a_part import a_part_of
from tests.consistency.drawing import drawn, screens_of
from tests.consistency.numbers import read
from tests.consistency.printing import prints_triple
from tests.consistency.rules import Complaint, complaints
from tests.consistency.screens import screen
from tests.consistency.tables import Triple

NUMBER, OF_A_DAY = 20, 6
Look = Callable[..., list[Complaint]]


@pytest.fixture
def look(demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """look('equity.py', place='Halton') -> the complaints about these screens; a copy: answers are new."""
    shutil.copytree(demo_release, tmp_path / "releases", copy_function=os.link)
    monkeypatch.setenv("PIMH_RELEASES", str(tmp_path / "releases"))

    def looked(*pages: str, **asked: str) -> list[Complaint]:
        return complaints([screen(page, asked) for page in pages])

    return looked


@pytest.mark.parametrize("number", a_part_of(range(NUMBER), OF_A_DAY, "consistent selections"))
def test_a_drawn_selection_says_one_thing_of_each_thing(demo_release, monkeypatch, number):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    selection = drawn(demo_release, NUMBER, seed=0)[number]
    assert [str(one) for one in complaints(screens_of(selection, number))] == []


# Every fault put back


def rules(found: list[Complaint]) -> set[str]:
    return {complaint.rule for complaint in found}


SUMMARY, EQUITY, CHANGED = "summary.py", "equity.py", "outcomes.py"
IN_PLACE = {"place": "Sheffield", "year": "2024/25"}


def test_a_second_share_of_those_who_improved_on_the_summary_is_found(look, monkeypatch):
    def of_everyone(outcomes: Answer) -> str:
        row = outcomes.table[(outcomes.table["period"] == outcomes.selection.year).to_numpy()].iloc[0]
        share = percent(row["improved"] / row["eligible"])
        return (
            f"Of {people(row['eligible'])} people due two EPDS scores, {people(row['improved'])} ({share}) are known "
            "to have improved reliably."
        )

    monkeypatch.setattr("pimh_data.briefing.summary._outcomes", of_everyone)
    assert "two numbers for one thing" in rules(look(SUMMARY, CHANGED, **IN_PLACE))


def test_another_comparison_on_equity_than_on_the_summary_is_found(look, monkeypatch):
    def against_deciles_9_and_10(tell, held):
        far = ("Decile 9", "Decile 10")
        found = RatesCompared(
            RateSide(words.CORE20, held.seen(CORE20), held.children(CORE20)),
            RateSide("deciles 9-10", held.seen(*far), held.children(*far)),
        )
        return tell.says(f"{words.CORE20} are seen {found.in_words()}, beyond chance.", "worse")

    monkeypatch.setattr("pimh_data.questions.equity.decile_finding.core20_said", against_deciles_9_and_10)
    assert "two numbers for one thing" in rules(look(SUMMARY, EQUITY, **IN_PLACE))


def test_shares_of_those_lost_that_forget_how_much_ends_are_found(look, monkeypatch):
    def of_all(found: dict[tuple[str, str], Loss]) -> str:
        core20, rest = (found[DEPRIVATION.name, group] for group in (CORE20, THE_REST))
        ours, theirs = (percent(one.only.value / one.before.value, one.before.value) for one in (core20, rest))
        return f"That is {ours} of those from the most deprived fifth (Core20) and {theirs} of the rest."

    monkeypatch.setattr("pimh_data.questions.funding.people._groups_beside_each_other", of_all)
    found = look("need_ends.py", **IN_PLACE, **{"ends-percent": "50"})
    assert [one.panel for one in found if one.rule == "not in the table"].count("funding-people") >= 2


def test_a_share_of_shown_bands_over_everyone_is_found(look, monkeypatch):
    # By its name among modules: in its package a function has the same.
    severity = sys.modules["pimh_data.questions.outcomes.severity"]
    monkeypatch.setattr(severity, "_in_words", lambda share: percent(share[0]))
    found = look("outcomes_recovery.py", place="Liverpool", year="2023/24", outcome_measure="PHQ-9")
    assert "outcomes-severity" in {one.panel for one in found if one.rule == "not in the table"}


@pytest.mark.parametrize(
    ("says", "text", "panel"),
    [
        ("how_fast", "61.3% were seen within six weeks.", "reach-people-seen"),
        (
            "by_ethnic_group",
            "People other than White British or Irish are seen 61% less often than White British or Irish people (95% "
            "interval 52% to 68% less), beyond chance.",
            "equity-core20",
        ),
    ],
)
def test_what_the_summary_says_of_another_page_is_looked_up_in_its_file(look, monkeypatch, says, text, panel):
    monkeypatch.setattr(f"pimh_data.briefing.summary.{says}", lambda found: text)
    assert {(one.rule, one.panel) for one in look(SUMMARY, **IN_PLACE)} == {("not in the table", panel)}


def test_the_gap_that_could_be_seen_is_one_number_in_sentence_and_table(look):
    assert look("equity_pathway.py", place="Liverpool", year="2023/24", deprivation="Decile 1") == []


OF_FEW = {"place": "Liverpool", "service": "Dads and co-parents", "year": "2022/23", "outcome_measure": "CORE-10"}


def test_an_opening_that_ends_with_one_finding_is_looked_up_in_the_files_of_the_others_too(look, monkeypatch):
    assert look(SUMMARY, **OF_FEW) == []
    monkeypatch.setattr("pimh_data.briefing.summary._births", lambda *given: ", about 1 for every 268 babies")
    assert rules(look(SUMMARY, **OF_FEW)) == {"not in the table"}


def test_an_interval_without_its_signs_is_found(look, monkeypatch):
    def unsigned(lower: float, upper: float) -> str:
        return " to ".join(f"{end:.1f}" for end in sorted((abs(lower), abs(upper))))

    monkeypatch.setattr(words, "signed_interval", unsigned)
    asked = {"place": "Wirral", "service": "Home-Start volunteers", "outcome_measure": "HADS-A"}
    assert "not in the table" in rules(look("outcomes_services.py", **asked))


def test_a_floor_beside_a_range_is_found(look, monkeypatch):
    from pimh_data.questions.outcomes import national
    from pimh_data.questions.outcomes.beside_published import OURS

    made = national.national_rows

    def with_floor(*given):
        return [{**row, "published": row["share_lower"]} if row["kind"] == OURS else row for row in made(*given)]

    monkeypatch.setattr(national, "national_rows", with_floor)
    found = look("outcomes_national.py", **IN_PLACE, outcome_measure="PHQ-9")
    assert "a floor stands as the number" in rules(found)


# The grammar


@pytest.mark.parametrize(
    ("sentence", "quantities"),
    [
        (
            "1,255 people were seen in 2024/25, 80 more than the year before.",
            [(1255, None, None, ""), (80, None, None, "")],
        ),
        ("Deciles 1-2 are seen 0.84 times as often (95% interval 0.74 to 0.95).", [(0.84, 0.74, 0.95, "times")]),
        (
            "EPDS: 58% of the 325 with two scores improved reliably (95% interval 52 to 65).",
            [(58, 52, 65, "%"), (325, None, None, "")],
        ),
        ("Of all 565 that is at least 33% and at most 77%.", [(565, None, None, ""), (None, 33, 77, "%")]),
        ("No clear difference (+3 points, 95% interval -6 to +11).", [(3, -6, 11, "points")]),
        ("15% less often (95% interval 32% less to 6% more) by 31 March 2025", [(15, 32, 6, "%")]),
        (
            "20% of the 25 people of the most deprived fifth (Core20) left (8 to 51)",
            [(20, 8, 51, "%"), (25, None, None, "")],
        ),
        ("58% were seen within 6 weeks (55 to 61)", [(58, 55, 61, "%")]),
        ("under 1% were waiting, over 99.9% had been seen", [(0, None, None, "%"), (100, None, None, "%")]),
        ("PHQ-9 went from 15.6 to 10.6.", [(15.6, None, None, ""), (10.6, None, None, "")]),
        ("£2,794 (2,366 to 3,328) at 0-19 PAIRS", [(2794, 2366, 3328, "£")]),
        ("3 of 8 children aged 0-4, per 1,000, under 16s", [(3, None, None, ""), (8, None, None, "")]),
    ],
)
def test_numbers_are_read_with_their_interval_and_unit_and_names_are_none(sentence, quantities):
    assert [(one.value, one.low, one.high, one.unit) for one in read(sentence)] == quantities


@pytest.mark.parametrize(
    ("sentence", "ratio", "holds"),
    [
        ("Core20 are seen 16% less often than the rest (95% interval 5% to 26% less).", (0.84, 0.74, 0.95), True),
        ("Core20 are seen 16% more often than the rest (95% interval 5% to 26% more).", (0.84, 0.74, 0.95), False),
        ("Core20 are seen 16% less often than the rest (95% interval 5% to 26% more).", (0.84, 0.74, 0.95), False),
        ("seen less often: Asian people (34% less often, 95% interval 6% to 80% less).", (0.66, 0.20, 0.94), True),
        ("seen less often: Asian people (34% less, 95% interval 6% to 80% less).", (0.66, 0.20, 0.94), False),
        ("seen 12% more often (95% interval 3% less to 29% more): no clear difference.", (1.12, 0.97, 1.29), True),
        ("seen 12% more often (95% interval 3% more to 29% more): no clear difference.", (1.12, 0.97, 1.29), False),
    ],
)
def test_less_often_is_a_ratio_under_1_and_more_often_one_over_1(sentence, ratio, holds):
    (said,) = read(sentence)
    assert prints_triple(said, Triple(0, 0, *ratio)) is holds
