"""The need models say what their documents say: coefficients, ranges, units, and the counts that were published."""

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import SelectionError
from pimh_data.registry import reference
from pimh_data.registry.need import NeedCount, Residents
from pimh_data.registry.need_models import model, models, risk_groups

# Sheffield's births in the review, and its mid-2020 residents by decile, added up from the reference table.
REVIEW = Residents(5_737, math.nan, math.nan, math.nan)
SHEFFIELD = Residents(5_922, 1_902 + 729, 31_777, 14_845)
COUNTS = [(made.key, count.key) for made in models().values() for count in made.counts]


def count(key: str, name: str = "") -> NeedCount:
    return model(key).count(name)


def published(key: str) -> dict[str, str]:
    with reference.FILES["prevalence"].path.open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["key"] == key)


def test_the_models_are_the_six_and_each_says_what_it_counts():
    assert [(made, *(f"{c.unit}, {c.kind}" for c in found.counts)) for made, found in models().items()] == [
        ("early_years_service", "children 0-4, stock", "children 0-4, stock"),
        ("attachment", "babies, yearly flow"),
        ("perinatal_mental_health", "women, yearly flow", "fathers, yearly flow"),
        ("mild_to_moderate", "women, yearly flow"),
        ("specialist_team", "babies, yearly flow"),
        ("families_who_benefit", "families, yearly flow", "families, yearly flow"),
    ]


@pytest.mark.parametrize(
    ("key", "name", "parameter", "row"),
    [
        ("early_years_service", "need", "base", "nwc_base"),
        ("early_years_service", "need", "deprived", "nwc_deprived"),
        ("early_years_service", "target", "target", "nwc_target"),
        ("attachment", "need", "all_families", "complex_pir"),
        ("attachment", "need", "low_income", "disorganised_low_income"),
        ("perinatal_mental_health", "mothers", "mothers", "maternal_mh"),
        ("perinatal_mental_health", "fathers", "fathers", "paternal_mh"),
        ("specialist_team", "need", "babies", "specialist_team"),
    ],
)
def test_every_coefficient_is_the_published_one_with_its_source(key, name, parameter, row):
    found = next(p for p in count(key, name).parameters if p.name == parameter)
    assert found.value == found.high == float(published(row)["low"] or published(row)["high"])
    assert found.source == published(row)["source"]


def test_sheffields_own_births_give_sheffields_own_figures():
    assert count("mild_to_moderate").estimate(REVIEW).value == pytest.approx(855)
    likely, hidden = (count("families_who_benefit", name).estimate(REVIEW) for name in ("likely", "hidden"))
    assert [likely.lower, likely.upper] == pytest.approx([428, 450])
    assert [hidden.lower, hidden.upper] == pytest.approx([856, 899])


def test_a_ceiling_begins_at_none_and_is_said_to_be_one():
    for key in ("mild_to_moderate", "specialist_team"):
        assert count(key).up_to
        assert count(key).estimate(SHEFFIELD).lower == 0
        assert count(key).estimate(SHEFFIELD).value == count(key).estimate(SHEFFIELD).upper
    assert not count("families_who_benefit").up_to


def test_the_total_of_table_4_is_the_formula_with_the_boroughs_that_it_took_for_deprived_areas():
    # Cheshire and Merseyside: 111,629 children, 59,897 of them in Halton, Knowsley, Liverpool, St Helens and Wirral.
    residents = Residents(0, 0, 111_629, 59_897)
    assert round(count("early_years_service").estimate(residents).value) == 10_251
    assert round(count("early_years_service", "target").estimate(residents).value) == 3_588


def test_sheffield_by_hand():
    assert count("attachment").estimate(SHEFFIELD).value == pytest.approx(0.15 * 3_291 + 0.34 * 2_631)
    assert count("attachment").estimate(SHEFFIELD).lower == pytest.approx(0.15 * 5_922)
    assert count("perinatal_mental_health").estimate(SHEFFIELD).value == pytest.approx(1_184.4)
    assert count("perinatal_mental_health", "fathers").estimate(SHEFFIELD).value == pytest.approx(592.2)
    nwc = count("early_years_service").estimate(SHEFFIELD)
    assert nwc.value == pytest.approx(0.065 * 31_777 + 0.05 * 14_845)
    assert nwc.lower == pytest.approx(0.05 * 31_777 + 0.05 * 14_845)


def test_risk_groups_are_shares_of_their_own_babies():
    assert [(group.name, group.value, group.up_to) for group in risk_groups()] == [
        ("maltreatment", 0.48, True),
        ("substance", 0.43, False),
        ("depressed", 0.21, False),
    ]


def people() -> st.SearchStrategy[float]:
    return st.floats(0, 100_000)


@given(people(), people(), people(), people())
def test_a_place_needs_what_its_deciles_need_together(deprived, others, deprived_children, other_children):
    core20 = Residents(deprived, deprived, deprived_children, deprived_children)
    rest = Residents(others, 0, other_children, 0)
    whole = Residents(deprived + others, deprived, deprived_children + other_children, deprived_children)
    for key, name in COUNTS:
        parts = [count(key, name).estimate(part).value for part in (core20, rest)]
        assert sum(parts) == pytest.approx(count(key, name).estimate(whole).value, rel=1e-9, abs=1e-6)


@given(st.data())
def test_no_value_within_the_published_ranges_leaves_the_range_that_is_shown(data):
    key, name = data.draw(st.sampled_from(COUNTS))
    chosen = {p.name: data.draw(st.floats(p.low, p.high)) for p in count(key, name).parameters}
    found = count(key, name).estimate(SHEFFIELD, chosen)
    assert found.lower - 1e-6 <= found.value <= found.upper + 1e-6


def test_values_outside_the_published_ranges_are_refused_all_at_once():
    with pytest.raises(SelectionError, match=r"0\.9, the published range is 0\.05 to 0\.065; more in deprived.*0\.01"):
        count("early_years_service").estimate(SHEFFIELD, {"base": 0.9, "deprived": 0.01})


def test_what_is_not_held_is_no_number():
    found = count("early_years_service").estimate(Residents(5_922, 2_631, math.nan, math.nan))
    assert math.isnan(found.value)
    assert math.isnan(found.lower)
    assert math.isnan(found.upper)


def test_a_parameters_name_is_its_own_within_its_model():
    for made in models().values():
        named = {p.name: p for found in made.counts for p in found.parameters}
        assert all(named[p.name] == p for found in made.counts for p in found.parameters)


def test_every_model_has_its_citation_and_limits():
    for made in models().values():
        assert made.citation
        assert made.limits
        for found in made.counts:
            assert all(p.source and p.low <= p.value <= p.high for p in found.parameters)
            assert all(p.where_low for p in found.parameters if p.low not in (0, p.value) and key_is_point(made.key))


def key_is_point(key: str) -> bool:
    """Whether one figure alone is published, so that a lower end must say where it comes from."""
    return key != "families_who_benefit"


def test_an_unknown_model_or_count_is_answered_with_those_there_are():
    with pytest.raises(SelectionError, match="early_years_service, attachment"):
        model("unicef")
    with pytest.raises(SelectionError, match="it counts mothers, fathers"):
        model("perinatal_mental_health").count("babies")
