"""An indicator has a direction, a reason and a citation, and what was not checked says so."""

import csv
from pathlib import Path
from typing import get_args

import pytest

from pimh_data.registry.indicators import INDICATORS, PERINATAL, Polarity

FINGERTIPS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fingertips"


def test_the_keys_are_these_and_none_can_vanish_unseen():
    assert {i.id for i in PERINATAL} == {
        "90811", "20401", "20101", "92531", "91743", "93085", "92517", "92530", "93700",
        "sole_registered_births", "family_homelessness", "looked_after_under_5", "looked_after_10_to_15",
        "child_protection_plans", "parents_in_drug_treatment", "parents_in_alcohol_treatment",
        "child_development_2_years",
    }  # fmt: skip
    assert len(INDICATORS) == 40


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.id)
def test_every_indicator_has_a_name_unit_direction_reason_and_citation(indicator):
    assert indicator.polarity in get_args(Polarity)
    assert all((indicator.name, indicator.unit, indicator.why.endswith("."), indicator.citation))
    assert set(indicator.unverified) <= {"id", "unit", "polarity"}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.id)
def test_an_identifier_that_was_not_checked_is_a_name_of_our_own_and_says_so(indicator):
    assert indicator.id.isdecimal() == ("id" not in indicator.unverified)


def test_a_high_value_marks_risk_only_where_it_is_not_already_judged():
    marked = {i.id for i in INDICATORS.values() if i.risk_when_high}
    assert all(INDICATORS[key].polarity == "no_judgement" for key in marked)
    assert {key: INDICATORS[key].risk for key in ("90811", "92517", "looked_after_under_5", "848", "93356")} == {
        "90811": "worse",
        "92517": "worse",
        "looked_after_under_5": "higher",
        "848": "",
        "93356": "",
    }
    assert len(marked) == 6


def directions_in_downloads():
    """What each genuine download says itself: is Better above or below England, does a fall get better or worse?"""
    seen = {}
    for path in FINGERTIPS.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading, *rows = csv.reader(file)
        at = {name: heading.index(name) for name in ("Indicator ID", "Value", "Age", "Time period", "Recent Trend")}
        at |= {"area": heading.index("Area Code"), "judged": heading.index("Compared to England value or percentiles")}
        at |= {"category": heading.index("Category")}
        england = {
            (row[at["Age"]], row[at["Time period"]]): float(row[at["Value"]])
            for row in rows
            if row[at["area"]] == "E92000001" and not row[at["category"]]
        }
        for row in rows:
            benchmark = england.get((row[at["Age"]], row[at["Time period"]]))
            if row[at["judged"]] in ("Better", "Worse") and row[at["Value"]] and benchmark is not None:
                higher = (float(row[at["Value"]]) > benchmark) == (row[at["judged"]] == "Better")
                seen.setdefault(row[0], set()).add("higher_is_better" if higher else "lower_is_better")
            trend = row[at["Recent Trend"]]
            if "getting" in trend:
                higher = trend.startswith("Increasing") == trend.endswith("better")
                seen.setdefault(row[0], set()).add("higher_is_better" if higher else "lower_is_better")
    return seen


@pytest.mark.skipif(not FINGERTIPS.exists(), reason="the public data is not beside this checkout")
def test_the_direction_is_the_one_the_genuine_downloads_themselves_use():
    seen = directions_in_downloads()
    assert len(seen) >= 5
    assert {key: {INDICATORS[key].polarity} for key in seen} == seen
    assert all("polarity" not in INDICATORS[key].unverified for key in seen)
