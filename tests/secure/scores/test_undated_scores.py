"""First and last scores without a day: taken as such by the rule that needs none, left out by the others, and said."""

import sys
from pathlib import Path

import pandas as pd
import pytest
from extracts import referral, write_extracts

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from test_outcomes_cube import source_of

from pimh_data.registry.pairing import PAIRINGS
from pimh_data.secure.cubes.coding import coded
from pimh_data.secure.cubes.outcomes import count_outcomes
from pimh_data.secure.scores.undated import undated
from pimh_data.secure.statements import fetched


def score(number: int, points: str, occasion: str = "", assessed: str = "") -> dict[str, str]:
    return {
        "referral_id": f"R{number}",
        "measure": "PHQ-9",
        "respondent": "parent",
        "assessed": assessed,
        "occasion": occasion,
        "score": points,
    }


SCORES = [
    score(1, "18", "first"),
    score(1, "6", "last"),
    score(2, "15", "first"),
    score(3, "4", "last"),
    # Dated ones go first: what is called first or last beside them is not taken.
    score(4, "20", "", "2024-02-01"),
    score(4, "9", "", "2024-04-01"),
    score(4, "2", "last"),
    # Neither a day nor which: refused; two firsts that differ: neither is taken.
    score(5, "12"),
    score(6, "12", "first"),
    score(6, "13", "first"),
    score(6, "3", "last"),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undated")
    referrals = [referral(number, closed="2024-05-01", closure_reason="completed") for number in range(1, 7)]
    contacts = [
        {"referral_id": f"R{number}", "date": day, "mode": "face to face", "status": "attended"}
        for number in range(1, 7)
        for day in ("2024-02-01", "2024-02-15", "2024-03-01")
    ]
    return source_of(write_extracts(folder, referrals, contacts=contacts, scores=SCORES))


@pytest.fixture(scope="module")
def pairs(source) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    count_outcomes(coded(source), {})
    numbers = source.episodes.select("n", "referral_id").to_pandas()
    found = source.connection.table("pairs").to_pandas().merge(numbers, on="n")
    found["pairing"] = found.rule.map(dict(enumerate(PAIRINGS)))
    return {
        (row.referral_id, row.pairing.split()[0]): tuple(None if pd.isna(x) else x for x in (row.first_, row.last_))
        for row in found.rename(columns={"first": "first_", "last": "last_"}).itertuples()
    }


def test_the_adult_rule_takes_what_is_called_first_and_last(pairs):
    assert pairs["R1", "Adult"] == (18, 6)
    assert pairs["R2", "Adult"] == (15, None)
    assert ("R3", "Adult") not in pairs


def test_rules_that_need_days_leave_them_out(pairs):
    rules = {(name, rule) for name, rule in pairs if rule != "Adult"}
    assert {name for name, _ in rules} == {"R4"}


def test_scores_with_a_day_go_first(pairs):
    assert {pairs["R4", rule] for rule in ("Adult", "Children's", "Perinatal")} == {(20, 9)}


def test_a_score_that_says_neither_its_day_nor_which_it_is_is_refused(source):
    problems = source.checks.extracts["scores"].problems
    reasons = dict(zip(problems["row"].to_pylist(), problems["reason"].to_pylist(), strict=True))
    assert reasons[9] == "'assessed' is missing"
    assert {row for row, reason in reasons.items() if "different score of the same measure" in reason} == {10, 11}


def test_a_course_without_days_is_eligible_from_the_day_of_its_referral(source):
    query = "select measure, sum(people) as people from eligible_alone group by measure"
    assert {row["people"] for row in fetched(source.connection, query).to_pylist()} == {6}


def test_how_many_are_left_out_by_which_rules_is_said_and_rounded(source):
    assert undated(source.checks) == (
        "About 5 scores have no day and are marked first or last: the Adult community rule takes them as such; "
        "the Children's rule and the Perinatal CQUIN rule need days and leave them out.",
    )
