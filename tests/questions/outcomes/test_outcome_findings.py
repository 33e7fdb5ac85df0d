"""What the answers on outcomes say: who is missing, what is hidden or withheld, what was not checked, kindly."""

import dataclasses
import random
import re

import plain_python
import pytest
from outcome_cells import Outcomes

from pimh_data.answer import Selection
from pimh_data.charts import export, picture, scores_counted
from pimh_data.errors import SelectionError
from pimh_data.questions import outcomes, words
from pimh_data.questions.outcomes.outcome_definition import check_definition, definition_options
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.registry.pairing import ADULT, CQUIN, EVERY_COURSE, FINISHED

SHEFFIELD = Selection("Sheffield", year="2023/24")
MEANS = {"mean_first": 14.0, "sd_first": 5.0, "mean_last": 9.0, "sd_last": 6.0, "mean_change": -5.0, "sd_change": 5.0}
WHOLE = {"eligible": 340, "first_score": 300, "paired": 215, "improved": 130, "deteriorated": 10}
WHOLE |= {"no_reliable_change": 75, "at_caseness": 200, "recovered": 95, "reliably_recovered": 85}


@pytest.fixture
def making() -> Outcomes:
    return Outcomes()


def said(answer) -> str:
    return answer.finding.text


def test_the_headline_gives_the_share_of_paired_and_both_ends_over_the_eligible(making, tmp_path):
    making.put(**WHOLE)
    answer = outcomes.headline(making.open(tmp_path), SHEFFIELD)
    assert answer.headline.value == "60%"
    assert answer.headline.label == "improved reliably (PHQ-9)"
    assert answer.headline.comparison == (
        "215 with two scores; 5% got reliably worse; 37% of the 340 eligible have no second score, so of all "
        "eligible it "
        "is 37% to 78%"
    )


def test_who_is_missing_is_said_before_what_changed(making, tmp_path):
    making.put(**WHOLE)
    text = said(outcomes.who_is_in_it(making.open(tmp_path), SHEFFIELD))
    assert text.startswith("Sheffield, 2023/24, PHQ-9: of 340 eligible, 215 have two scores (63%")
    assert "Whatever became of those without a second score, 37% to 78% of the eligible improved reliably." in text


def test_those_missing_bound_what_can_be_said(making, tmp_path):
    making.put(**WHOLE)
    answer = outcomes.what_the_missing_could_do(making.open(tmp_path), SHEFFIELD)
    assert said(answer) == (
        "Sheffield, 2023/24, PHQ-9: 60% of those with two scores improved reliably. Of all 340 eligible it is at least "
        "37%, if nobody else improved, and at most 78%, if everyone else did."
    )


def test_whether_the_poorest_are_missing_more_often_is_said(making, tmp_path):
    making.put(**WHOLE)
    making.put(dimension="deprivation", member="Core20", eligible=150, paired=60)
    making.put(dimension="deprivation", member="The rest", eligible=190, paired=155)
    answer = outcomes.who_is_in_it(making.open(tmp_path), SHEFFIELD)
    assert (
        "Of people from the most deprived fifth (Core20) 40% have two, of people from the rest (deciles 3-10) 82%: "
        "less often, beyond chance."
    ) in said(answer)
    assert answer.finding.grade == "worse"


def test_all_together_beside_two_groups_that_both_lie_above_them_are_explained(making, tmp_path):
    making.put(eligible=75, first_score=75, paired=55, improved=30)
    making.put(dimension="deprivation", member="Core20", eligible=30, paired=25)
    making.put(dimension="deprivation", member="The rest", eligible=40, paired=35)
    answer = outcomes.who_is_in_it(making.open(tmp_path), SHEFFIELD)
    assert "Of the 30 people from the most deprived fifth (Core20) 83% have two, of the 40 people from the" in said(
        answer
    )
    assert any(note.startswith("All together are at 73%: whoever's decile is not known") for note in answer.notes)
    assert any("between the most deprived fifth (Core20) and the rest" in note for note in answer.notes)
    assert outcomes.what_the_missing_could_do(making.open(tmp_path / "again"), SHEFFIELD).notes == ()


def test_one_bar_is_counted_from_eligible_to_what_became_of_the_paired(making, tmp_path):
    making.put(**WHOLE)
    table = outcomes.what_changed(making.open(tmp_path), SHEFFIELD).table
    assert table.change.tolist()[:6] == [
        "Eligible",
        "With a first score",
        "With two scores",
        "Improved reliably",
        "No reliable change",
        "Reliably worse",
    ]
    assert table.people.tolist()[:6] == [340, 300, 215, 130, 75, 10]


def test_without_a_reliable_change_there_is_no_bound_and_nothing_is_called_hidden(making, tmp_path):
    making.put("MORS-SF warmth", change="", eligible=100, paired=50, **MEANS)
    making.put("MORS-SF warmth", change="", dimension="deprivation", member="Core20", eligible=40, paired=20)
    release = making.open(tmp_path)
    for question in (outcomes.what_the_missing_could_do, outcomes.differences):
        answer = question(release, SHEFFIELD)
        assert answer.finding.grade == "no data"
        assert "no reliable change is known" in said(answer)
        assert set(answer.table.state) == {"no data"}


