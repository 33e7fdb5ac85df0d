"""The measures against their golden file, the field guide's own table, and themselves."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from pimh_data.registry.definitions import core_first, in_force
from pimh_data.registry.measures import MEASURES

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "measures.json"
# The field guide's table, typed again: range, better, caseness, reliable changes in points.
FIELD_GUIDE = {
    "PHQ-9": (0, 27, "lower", 10, [6]),
    "GAD-7": (0, 21, "lower", 8, [4]),
    "EPDS": (0, 30, "lower", 13, [4]),
    "CORE-10": (0, 40, "lower", 11, [6, 5]),
    "GBO": (0, 10, "higher", None, [2.45, 3]),
    "SWEMWBS": (7, 35, "higher", None, [3]),
    "KPCS": (0, 45, "higher", None, [None, None]),
    "MORS-SF warmth": (0, 35, "higher", None, []),
    "MORS-SF invasion": (0, 35, "lower", None, []),
    "HADS-A": (0, 21, "lower", None, []),
    "HADS-D": (0, 21, "lower", None, []),
    "PIIOS": (0, 52, "lower", None, []),
    "confidence rating": (0, 10, "higher", None, []),
}
BANDS = {
    "PHQ-9": [(0, 4), (5, 9), (10, 14), (15, 19), (20, 27)],
    "GAD-7": [(0, 4), (5, 9), (10, 14), (15, 21)],
    "CORE-10": [(0, 10), (11, 15), (16, 20), (21, 25), (26, 40)],
    "HADS-A": [(0, 7), (8, 10), (11, 21)],
    "PIIOS": [(0, 19), (20, 25), (26, 52)],
    "KPCS": [(0, 39), (40, 45)],
}


def test_keys_and_values_are_those_of_the_golden_file():
    written = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert json.loads(json.dumps({key: asdict(measure) for key, measure in MEASURES.items()})) == written


def test_every_value_of_the_field_guide_is_held():
    assert list(MEASURES) == list(FIELD_GUIDE)
    for key, (low, high, better, caseness, changes) in FIELD_GUIDE.items():
        measure = MEASURES[key]
        assert (measure.low, measure.high, measure.caseness) == (low, high, caseness)
        assert measure.direction == f"{better}_is_better"
        assert [change.points for change in measure.reliable_changes] == changes
    for key, bands in BANDS.items():
        assert [(band.low, band.high) for band in MEASURES[key].bands] == bands


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_items_add_up_to_the_range_and_bands_cover_it(measure):
    assert measure.items * measure.item_low == measure.low
    assert measure.items * measure.item_high == measure.high
    assert measure.citation
    assert measure.population
    assert measure.missing_rule
    if measure.bands:
        assert (measure.bands[0].low, measure.bands[-1].high) == (measure.low, measure.high)
        for lower, upper in zip(measure.bands, measure.bands[1:], strict=False):
            assert lower.high < upper.low <= lower.high + 1


def test_the_page_on_outcomes_says_how_the_items_of_each_measure_are_brought():
    page = (Path(__file__).resolve().parents[2] / "docs" / "outcomes.md").read_text(encoding="utf-8")
    for measure in MEASURES.values():
        assert f"| {measure.key} | {measure.items} | {measure.items_brought} | {measure.missing_rule} |" in page


def test_items_that_run_the_other_way_are_those_of_the_field_guide():
    assert {key: measure.turned for key, measure in MEASURES.items() if measure.turned} == {
        "EPDS": (3, 5, 6, 7, 8, 9, 10),  # items 1, 2 and 4 run as printed
        "CORE-10": (2, 3),
    }
    assert "'not applicable' (1 and 9) is 2" in MEASURES["KPCS"].items_brought


def test_what_was_not_checked_at_its_source_says_so():
    unverified = {key for key, measure in MEASURES.items() if measure.unverified}
    assert {"GBO", "SWEMWBS", "HADS-A", "HADS-D", "PIIOS"} <= unverified
    assert "bands" in MEASURES["PIIOS"].unverified
    assert "reliable_change" in MEASURES["GBO"].unverified


def test_computed_here_is_never_published():
    for change in MEASURES["KPCS"].reliable_changes:
        assert (change.points, change.status) == (None, "computed here")
        assert change.key.startswith("computed here")


def test_relationship_measures_come_first_and_mood_is_never_left_out():
    order = core_first(MEASURES)
    assert {m.key for m in order[:5]} == {"GBO", "KPCS", "MORS-SF warmth", "MORS-SF invasion", "PIIOS"}
    assert {m.key for m in order} == set(MEASURES)


def test_each_goal_has_its_own_reliable_change_and_the_mean_another():
    measures = in_force({})
    assert [change.points for change in measures["GBO"].reliable_changes] == [2.45]
    assert [change.points for change in measures["GBO goal 2"].reliable_changes] == [3]


def test_a_sites_own_value_comes_first_and_carries_its_source():
    own = {"MORS-SF warmth": {"bands": [["Low", 0, 19], ["Usual", 20, 35]], "reliable_change": 5, "source": "Board"}}
    warmth = in_force(own)["MORS-SF warmth"]
    assert (warmth.reliable_changes[0].key, warmth.reliable_changes[0].points) == ("5 points (this site)", 5)
    assert warmth.reliable_changes[0].status == "site-configurable"
    assert warmth.citation.endswith("; Board")
    assert [band.label for band in warmth.bands] == ["Low", "Usual"]


def test_swemwbs_metric_scores_rise_and_keep_both_ends():
    metric = MEASURES["SWEMWBS"].conversion
    assert (len(metric), metric[0], metric[-1]) == (29, 7.0, 35.0)
    assert list(metric) == sorted(metric)
