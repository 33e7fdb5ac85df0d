"""Beside NHS Talking Therapies: the same ICB, the same denominator, and England alone where no annual files came."""

from dataclasses import replace

import pytest
from outcome_cells import Outcomes

from pimh_data.answer import Selection
from pimh_data.charts import ranges_by_row
from pimh_data.questions.outcomes import beside_national, recovered, scores_beside_national
from pimh_data.registry.pairing import EVERY_COURSE

SHEFFIELD = Selection("Sheffield", year="2023/24")
MEANS = {"mean_first": 14.0, "sd_first": 5.0, "mean_last": 9.0, "sd_last": 6.0, "mean_change": -5.0, "sd_change": 5.0}
WHOLE = {"eligible": 340, "first_score": 300, "paired": 215, "improved": 130, "deteriorated": 10}
WHOLE |= {"no_reliable_change": 75}
CASES = {"at_caseness": 200, "recovered": 95, "reliably_recovered": 85}
ICB = {
    "area_type": "ICB",
    "code": "QF7",
    "name": "NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD",
    "area": "South Yorkshire",
}
SHARE = {"dimension": "all", "member": "Everyone", "finished": 20_000.0, "improved": 13_000.0, "state": "shown"}
SCORE = {"problem": "Total", "measure": "PHQ-9", "therapy": "Cognitive Behaviour Therapy (CBT)", "mean_start": 14.2}
SCORE |= {"sd_start": 6.1, "mean_end": 9.5, "sd_end": 6.6, "effect_size": 0.8, "courses": 900.0, "state": "shown"}
ENGLAND = {"area_type": "England", "code": "All", "name": "All", "area": "England"}


@pytest.fixture
def making() -> Outcomes:
    return Outcomes()


def rows(answer, outcome="Improved reliably"):
    table = answer.table
    return (table[table["outcome"] == outcome] if "outcome" in table else table).set_index("who")


@pytest.mark.parametrize("measure", ["PHQ-9", "GAD-7"])
def test_without_the_annual_files_england_stands_beside_ours_as_published(making, tmp_path, measure):
    making.put(measure, change="6 points" if measure == "PHQ-9" else "4 points", **WHOLE, **MEANS)
    answer = beside_national(making.open(tmp_path), SHEFFIELD, measure)
    england = rows(answer).loc["England"]
    assert (england.kind, england.year, england.finished) == ("published", "2024/25", 670_419)
    assert england.published == pytest.approx(452_284 / 670_419)
    assert england.two_scores == pytest.approx((452_284 + 39_157 + 170_457) / 670_419)
    assert rows(answer).index.tolist() == ["Sheffield", "England"]
    assert answer.finding.text == (
        f"Sheffield, 2023/24, {measure}: of all who finished, 37% to 78% improved reliably here, where 63% have two "
        "scores, and 67% in NHS Talking Therapies (England, 2024/25), where 99% have. The populations differ."
    )
    assert "NHS Talking Therapies annual report 2024-25" in answer.evidence.source


def test_recovery_has_both_bounds_and_stands_beside_the_published_share_of_the_same_denominator(making, tmp_path):
    making.put(**WHOLE, **CASES)
    answer = beside_national(making.open(tmp_path), SHEFFIELD)
    for outcome, part, published in (
        ("Recovered", 95, 321_061 / (670_419 - 35_234)),
        ("Recovered reliably", 85, 301_815 / (670_419 - 35_234)),
    ):
        own, england = rows(answer, outcome).loc["Sheffield"], rows(answer, outcome).loc["England"]
        assert england.published == pytest.approx(published)
        assert (own.people, own.of) == (part, 340 - 300 + 200)
        # Nobody or everyone of the 125 without a second score recovered; each count is of a range.
        assert own.share_lower <= part / 240 <= (part + 125) / 240 <= own.share_upper <= 1