def test_differences_are_in_percentage_points_with_their_interval(making, tmp_path):
    making.put(**WHOLE)
    making.put(dimension="deprivation", member="Core20", eligible=150, paired=100, improved=40)
    making.put(dimension="deprivation", member="The rest", eligible=190, paired=115, improved=90)
    answer = outcomes.differences(making.open(tmp_path), SHEFFIELD)
    points, lower, upper = (100 * part for part in plain_python.difference(40, 100, 90, 115))
    assert answer.table[["difference", "lower", "upper"]].iloc[0].tolist() == pytest.approx([points, lower, upper])
    assert (
        f"the most deprived fifth (Core20) less the rest, {points:.1f} points, 95% interval {lower:.1f} to {upper:.1f}"
        in said(answer)
    )


def test_change_against_the_year_before_is_graded(making, tmp_path):
    making.put(**WHOLE | {"eligible": 230, "first_score": 220})
    making.put(period="2022/23", eligible=210, paired=200, improved=70)
    answer = outcomes.what_changed(making.open(tmp_path), SHEFFIELD)
    assert answer.finding.grade == "better"
    assert "A larger share than the year before (35%), beyond chance." in said(answer)
    assert "5% got reliably worse" in said(answer)


@pytest.mark.parametrize(
    ("now", "before", "grade"),
    [((340, 215, 130), (300, 200, 70), "better"), ((300, 200, 70), (340, 215, 130), "worse")],
)
def test_change_that_the_missing_could_reverse_is_graded_and_says_so(making, tmp_path, now, before, grade):
    """37% to 78% of all eligible, after 22% to 57%: the one range reaches into the other."""
    for period, (eligible, paired, improved) in (("2023/24", now), ("2022/23", before)):
        making.put(period=period, eligible=eligible, first_score=eligible, paired=paired, improved=improved)
    release = making.open(tmp_path)
    for answer in (outcomes.what_changed(release, SHEFFIELD), outcomes.headline(release, SHEFFIELD)):
        assert answer.finding.grade == grade
        assert said(answer).endswith(", beyond chance (those without a second score could reverse it).")
        assert any(re.match(r"If \d+ or (more|fewer) of about \d+ without", note) for note in answer.notes)


def test_the_first_year_of_the_extracts_has_short_courses_alone_and_is_not_compared_with(making, tmp_path):
    """200 of 230 scored twice, of whom 57% improved after 35%: beyond chance, were the two years alike."""
    making.put(**WHOLE | {"eligible": 230, "first_score": 220, "period": "2021/22"})
    making.put(period="2020/21", eligible=210, paired=200, improved=70)
    release = making.open(tmp_path)
    assert release.manifest.years[0] == "2020/21"
    for question in (outcomes.what_changed, outcomes.headline):
        answer = question(release, dataclasses.replace(SHEFFIELD, year="2021/22"))
        assert answer.finding.grade == "description"
        assert said(answer).endswith(
            "Not compared with 2020/21, the first year of the extracts, which leave out people referred earlier."
        )
        assert not any("beyond chance" in note or "been seen (80% power)" in note for note in answer.notes)


def test_a_year_before_of_whom_under_half_have_two_scores_is_not_compared_with(making, tmp_path):
    making.put(**WHOLE)
    making.put(period="2022/23", eligible=300, first_score=300, paired=100, improved=20)
    answer = outcomes.what_changed(making.open(tmp_path), SHEFFIELD)
    assert answer.finding.grade == "description"
    assert "beyond chance" not in said(answer)
    assert "Under half had two scores in one of the two years, so they are not compared." in said(answer)


