"""A part that rounding shows larger than its whole is about all of it: in sentences, in tables, in intervals."""

import gzip
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.changes import since_year_before
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.verdicts.path_steps import Step
from pimh_data.questions.share_of_cells import percent_of, share_of

ANSWERS = Path(__file__).resolve().parents[1] / "golden" / "answers"
# May be more than all of it: people seen of a target, money spent of what was allocated.
OF_A_TARGET = ("reach.target", "funding.")


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


fives = st.integers(1, 300).map(lambda n: 5 * n)


@given(fives)
@settings(max_examples=40, deadline=None)
def test_a_part_shown_larger_than_its_whole_is_about_100_per_cent_wherever_it_is_said(whole: int):
    part, of = shown(whole + 5), shown(whole)
    portion = Portion(part, of)
    value, lower, upper = portion.limits
    assert (value, upper) == (1, 1)
    assert lower < 1
    assert portion.percent == "about 100%"
    assert portion.bounds.split(" to ")[1] in ("100", "100.0")
    step = Step.of("seen", "accepted", {"seen": part, "accepted": of}, {"seen": shown(10), "accepted": shown(40)})
    assert step.shares == ("about 100%", "25%")
    assert step.own[2] <= 1
    assert "(about 100%" in since_year_before(shown(300), shown(600), part, of)[0] or whole < 20


@given(fives, fives)
@settings(max_examples=40, deadline=None)
def test_no_share_of_cells_is_more_than_all_and_only_a_larger_part_is_about_all(part: int, whole: int):
    assert share_of(shown(part), shown(whole)) == min(part / whole, 1)
    assert percent_of(shown(part), shown(whole)).startswith("about ") == (part > whole)


def test_no_answer_that_is_kept_has_a_share_or_its_interval_over_one():
    over = set()
    for path in sorted(ANSWERS.glob("*.json.gz")):
        if path.name.startswith(OF_A_TARGET):
            continue
        for asked in json.loads(gzip.decompress(path.read_bytes())):
            shares = [column["name"] for column in asked["answer"].get("columns", ()) if column["kind"] == "share"]
            over |= {
                (path.name, name)
                for row in asked["answer"].get("table", ())
                for name in shares
                if isinstance(row.get(name), float) and row[name] > 1
            }
    assert not over
