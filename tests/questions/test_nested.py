"""A part is never said to be larger than its whole: ranges of counts that lie within each other, drawn and shown."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.answer import Answer, Selection
from pimh_data.questions.address import Address, answer
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell
from pimh_data.questions.kit.nested import nested, overstepping
from pimh_data.questions.outcomes.outcome_definition import definition_options
from pimh_data.questions.outcomes.reading import COUNTS, WITHIN
from pimh_data.questions.selection import options
from pimh_data.release import Release
from pimh_data.release.store import Store


def shown(value: int) -> Cell:
    return Cell(value, max(value - 4, 5), value + 4, "shown", 4.0)


def released(true: int, drawing: random.Random) -> Cell:
    """A count as a release has it: hidden under 5, else one of the two neighbouring multiples of 5."""
    return HIDDEN if true < 5 else shown(max(true - true % 5 + 5 * (drawing.randrange(5) < true % 5), 5))


def test_thirty_of_twenty_five_are_twenty_six_to_twenty_nine_of_both():
    found = nested({"recovered": shown(25), "both": shown(30)}, {"both": ["recovered"]}, ("recovered", "both"))
    assert {name: (cell.value, cell.lowest, cell.highest) for name, cell in found.items()} == {
        "recovered": (25, 26, 29),
        "both": (30, 26, 29),
    }


def test_what_is_read_elsewhere_bounds_a_count_and_stays_as_it_is():
    cells = {"recovered": shown(25), "both": shown(30)}
    assert nested(cells, {"both": ["recovered"]}, ("both",)) == {"both": Cell(30, 26, 29, "shown")}


def test_hidden_counts_and_no_data_bound_nothing():
    for nothing in (HIDDEN, NO_DATA):
        for cells in ({"whole": shown(20), "part": nothing}, {"whole": nothing, "part": shown(20)}):
            assert nested(cells, {"part": ["whole"], "not read": ["whole"]}, tuple(cells)) == cells


@given(st.lists(st.integers(0, 12), min_size=9, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_ranges_of_outcomes_hold_the_truth_and_no_part_is_larger_than_its_whole(more, drawing):
    reliably, recovered, improved, worse, same, cases, first, eligible, only = more
    true = {"reliably_recovered": reliably, "recovered": reliably + recovered, "improved": reliably + improved}
    # Whoever recovered without a reliable change is among those of no reliable change.
    true |= {"deteriorated": worse, "no_reliable_change": recovered + same}
    true["paired"] = true["improved"] + true["deteriorated"] + true["no_reliable_change"]
    true["at_caseness"] = true["recovered"] + min(cases, true["paired"] - true["recovered"]) + only
    true["first_score"] = true["paired"] + only + first
    true["eligible"] = true["first_score"] + eligible
    found: dict[str, Cell] = {}
    for counts in COUNTS.values():
        found |= nested(found | {name: released(true[name], drawing) for name in counts}, WITHIN, counts)
    for name, cell in found.items():
        assert not cell.known or cell.lowest <= true[name] <= cell.highest
    for part, wholes in WITHIN.items():
        for whole in wholes:
            assert not found[part].highest > found[whole].highest
            if any({part, whole} <= set(counts) for counts in COUNTS.values()):
                assert not found[part].lowest > found[whole].lowest


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def asked(release: Release, *questions: str) -> Iterator[tuple[Answer, ...]]:
    """Every Place and roll-up, every measure and the last two years of the demonstration, of all services."""
    for place in options(release).places:
        for year in release.manifest.years[-2:]:
            selection = Selection(place, year=year)
            for measure in definition_options(release, selection).measures:
                chosen = (("outcome_measure", measure),)
                yield tuple(answer(release, Address(question, selection, chosen)) for question in questions)


def test_nowhere_more_recovered_and_improved_than_recovered(release):
    """The two rows of the table, the two ranges of the sentence, and the two beside national figures."""
    said = rows = beside = 0
    for recovery, national in asked(release, "outcomes.recovery", "outcomes.national"):
        ranges = [
            tuple(map(int, ends)) for ends in re.findall(r"(\d+)% to (\d+)%(?= recovered)", recovery.finding.text)
        ]
        if len(ranges) == 2:
            assert ranges[1] <= ranges[0], recovery.finding.text
            assert ranges[1][1] <= ranges[0][1], recovery.finding.text
            said += 1
        for table, ends in (
            (recovery.table, ("of_cases_lower", "of_cases_upper", "of_finished_lower", "of_finished_upper")),
            (national.table[national.table["who"] == recovery.selection.place], ("share_lower", "share_upper")),
        ):
            by = table.set_index("outcome")
            whole = by[by.index == "Recovered"]
            part = by[by.index.isin(["Recovered reliably", "Recovered and improved reliably"])]
            if whole.empty or part.empty:
                continue
            for end in ends:
                one, other = float(part[end].iloc[0]), float(whole[end].iloc[0])
                assert not one > other, (recovery.selection, end)
                rows, beside = rows + (one == one and len(ends) == 4), beside + (one == one and len(ends) == 2)
    assert said > 30
    assert rows > 100
    assert beside > 10


def test_nowhere_do_those_who_improved_and_those_who_got_worse_come_to_more_than_all(release):
    """At most all but those known to be worse improved, in every question that gives the range."""
    checked = 0
    for head, who, many in asked(release, "outcomes.headline", "outcomes.who", "outcomes.service_measures"):
        row = head.table.set_index("period").loc[head.selection.year]
        if pd.isna(row["if_all_improved"]):
            continue
        own = who.table.iloc[0]
        assert (own["if_unchanged"], own["if_all_improved"]) == (row["if_unchanged"], row["if_all_improved"])
        ends = [(row["worse"], row["eligible"], row["if_all_improved"])]
        ends += many.table[["worse", "eligible", "of_eligible_upper"]].itertuples(index=False, name=None)
        for worse, eligible, most in ends:
            if not any(map(pd.isna, (worse, eligible, most))):
                assert most <= 1 - max(worse - 4, 5) / (eligible + 4) + 1e-9, head.selection
                checked += 1
    assert checked > 50


def test_a_part_that_is_shown_larger_than_its_whole_is_explained():
    pair = ("Recovered", shown(25), "Recovered and improved reliably", shown(30))
    assert overstepping([pair]) == (
        "Shown are 30 under “Recovered and improved reliably” and 25 under “Recovered”: the former are among the "
        "latter, and each count is rounded at random on its own."
    )
    assert overstepping([("Recovered", shown(30), "Recovered and improved reliably", shown(25))]) == ""