def test_improvement_is_never_called_an_effect(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    release = making.open(tmp_path)
    for question in (outcomes.what_changed, outcomes.first_and_last, outcomes.recovered, outcomes.headline):
        answer = question(release, SHEFFIELD)
        assert "effect" not in said(answer).replace("effect size", "")
        assert any("not an effect" in caveat for caveat in answer.evidence.caveats)


def test_the_definition_travels_with_every_answer(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    making.put(**WHOLE | {"eligible": 360}, courses=EVERY_COURSE.key)
    answer = outcomes.who_is_in_it(making.open(tmp_path), SHEFFIELD, courses=EVERY_COURSE.key)
    counted = answer.evidence.counted_as
    assert counted.startswith("PHQ-9; Children's rule (first score on or after contact 1")
    assert "all courses (closed, with at least one attended contact)" in counted
    assert dict(answer.variant) == {
        "outcome_measure": "PHQ-9",
        "pairing": "Children's rule",
        "courses": "All courses",
        "reliable_change": "6 points",
    }


def test_no_answer_on_outcomes_is_without_its_definition_and_evidence(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    making.put("MORS-SF warmth", change="", **{**WHOLE, **MEANS}, service="CAMHS PAIRS")
    release = making.open(tmp_path)
    for question in outcomes.QUESTIONS:
        name, answer = question.key, question.ask(release, SHEFFIELD)
        if answer.finding.grade == "no data" and answer.table.empty:
            continue  # nothing to define
        for field in dataclasses.fields(answer.evidence):
            assert getattr(answer.evidence, field.name), (name, field.name)
        assert answer.variant, name


def test_every_export_carries_the_definition(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    answer = outcomes.what_changed(making.open(tmp_path), SHEFFIELD)
    head, *lines = export.to_csv(answer).decode("utf-8-sig").splitlines()
    assert head.endswith(",Counted as")
    assert all("PHQ-9; Children's rule (first score on or after contact 1" in line for line in lines)
    assert export.file_name(answer, "csv").endswith(
        "outcomes-change-phq-9-children-s-rule-finished-courses-6-points.csv"
    )
    stamped = " ".join(picture.stamp(answer, scores_counted.drawing(answer)))
    assert "Counted as: PHQ-9; Children's rule (first score on or after contact 1" in stamped


def test_another_definition_moves_the_headline(making, tmp_path):
    making.put("CORE-10", change="6 points (Barkham 2013)", eligible=100, paired=60, improved=30)
    making.put("CORE-10", change="5 points (NHS England code)", eligible=100, paired=60, improved=35)
    release = making.open(tmp_path)
    barkham = outcomes.headline(release, SHEFFIELD, "CORE-10")
    nhs = outcomes.headline(release, SHEFFIELD, "CORE-10", reliable_change="5 points (NHS England code)")
    assert (barkham.headline.value, nhs.headline.value) == ("50%", "58%")
    assert "reliable change 5 points (NHS England code)" in nhs.evidence.counted_as


def test_hidden_numbers_offer_the_next_larger_view(making, tmp_path):
    making.put(eligible=10, first_score=None, paired=None)
    making.put(period=SINCE_START_PERIOD, eligible=60, first_score=50, paired=30)
    text = said(outcomes.who_is_in_it(making.open(tmp_path), SHEFFIELD))
    assert "is hidden (fewer than 5, or hidden to protect a smaller number)" in text
    assert "the whole time since the service started: 60 eligible, 30 have two scores (50%" in text


def test_a_service_without_any_measure_is_no_data_and_not_an_error(making, tmp_path):
    making.put(**WHOLE)
    release = making.open(tmp_path)
    nobody = Selection("Sheffield", "Steel City Dads", "2023/24")
    for question in outcomes.QUESTIONS:
        answer = question.ask(release, nobody)
        assert answer.finding.grade == "no data"
        assert "no scores on an outcome measure have been recorded here yet" in said(answer)


def test_a_service_without_a_relationship_measure_is_told_so_kindly(making, tmp_path):
    making.put(**WHOLE)
    making.put(service="Light peer support", **WHOLE)
    answer = outcomes.measures_in_use(making.open(tmp_path), Selection("Sheffield", "Light peer support", "2023/24"))
    assert "no relationship measure has been recorded here yet. A goal about the relationship" in said(answer)
    assert answer.notes[0].startswith("Relationship measures are core; the parent's mood is shown beside them")


def test_relationship_measures_stand_first(making, tmp_path):
    making.put(**WHOLE)
    making.put("MORS-SF warmth", change="", eligible=100, paired=50)
    making.put("KPCS", change="", eligible=100, paired=50)
    table = outcomes.measures_in_use(making.open(tmp_path), SHEFFIELD).table
    assert table.measure.tolist() == ["KPCS", "MORS-SF warmth", "PHQ-9"]
    assert table.role.tolist() == ["core (relationship)", "core (relationship)", "supplementary"]


def test_what_was_not_checked_computed_here_or_set_by_the_site_is_said(making, tmp_path):
    making.overrides = {"MORS-SF warmth": {"reliable_change": 5.0, "source": "Board, June 2025"}}
    making.computed = {"KPCS": {"computed here (retest .88)": 4.9}}
    making.put("MORS-SF warmth", change="5 points (this site)", eligible=100, paired=50, improved=20)
    making.put("KPCS", change="computed here (retest .88)", eligible=100, paired=50, improved=20)
    making.put("PIIOS", change="", eligible=100, paired=50)
    release = making.open(tmp_path)
    notes = {
        key: outcomes.what_changed(release, SHEFFIELD, key).evidence.counted_as
        for key in ("MORS-SF warmth", "KPCS", "PIIOS")
    }
    assert "This site's own value: reliable change of 5 points (Board, June 2025)" in notes["MORS-SF warmth"]
    assert "Computed here, not published: 4.9 points on the KPCS" in notes["KPCS"]
    assert "To be verified: severity bands and rule for missing items of PIIOS" in notes["PIIOS"]


def test_a_measure_without_a_reliable_change_shows_its_means_and_says_why(making, tmp_path):
    making.put("HADS-A", change="", eligible=100, paired=50, **MEANS)
    release = making.open(tmp_path)
    assert "it is not a reliable change" in said(outcomes.what_changed(release, SHEFFIELD))
    scores = outcomes.first_and_last(release, SHEFFIELD)
    assert "from 14.0 to 9.0 on average, 5.0 points of improvement" in said(scores)
    assert [line.label for line in scores.references] == ["Usual range", "Possible case", "Probable case"]


def test_a_fall_in_warmth_is_deterioration_and_a_fall_in_invasion_improvement(making, tmp_path):
    for measure in ("MORS-SF warmth", "MORS-SF invasion"):
        making.put(measure, change="", eligible=100, paired=50, **MEANS)
    release = making.open(tmp_path)
    told = [outcomes.first_and_last(release, SHEFFIELD, f"MORS-SF {side}") for side in ("warmth", "invasion")]
    assert "points of deterioration" in said(told[0])
    assert "points of improvement" in said(told[1])


def test_before_and_after_in_one_group_is_a_description_whichever_way_it_went(making, tmp_path):
    for measure, first, last in (("EPDS", 15.6, 10.6), ("PHQ-9", 9.0, 14.0), ("KPCS", 30.0, 38.0)):
        own = MEANS | {"mean_first": first, "mean_last": last, "mean_change": last - first}
        making.put(measure, eligible=340, paired=325, **own)
        making.put(measure, service="Light peer support", eligible=340, paired=325, **own)
    release = making.open(tmp_path)
    for measure in ("EPDS", "PHQ-9", "KPCS"):
        assert outcomes.first_and_last(release, SHEFFIELD, measure).finding.grade == "description", measure
        together = outcomes.mood_and_relationship(release, SHEFFIELD, measure).finding
        assert together.grade == "description", together.text


def test_beside_a_mean_change_stands_what_regression_to_the_mean_would_give_where_a_norm_is_published(making, tmp_path):
    """KPCS: reliability .88, mean of the population 41.75; of 30.0 at the start 0.12 times 11.75 would come back."""
    for measure, first, last in (("KPCS", 30.0, 38.0), ("EPDS", 15.6, 10.6)):
        own = MEANS | {"mean_first": first, "mean_last": last, "mean_change": last - first}
        making.put(measure, eligible=340, paired=325, **own)
    release = making.open(tmp_path)
    scores = outcomes.first_and_last(release, SHEFFIELD, "KPCS")
    (said_beside,) = (note for note in scores.notes if "regression to the mean" in note)
    assert f"would change the mean by {0.12 * 11.75:+.1f} points without any help" in said_beside
    assert "a reliability of 0.88" in said_beside
    assert "Crncec 2008" in said_beside
    assert scores.finding.grade == "description"
    assert not any("regression" in note for note in outcomes.first_and_last(release, SHEFFIELD, "EPDS").notes)


def test_too_few_for_a_mean_gives_the_longer_period(making, tmp_path):
    making.put(eligible=10, paired=5)
    making.put(period="2022/23 to 2024/25", eligible=60, paired=40, **MEANS)
    answer = outcomes.first_and_last(making.open(tmp_path), SHEFFIELD)
    assert answer.finding.grade == "description"
    assert said(answer).startswith("Sheffield, 2022/23 to 2024/25 together, PHQ-9: from 14.0 to 9.0")
    assert answer.table.loc[0, ["state", "people"]].tolist() == ["shown", 40]
    assert any(note.startswith("Shown for the courses closed 2022/23 to 2024/25 together") for note in answer.notes)


def test_severity_counts_who_moved_to_which_side(making, tmp_path):
    labels = ("Minimal", "Mild", "Moderate", "Moderately severe", "Severe")
    people: dict = {(first, last): None for first in labels for last in labels}
    people |= {("Moderate", "Mild"): 40, ("Severe", "Severe"): 10, ("Mild", "Moderate"): 5}
    making.put(**WHOLE)
    making.bands(people)
    answer = outcomes.severity(making.open(tmp_path), SHEFFIELD)
    # 40 is 36 to 44 people, 10 is 6 to 14, 5 is 5 to 9; what is hidden may all have ended in any one of the three.
    low, high = WHOLE["paired"] - 4, WHOLE["paired"] + 4
    most = [1 - others / high for others in (6 + 5, 36 + 5, 36 + 6)]
    assert low < high
    assert (
        f"{36 / high:.0%} to {most[0]:.0%} ended in a better band, {6 / high:.0%} to {most[1]:.0%} ended in the same "
        f"band and {5 / high:.0%} to {most[2]:.0%} ended in a worse band"
    ) in said(answer)
    assert said(answer).endswith("22 of 25 pairs of bands are hidden.")
    assert (answer.table.state == "hidden").sum() == 22


@pytest.mark.parametrize("seed", range(4))
def test_the_shares_of_severity_hold_the_truth_whatever_is_hidden(tmp_path, seed):
    labels, drawn = ("Minimal", "Mild", "Moderate", "Moderately severe", "Severe"), random.Random(seed)
    true = {
        (first, last): drawn.choice((0, 1, 3, 6, 8, 14 if labels.index(last) < labels.index(first) else 2))
        for first in labels
        for last in labels
    }
    making, everyone = Outcomes(), sum(true.values())
    making.put(**WHOLE | {"paired": 5 * round(everyone / 5)})
    making.bands({pair: None if count < 5 else 5 * round(count / 5) for pair, count in true.items()})
    text = said(outcomes.severity(making.open(tmp_path), SHEFFIELD))
    for name, sign in (("a better", 1), ("the same", 0), ("a worse", -1)):
        share = 100 * sum(
            count
            for (first, last), count in true.items()
            if (labels.index(first) > labels.index(last)) - (labels.index(first) < labels.index(last)) == sign
        ) / everyone  # fmt: skip
        least, most = re.search(rf"(\d+)%(?: to (\d+)%)? ended in {name} band", text).groups()
        assert int(least) - 0.5 <= share <= int(most or least) + 0.5, (name, share, text)


def test_fathers_who_improve_less_are_found_and_graded(making, tmp_path):
    making.put(**WHOLE)
    for member, paired, improved in (("mother or birthing parent", 150, 105), ("father or co-parent", 65, 20)):
        making.put(dimension="parent_role", member=member, eligible=paired + 5, paired=paired, improved=improved)
    release = making.open(tmp_path)
    answer, apart = outcomes.for_whom(release, SHEFFIELD), outcomes.differences(release, SHEFFIELD)
    assert answer.finding.grade == apart.finding.grade == "worse"
    assert "31% of fathers and co-parents and 70% of mothers and birthing parents improved reliably" in said(answer)
    assert "fathers and co-parents less mothers, -39.2 points, " in said(apart)
    assert said(apart).endswith(": a difference beyond chance.")


def parents(making, fathers: int, paired: int = 65, improved: int = 20) -> None:
    """Mothers of whom 105 of 150 improved reliably, and fathers: eligible, with two scores, improved."""
    making.put(**WHOLE)
    making.put(dimension="parent_role", member="mother or birthing parent", eligible=200, paired=150, improved=105)
    making.put(
        dimension="parent_role", member="father or co-parent", eligible=fathers, paired=paired, improved=improved
    )


def test_a_difference_that_the_missing_could_reverse_is_graded_and_says_so_in_both_questions(making, tmp_path):
    parents(making, fathers=120)
    release = making.open(tmp_path)
    for answer in (outcomes.for_whom(release, SHEFFIELD), outcomes.differences(release, SHEFFIELD)):
        assert answer.finding.grade == "worse"
        text = said(answer).casefold()
        assert text.endswith(" a difference beyond chance (those without a second score could reverse it).")
        (turns,) = (note for note in answer.notes if "second score" in note)
        assert re.fullmatch(
            r"Fathers and co-parents less mothers: if \d+ or more of about 55 fathers and co-parents without a "
            r"second score had improved reliably, it would not be beyond chance\.",
            turns,
        )
    row = outcomes.for_whom(release, SHEFFIELD).table.set_index("member").loc["Father or co-parent"]
    assert row.if_unchanged < 20 / 65 < row.if_all_improved


def test_groups_of_whom_under_half_have_two_scores_are_described_and_not_judged(making, tmp_path):
    parents(making, fathers=200)
    release = making.open(tmp_path)
    for answer in (outcomes.for_whom(release, SHEFFIELD), outcomes.differences(release, SHEFFIELD)):
        assert answer.finding.grade == "description"
        assert said(answer).casefold().endswith(" not judged, since under half of one side have two scores.")
    assert answer.table["verdict"].tolist()[-1] == "not judged: under half of one side have two scores"


def test_a_share_of_few_says_of_how_many_it_is(making, tmp_path):
    parents(making, fathers=35, paired=25, improved=10)
    assert "40% of the 25 fathers and co-parents and 70% of mothers" in said(
        outcomes.for_whom(making.open(tmp_path), SHEFFIELD)
    )


def test_beside_no_clear_difference_stands_the_size_that_would_have_been_seen(making, tmp_path):
    parents(making, fathers=70, paired=65, improved=40)
    release = making.open(tmp_path)
    for answer in (outcomes.for_whom(release, SHEFFIELD), outcomes.differences(release, SHEFFIELD)):
        assert answer.finding.grade == "no clear difference"
        (size,) = (note for note in answer.notes if "80% power" in note)
        assert size.startswith("Fathers and co-parents less mothers")
        assert size.endswith("ifference of 23 points or more would probably have been seen (80% power).")
    assert size.startswith("Fathers and co-parents less mothers, 2023/24: -8.5 points, 95% interval ")
    assert said(answer) == "Sheffield, 2023/24, PHQ-9: no clear difference by parent role."


def test_too_few_on_one_side_are_too_few_in_both_questions(making, tmp_path):
    """10 and 115 people: a difference of -67 to +40 points is no clear difference to nobody."""
    making.put(**WHOLE)
    for member, paired, improved in (("Core20", 10, 5), ("The rest", 115, 75)):
        making.put(dimension="deprivation", member=member, eligible=paired + 20, paired=paired, improved=improved)
    release = making.open(tmp_path)
    answers = outcomes.for_whom(release, SHEFFIELD), outcomes.differences(release, SHEFFIELD)
    for answer in answers:
        assert answer.finding.grade == "too few"
        assert said(answer) == "Sheffield, 2023/24, PHQ-9: too few people with two scores to compare groups."
    assert answers[1].table["verdict"].tolist()[0] == "too few to tell"


def test_groups_too_small_in_a_year_are_taken_longer_and_every_place_names_the_period(making, tmp_path):
    """By size, not by result: 2023/24 has 10 of Core20 with two scores, three years 40; mothers and fathers a year."""
    making.put(**WHOLE)
    three = "2022/23 to 2024/25"
    for period, core20 in (("2023/24", 10), (three, 40)):
        for member, paired in (("Core20", core20), ("The rest", 115)):
            making.put(
                dimension="deprivation", member=member, period=period,
                eligible=paired + 5, paired=paired, improved=5 * (paired // 10),
            )  # fmt: skip
    for member, paired in (("mother or birthing parent", 150), ("father or co-parent", 65)):
        making.put(dimension="parent_role", member=member, eligible=paired + 5, paired=paired, improved=35)
    release = making.open(tmp_path)
    for answer in (outcomes.for_whom(release, SHEFFIELD), outcomes.differences(release, SHEFFIELD)):
        named = answer.columns[1 if answer.key == "outcomes.for_whom" else 0].name
        rows = answer.table[answer.table[named].str.startswith("The most deprived fifth")]
        assert rows["closed"].tolist() == [f"{three} together"]
        assert f"Deprivation: courses closed {three} together" in answer.evidence.period
        assert "Parent role: courses closed in the financial year 2023/24" in answer.evidence.period
        assert f"{three} together".encode() in export.to_csv(answer)
    assert said(answer).startswith("Sheffield, PHQ-9: 2023/24, fathers and co-parents less mothers, +")
    assert said(answer).endswith(f"No clear difference by deprivation ({three} together).")


def test_mood_that_improves_while_the_bond_does_not_is_flagged(making, tmp_path):
    flat = MEANS | {"mean_first": 20.0, "mean_last": 20.2, "mean_change": 0.2}
    making.put(**WHOLE, **MEANS)
    for service, warmth in (
        ("Light peer support", flat),
        ("Steel City Dads", MEANS | {"mean_last": 19.0, "mean_change": 5.0}),
    ):
        making.put(service=service, eligible=80, paired=50, **MEANS)
        making.put("MORS-SF warmth", change="", service=service, eligible=80, paired=50, **warmth)
    answer = outcomes.mood_and_relationship(making.open(tmp_path), SHEFFIELD)
    assert dict(zip(answer.table.service, answer.table.together, strict=True)) == {
        "Light peer support": "mood clearly improved, bond unclear",
        "Steel City Dads": "both clearly improved",
    }
    assert "Mood clearly improved and the bond is unclear in Light peer support: worth a closer look" in said(answer)
    (size,) = (note for note in answer.notes if "80% power" in note)
    assert size.startswith("Light peer support: a change on MORS-SF warmth of ")


def test_ten_people_on_a_measure_do_not_tell_whether_it_improved(making, tmp_path):
    """4.8 points better, -0.7 to 10.3, from ten people: neither improved nor 'did not'."""
    making.put(**WHOLE, **MEANS)
    making.put(service="Light peer support", eligible=40, paired=10, **MEANS)
    making.put("MORS-SF warmth", change="", service="Light peer support", eligible=80, paired=50, **MEANS)
    answer = outcomes.mood_and_relationship(making.open(tmp_path), SHEFFIELD)
    assert answer.table.together.tolist() == ["cannot be told"]
    assert answer.table.mood_gain.notna().all()
    assert answer.finding.grade == "too few"


def test_warmth_and_invasion_that_no_year_shows_are_those_of_three_years_together(making, tmp_path):
    three, service = "2022/23 to 2024/25", "Light peer support"
    making.put(**WHOLE, **MEANS)
    making.put(service=service, eligible=80, paired=50, **MEANS)
    for scale in ("warmth", "invasion"):
        making.put(f"MORS-SF {scale}", change="", service=service, eligible=80, paired=50)
        making.put(f"MORS-SF {scale}", change="", service=service, period=three, eligible=90, paired=60, **MEANS)
    making.put("MORS-SF warmth", change="", service=service, period="2022/23", eligible=80, paired=50, **MEANS)
    answer = outcomes.warmth_and_invasion(making.open(tmp_path), SHEFFIELD)
    assert said(answer).startswith(f"Sheffield, {three} together, {service}: warmth from 14.0 to 9.0")
    assert answer.table.state.tolist() == ["shown"]
    assert f"Shown for the courses closed {three} together." in answer.notes


def test_where_under_half_have_two_scores_the_range_is_the_headline_everywhere(making, tmp_path):
    making.put(**{**WHOLE, "eligible": 560})
    release = making.open(tmp_path)
    card, page = outcomes.headline(release, SHEFFIELD), outcomes.what_changed(release, SHEFFIELD)
    assert card.finding == page.finding
    assert card.finding.text.startswith("Sheffield, 2023/24, PHQ-9: 62% of the 560 eligible have no second score")
    assert card.headline.label == "of all eligible improved reliably (PHQ-9)"
    assert card.headline.value == "22% to 86%"


@pytest.mark.parametrize(
    ("lower", "upper", "said_as"),
    [
        (-3.9, 0.1, "-3.9 to +0.1, which crosses nought"),
        (0.14, 2.2, "+0.1 to +2.2"),
        (-6.0, -4.0, "-6.0 to -4.0"),
        (-0.04, 3.0, "0.0 to +3.0, which crosses nought"),
    ],
)
def test_an_interval_of_a_difference_keeps_its_signs(lower, upper, said_as):
    assert words.signed_interval(lower, upper) == said_as


@pytest.mark.parametrize(
    ("measure", "change", "people", "opening"),
    [
        ("PHQ-9", -5.0, 50, "5.0 points of improvement (-5.0, 95% interval -"),
        ("PHQ-9", 3.0, 50, "3.0 points of deterioration (+3.0, 95% interval +"),
        ("PHQ-9", -0.3, 15, "0.3 points of improvement (-0.3, 95% interval -"),
        ("MORS-SF warmth", -0.3, 15, "0.3 points of deterioration (-0.3, 95% interval -"),
        ("PHQ-9", 0.0, 15, "0.0 points (95% interval -"),
    ],
)
def test_a_change_in_mean_scores_is_said_as_its_row_has_it_and_which_way_it_turned(
    making, tmp_path, measure, change, people, opening
):
    own = MEANS | {"mean_last": 14.0 + change, "mean_change": change}
    making.put(measure, change="", eligible=100, paired=people, **own)
    answer = outcomes.first_and_last(making.open(tmp_path), SHEFFIELD)
    lower, upper = re.search(r"95% interval ([+-][\d.]+) to ([+-][\d.]+)", said(answer)).groups()
    row = answer.table.set_index("score").loc["Change"]
    assert opening in said(answer)
    assert (float(lower), float(upper)) == pytest.approx((row.lower, row.upper), abs=0.051)
    crosses = lower[0] != upper[0]
    assert (", which crosses nought;" in said(answer)) == crosses
    assert said(answer).endswith("; no clear change.") == crosses


def test_a_service_outside_the_limits_whose_interval_crosses_nought_says_so(making, tmp_path):
    making.put(**WHOLE)
    for service, people, change, sd in (("Light peer support", 300, -5.0, 3.0), ("Steel City Dads", 20, -1.5, 12.0)):
        own = {"eligible": 400, "paired": people, "period": "2022/23 to 2024/25", "service": service}
        making.put(**own)
        means = MEANS | {"mean_last": 14.0 + change, "mean_change": change, "sd_change": sd}
        making.put(**own, dimension="first_band", member="Moderate", **means)
    answer = outcomes.services_compared(making.open(tmp_path), SHEFFIELD)
    row = answer.table.set_index("service").loc["Steel City Dads"]
    assert row.lower < 0 < row.upper
    assert (
        f"Steel City Dads improved {-row.difference:.1f} points less than expected ({row.difference:.1f}, 95% interval "
        f"{row.lower:.1f} to +{row.upper:.1f}, which crosses nought), outside the "
    ) in said(answer)


def test_services_are_compared_without_a_ranking_and_with_what_that_cannot_remove(making, tmp_path):
    making.put(where="Liverpool", **WHOLE)
    for place, service, change in (
        ("Sheffield", "Light peer support", -5.0),
        ("Sheffield", "Steel City Dads", -5.2),
        ("Liverpool", "Talking Therapies", -9.0),
    ):
        for period in ("2022/23 to 2024/25",):
            making.put(where=place, service=service, period=period, eligible=300, paired=200)
            own = MEANS | {"mean_last": 14.0 + change, "mean_change": change}
            making.put(
                where=place,
                service=service,
                period=period,
                dimension="first_band",
                member="Moderate",
                eligible=300,
                paired=200,
                **own,
            )
    release = making.open(tmp_path)
    answer = outcomes.services_compared(release, Selection("Liverpool", year="2023/24"))
    assert answer.finding.grade == "higher"
    mine = answer.table.iloc[0]
    assert (
        "Talking Therapies improved 2.6 points more than expected "
        f"(+2.6, 95% interval +{mine.lower:.1f} to +{mine.upper:.1f})"
    ) in said(answer)
    assert "A difference outside the limits is not its reason." in answer.notes
    assert "neither regression to the mean" in " ".join(answer.notes)
    assert answer.table.place.tolist() == ["Liverpool", "Sheffield", "Sheffield"]  # the release's order, no ranking


def many_services(making, differences: list[float], people: int = 200) -> None:
    """As many services of Sheffield as differences in mean change, all in one severity band."""
    making.building.services = {
        **making.building.services,
        "Sheffield": tuple(f"Service {n}" for n in range(len(differences))),
    }
    making.put(**WHOLE)
    for n, change in enumerate(differences):
        own = MEANS | {"mean_last": 14.0 + change, "mean_change": change}
        at = {"service": f"Service {n}", "period": "2022/23 to 2024/25", "eligible": 300, "paired": people}
        making.put(**at)
        making.put(**at, dimension="first_band", member="Moderate", **own)


def test_of_many_services_those_outside_the_wide_limits_are_named_and_chance_is_counted(making, tmp_path):
    changes = [-5.0 + 0.1 * (n % 5) for n in range(39)]
    many_services(making, [*changes, -9.0])
    answer = outcomes.services_compared(making.open(tmp_path), SHEFFIELD)
    assert "of 40 services that can be compared, Service 39 improved" in said(answer)
    assert "outside the 99.8% limits. Outside the 95% limits one lies; chance alone puts about 2 there." in said(answer)
    assert answer.finding.grade == "higher"


def test_services_that_do_not_stand_out_are_not_called_the_same(making, tmp_path):
    many_services(making, [-5.0 + 0.1 * (n % 5) for n in range(40)])
    answer = outcomes.services_compared(making.open(tmp_path), SHEFFIELD)
    assert answer.finding.grade == "no clear difference"
    assert "none that can be spoken of lies outside the 99.8% limits" in said(answer)
    assert not any(word in said(answer) for word in ("about as much", "as expected", "the same", "alike"))


def test_a_service_of_fifteen_people_is_drawn_and_not_named(making, tmp_path):
    many_services(making, [-5.0] * 4)
    own = MEANS | {"mean_last": 0.0, "mean_change": -14.0}
    at = {"service": "Service 3", "period": "2022/23 to 2024/25", "eligible": 20, "paired": 15}
    for key, rows in making.rows.items():
        making.rows[key] = [row for row in rows if row.get("service") != "Service 3"]
    making.put(**at)
    making.put(**at, dimension="first_band", member="Moderate", **own)
    answer = outcomes.services_compared(making.open(tmp_path), SHEFFIELD)
    assert answer.table.set_index("service").loc["Service 3", "verdict"] == "above 99.8% limit"
    assert "Service 3" not in said(answer)


NATIONAL = {"area_type": "Sub-ICB", "code": "03N", "name": "NHS SOUTH YORKSHIRE ICB - 03N", "area": "South Yorkshire"}
ENGLAND = {"area_type": "England", "code": "All", "name": "All", "area": "England"}


def national(making: Outcomes) -> None:
    score = {
        "problem": "Total",
        "measure": "PHQ-9",
        "mean_start": 14.2,
        "sd_start": 6.1,
        "mean_end": 9.5,
        "sd_end": 6.6,
    }
    score |= {"effect_size": 0.8, "courses": 233_776.0, "state": "shown", "source": "NHS England"}
    perinatal = score | {
        "therapy": "Ante/post natal counselling",
        "mean_start": 11.6,
        "effect_size": 0.5,
        "courses": 106.0,
    }
    making.published["talking_therapies_scores"] = [
        score | ENGLAND | {"year": "2023/24", "therapy": "Cognitive Behaviour Therapy (CBT)"},
        score | NATIONAL | {"year": "2022/23", "therapy": "Cognitive Behaviour Therapy (CBT)"},
        perinatal | ENGLAND | {"year": "2019/20"},
    ]
    whole = {"dimension": "all", "member": "Everyone", "finished": 670_419.0, "improved": 452_284.0, "state": "shown"}
    making.published["talking_therapies_outcomes"] = [whole | ENGLAND | {"year": "2024/25", "source": "NHS England"}]


def test_national_figures_stand_beside_ours_on_finished_courses_with_the_caution(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    national(making)
    release = making.open(tmp_path)
    answer = outcomes.scores_beside_national(release, SHEFFIELD)
    assert "from 14.0 to 9.0, effect size 1.0" in said(answer)
    assert "Ante/post natal counselling, 2019/20: from 11.6 to 9.5, effect size 0.5" in said(answer)
    assert "Read it as context, not as a target." in " ".join(answer.notes)
    rows = answer.table.set_index(["who", "therapy"])
    assert ("South Yorkshire (Sub-ICB 03N)", "Cognitive Behaviour Therapy (CBT)") in rows.index
    shares = outcomes.beside_national(release, SHEFFIELD)
    assert "of all who finished, 37% to 78% improved reliably here, where 63% have two scores, and 67%" in said(shares)
    assert "Read it as context, not as a target." in " ".join(shares.notes)


def test_a_share_of_the_paired_is_never_set_beside_a_share_of_the_finished(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    making.put(**WHOLE, courses=EVERY_COURSE.key)
    national(making)
    release = making.open(tmp_path)
    table = outcomes.beside_national(release, SHEFFIELD).table
    own = table[table["kind"] == "released here"].set_index("outcome").loc["Improved reliably"]
    assert (own.people, own.of) == (130, 340)
    assert 126 / 344 <= own.share_lower <= 130 / 340 <= own.share_upper
    refused = outcomes.beside_national(release, SHEFFIELD, courses=EVERY_COURSE.key)
    assert "only finished courses are set beside the published ones" in said(refused)


def test_without_contacts_only_the_adult_rule_is_offered(tmp_path):
    making = Outcomes(contacts=False)
    making.put(**WHOLE, pairing=ADULT.key)
    release = making.open(tmp_path)
    assert definition_options(release, SHEFFIELD).pairings == (ADULT.key,)
    assert outcomes.headline(release, SHEFFIELD).headline.value == "60%"


def test_an_unknown_choice_is_named_and_the_usual_one_shown(making, tmp_path):
    making.put(**WHOLE)
    release = making.open(tmp_path)
    asked = {"measure": "PHQ-8", "pairing": CQUIN.key, "courses": EVERY_COURSE.key, "reliable_change": "7 points"}
    shown, sentences = check_definition(release, SHEFFIELD, asked)
    assert shown == {"measure": "PHQ-9", "pairing": CQUIN.key, "reliable_change": "6 points", "courses": FINISHED.key}
    assert len(sentences) == 3
    assert "“PHQ-8”: PHQ-9 is shown." in sentences[0]
    with pytest.raises(SelectionError, match="no measure 'PHQ-8'"):
        outcomes.who_is_in_it(release, SHEFFIELD, "PHQ-8")


def test_a_decile_keeps_everyone_and_says_so(making, tmp_path):
    making.put(**WHOLE)
    answer = outcomes.what_changed(
        making.open(tmp_path), Selection("Sheffield", year="2023/24", deprivation="Decile 1")
    )
    assert "Everyone is counted" in " ".join(answer.keeps)
