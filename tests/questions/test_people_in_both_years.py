"""Two years of a share that lasts allow for the people seen in both; what is unclear says which size would be seen."""

from pathlib import Path

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from pimh_data.answer import Selection
from pimh_data.questions.address import Address, answer
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.verdicts.improved import Improved
from pimh_data.questions.kit.verdicts.improved_compared import ImprovedCompared, graded
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.rounded_intervals import differences
from pimh_data.release import open_release


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


NOW, BEFORE = Portion(shown(55), shown(400)), Portion(shown(40), shown(400))


def test_the_more_are_in_both_the_narrower_is_the_interval_of_the_change():
    cells = [NOW.part], [NOW.whole], [BEFORE.part], [BEFORE.whole]
    found = [differences(*cells, in_both=[both]) for both in (0.0, 100.0, 300.0)]
    widths = [float(one.upper[0] - one.lower[0]) for one in found]
    assert widths[0] > widths[1] > widths[2]


def test_a_change_that_different_people_could_bring_by_chance_is_told_where_most_are_the_same():
    assert NOW.since(BEFORE) == ("no clear difference from the year before (10%)", "no clear difference")
    assert NOW.since(BEFORE, in_both=300) == ("a larger share than the year before (10%), beyond chance", "higher")
    assert NOW.size_seen(BEFORE, in_both=300) == ""
    assert NOW.size_seen(BEFORE).startswith("A difference of 7 points or more")


@pytest.mark.parametrize(
    ("eligible", "improved", "was", "how"),
    [
        (180, 40, 60, "{least} or more"),
        (195, 20, 40, "between {least} and {most}"),
        (180, 85, 65, "between {least} and {most}"),
        (120, 85, 65, "{most} or fewer"),
    ],
)
def test_a_clear_change_in_who_improved_says_how_many_of_the_missing_would_leave_it_untold(
    eligible: int, improved: int, was: int, how: str
):
    def exact(value: int) -> Cell:
        return Cell(value, value, value, "shown", 0.0)

    def untold(k: int) -> bool:
        ends = confint_proportions_2indep(improved + k, eligible, was, 100, method="newcomb")
        return ends[0] <= 0 <= ends[1]

    missing = eligible - 100
    found = [k for k in range(missing + 1) if untold(k)]
    now = Improved(exact(eligible), exact(100), exact(improved), exact(5))
    said = ImprovedCompared(now, Improved(exact(150), exact(100), exact(was), exact(5))).tipping()
    counted = how.format(least=min(found), most=max(found))
    assert said == (
        f"If {counted} of the {missing} without a second score had improved reliably, it would not be beyond chance."
    )
    assert len(said.split()) <= 25


def test_without_a_clear_change_there_is_no_tipping_point_but_a_size():
    compared = ImprovedCompared(
        Improved(shown(180), shown(100), shown(50), shown(10)), Improved(shown(150), shown(100), shown(55), shown(10))
    )
    assert compared.tipping() == ""
    assert "would probably have been seen" in compared.size_seen()


def test_a_grade_goes_by_those_with_two_scores_and_the_words_say_whether_the_others_could_reverse_it():
    before = Improved(shown(120), shown(100), shown(70), shown(5))
    open_ended = ImprovedCompared(Improved(shown(180), shown(100), shown(40), shown(5)), before)
    firm = ImprovedCompared(Improved(shown(105), shown(100), shown(20), shown(5)), before)
    assert (open_ended.grade, firm.grade) == ("worse", "worse")
    assert open_ended.judgement == "a difference beyond chance (those without a second score could reverse it)"
    assert firm.judgement == "a difference beyond chance"
    assert (
        firm.tipping()
        == "However many of about 5 without a second score had improved reliably, it would be beyond chance."
    )
    assert open_ended.since_year_before() == (
        "a smaller share than the year before (70%), beyond chance (those without a second score could reverse it)",
        "worse",
    )


def test_where_under_half_of_one_side_have_two_scores_nothing_is_judged():
    before = Improved(shown(120), shown(100), shown(70), shown(5))
    compared = ImprovedCompared(Improved(shown(220), shown(100), shown(40), shown(5)), before)
    assert (compared.grade, compared.judgement) == (
        "description",
        "not judged, since under half of one side have two scores",
    )
    assert compared.tipping() == compared.size_seen() == ""
    ending, grade = compared.since_year_before()
    assert (grade, "beyond chance" in ending) == ("description", False)
    assert graded([compared]) == "description"


TESTED_BY_YEAR = {
    "reach.two_weeks", "reach.six_weeks", "reach.eighteen_weeks", "reach.sources", "reach.decisions",
    "reach.closures", "outcomes.change", "outcomes.headline", "equity.slope", "equity.parent_role", "equity.stage",
    "equity.age_band", "equity.need_group", "equity.hub", "equity.plus_group",
}  # fmt: skip


def test_every_method_that_compares_two_years_says_how_it_takes_the_people_in_both(demo_release: Path):
    release, chosen = open_release(demo_release / "demonstration"), Selection("Liverpool", year="2023/24")
    found = {
        key: answer(release, Address(key, chosen)).evidence.method
        for key, question in QUESTIONS.items()
        if question.about == "selection" and key.split(".")[0] in ("equity", "reach", "outcomes")
    }
    assert {key for key, method in found.items() if "wo years" in method} == TESTED_BY_YEAR
    for key in TESTED_BY_YEAR:
        assert "in both" in found[key], key