def test_no_point_stands_in_a_range_and_no_range_round_a_published_point(making, tmp_path):
    making.put(**WHOLE, **CASES)
    release = making.open(tmp_path)
    answer, recovery = beside_national(release, SHEFFIELD), recovered(release, SHEFFIELD)
    drawn = ranges_by_row.of_national(answer).datasets["rows"]
    assert (drawn["upper"].isna() == drawn["value"].notna()).all()
    assert drawn["upper"].notna().sum() == 3
    assert ranges_by_row.of_recovery(recovery).datasets["rows"]["value"].isna().all()
    assert drawn["label"][0] == "Improved reliably: Sheffield,\n2023/24\n37% to 78%; 63% scored twice"
    assert all("% have two scores" in said for said in drawn["tooltip"])
    assert "95%" not in recovery.finding.text
    assert not {"share", "lower", "upper"} & set(recovery.table.columns)
    assert recovery.finding.text == (
        "Sheffield, 2023/24, PHQ-9: of 200 people who were a case at the start, 45% to 98% recovered, whatever became "
        "of those without a second score (63% of the eligible have two); 40% to 93% recovered and improved reliably."
    )


def test_without_the_annual_files_the_notes_say_kindly_what_they_bring_and_how(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    notes = " ".join(beside_national(making.open(tmp_path), SHEFFIELD).notes)
    assert "The populations differ" in notes
    assert "The published shares are those of England in 2024/25 alone." in notes
    assert "bring start, end and effect sizes and the figures of the same ICB" in notes
    assert "whoever publishes can add them to the extracts" in notes


def test_the_carried_share_stands_beside_all_eligible_and_never_beside_the_paired(making, tmp_path):
    making.put(**WHOLE)
    answer = beside_national(making.open(tmp_path), SHEFFIELD)
    own = rows(answer).loc["Sheffield"]
    assert own.share_lower <= 130 / 340 <= own.share_upper
    assert own.published != own.published
    assert rows(answer).loc["Sheffield", "state"] == "shown"
    assert "60%" not in answer.finding.text  # 130 of the 215 with two scores


def test_only_finished_courses_of_the_two_measures_are_set_beside_the_carried_share(making, tmp_path):
    making.put(**WHOLE)
    making.put(**WHOLE, courses=EVERY_COURSE.key)
    making.put("EPDS", change="4 points", **WHOLE)
    release = making.open(tmp_path)
    for refused in (
        beside_national(release, SHEFFIELD, courses=EVERY_COURSE.key),
        beside_national(release, SHEFFIELD, "EPDS"),
    ):
        assert refused.finding.grade == "no data"
        assert refused.table.empty


def test_too_few_people_for_a_share_are_set_beside_nothing(making, tmp_path):
    making.put(**WHOLE | {"improved": None})
    answer = beside_national(making.open(tmp_path), SHEFFIELD)
    assert answer.finding.grade == "too few"
    assert rows(answer).loc["Sheffield", "state"] == "hidden"
    assert rows(answer).loc["England", "state"] == "shown"


def test_with_both_annual_files_nothing_is_carried_and_nothing_is_asked_for(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    making.published["talking_therapies_scores"] = [SCORE | ENGLAND | {"year": "2023/24"}]
    making.published["talking_therapies_outcomes"] = [SHARE | ICB | {"year": "2022/23"}]
    answer = beside_national(making.open(tmp_path), SHEFFIELD)
    scores = scores_beside_national(making.open(tmp_path / "again"), SHEFFIELD)
    assert (rows(answer).index.tolist(), scores.table.who.tolist()) == (
        ["Sheffield", "South Yorkshire (ICB QF7)"],
        ["Sheffield", "England"],
    )
    assert 670_419 not in answer.table.finished.tolist()
    assert not any("whoever publishes" in note for note in answer.notes)
    assert "Published for 2022/23" in " ".join(answer.notes)


def test_each_file_that_is_lacking_is_asked_for_alone(making, tmp_path):
    making.put(**WHOLE, **MEANS)
    making.published["talking_therapies_outcomes"] = [SHARE | ICB | {"year": "2022/23"}]
    without_scores = beside_national(making.open(tmp_path / "outcomes"), SHEFFIELD)
    assert "bring start, end and effect sizes: whoever publishes" in " ".join(without_scores.notes)
    assert "65% in NHS Talking Therapies (South Yorkshire (ICB QF7), 2022/23)" in without_scores.finding.text
    making.published = {"talking_therapies_scores": [SCORE | ENGLAND | {"year": "2023/24"}]}
    without_outcomes = beside_national(making.open(tmp_path / "scores"), SHEFFIELD)
    assert "bring the figures of the same ICB: whoever publishes" in " ".join(without_outcomes.notes)
    assert "67% in NHS Talking Therapies (England, 2024/25)" in without_outcomes.finding.text


def test_a_longer_period_is_named_where_the_year_has_too_few(making, tmp_path):
    making.put(**WHOLE | {"improved": None})
    making.put(period="Since the service started", **WHOLE)
    answer = beside_national(making.open(tmp_path), SHEFFIELD)
    assert answer.finding.text.startswith(
        "Sheffield, since the service started, PHQ-9: of all who finished, 37% to 78%"
    )


def test_a_place_whose_system_is_no_icb_stands_beside_the_icb_it_lies_in(making, tmp_path):
    making.building.places = {"Sheffield": "South Yorkshire", "Southampton": "Wessex", "Dorset": "Wessex"}
    making.building.icbs = {"Southampton": "Hampshire and Isle of Wight", "Dorset": "Dorset"}
    hampshire = ICB | {"code": "QRL", "area": "Hampshire and Isle of Wight"}
    making.published["talking_therapies_outcomes"] = [
        SHARE | area | {"year": "2023/24"} for area in (ICB, hampshire, ICB | {"code": "QVV", "area": "Dorset"})
    ]
    for place in ("Southampton", "Wessex"):
        making.put(where=place, **WHOLE)
    release = making.open(tmp_path)
    southampton, wessex = (
        beside_national(release, replace(SHEFFIELD, place=place)) for place in ("Southampton", "Wessex")
    )
    assert rows(southampton).index.tolist() == ["Southampton", "Hampshire and Isle of Wight (ICB QRL)"]
    assert rows(wessex).index.tolist() == ["Wessex", "Hampshire and Isle of Wight (ICB QRL)", "Dorset (ICB QVV)"]


def test_of_several_icbs_none_is_named_for_all_of_them_but_england(making, tmp_path):
    making.put(where="All Places", **WHOLE)
    other = ICB | {"code": "QYG", "area": "Cheshire and Merseyside"}
    making.published["talking_therapies_outcomes"] = [
        SHARE | area | {"year": "2023/24", "improved": improved}
        for area, improved in ((ICB, 13_000.0), (other, 14_000.0), (ENGLAND, 13_400.0))
    ]
    answer = beside_national(making.open(tmp_path), replace(SHEFFIELD, place="All Places"))
    assert "67% in NHS Talking Therapies (England, 2023/24)" in answer.finding.text
    assert {"South Yorkshire (ICB QF7)", "Cheshire and Merseyside (ICB QYG)"} < set(answer.table.who)


def test_the_published_year_is_the_nearest_and_of_two_as_near_the_later(making, tmp_path):
    making.put(period="2022/23", **WHOLE, **MEANS)
    making.published["talking_therapies_scores"] = [
        SCORE | ENGLAND | {"year": year, "mean_start": mean}
        for year, mean in (("2020/21", 12.0), ("2021/22", 13.0), ("2023/24", 14.0))
    ]
    answer = scores_beside_national(making.open(tmp_path), replace(SHEFFIELD, year="2022/23"))
    assert rows(answer).loc["England", ["year", "mean_first"]].tolist() == ["2023/24", 14.0]
