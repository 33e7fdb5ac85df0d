"""The interval of every genuine row with count and denominator is recomputed, or it is known why it cannot be."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest import read_fingertips
from pimh_data.secure.ingest.fingertips_method import METHODS, method_of, methods

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "fingertips"
GENUINE = sorted(SHARED.rglob("*.csv"))
genuine = pytest.mark.skipif(not SHARED.exists(), reason="the public data is not beside this checkout")

# What each series with limits, count and denominator turns out to be: how many rows agree of how many, and the method.
STANDARDISED = ("CVDMortality", "CancerMortality", "Deathsunder75preventable", "LiverMortality", "RespiratoryMortality")
EXPECTED = {
    ("jargonautical__indicators-CountyUA.data", "All ages"): (453, 453, "exact Poisson"),
    ("jargonautical__indicators-CountyUA.data", "0-9 yrs"): (302, 302, "Byar at every count, z = 1.96"),
    ("ChildrenRelLowIncome", "<16 yrs"): (21, 21, "Wilson of half the count and half the denominator"),
    ("Coronary_Heart_Disease", "All ages"): (33, 33, "Wilson"),
    ("Depression", "18+ yrs"): (30, 31, "Wilson"),
    ("Development", "5 yrs"): (3, 3, "Wilson"),
    ("Diabetes", "17+ yrs"): (30, 30, "Wilson"),
    ("Hypertension", "All ages"): (18, 18, "Wilson"),
    ("Longtermillnesswards", "All ages"): (23, 23, "Wilson"),
    ("ReceptionObesity", "4-5 yrs"): (46, 46, "Wilson"),
    ("Year6Obesity", "10-11 yrs"): (46, 46, "Wilson"),
    ("STI", "All ages"): (30, 30, "Byar"),
    ("Smoking", "15+ yrs"): (24, 24, "Wilson"),
    ("Vax", "2 yrs"): (36, 36, "Wilson"),
    ("onsdigital_sdg__unmet_alcohol", "18+ yrs"): (0, 17, ""),
    ("onsdigital_sdg__unmet_opiates", "15-64 yrs"): (0, 13, ""),
    **{(name, "<75 yrs"): (0, 3, "") for name in (*STANDARDISED, "covid")},
}


@pytest.fixture(scope="module")
def found():
    return {
        (path.stem, age): method
        for path in GENUINE
        for (_, _, age), method in methods(read_fingertips(path)).items()
        if method.limits
    }


@genuine
def test_the_interval_of_every_row_is_recomputed_or_it_is_known_why_not(found, capsys):
    assert {key: (m.limits_agree, m.limits, m.name) for key, m in found.items()} == EXPECTED
    agreed, rows = (sum(getattr(m, part) for m in found.values()) for part in ("limits_agree", "limits"))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{agreed:,} of {rows:,} published intervals recomputed within rounding ({agreed / rows:.1%})\n"
        )
    assert (agreed, rows) == (1095, 1144)


@genuine
def test_standardised_rates_are_told_from_rates_and_are_never_added_up(found):
    assert all(not found[name, "<75 yrs"].adds_up for name in (*STANDARDISED, "covid"))
    assert "standardised" in found["covid", "<75 yrs"].words()
    assert found["onsdigital_sdg__unmet_alcohol", "18+ yrs"].adds_up
    assert "cannot be recomputed" in found["onsdigital_sdg__unmet_alcohol", "18+ yrs"].words()


@genuine
def test_multipliers_are_found_from_the_rows(found):
    assert found["STI", "All ages"].multiplier == 100_000
    assert found["Vax", "2 yrs"].multiplier == 100


@genuine
def test_counts_printed_to_the_nearest_5_are_noticed(found):
    assert [key[0] for key, method in found.items() if method.rounded] == ["ReceptionObesity", "Year6Obesity"]


@genuine
def test_our_own_byar_lies_within_a_third_of_one_per_100000_where_other_software_made_the_interval():
    """Exact below 10 where the file has Byar there too, and the other way round: what that choice is worth."""
    table = read_fingertips(SHARED / "jargonautical__indicators-CountyUA.data.csv")
    rows = table.dropna(subset=["count", "denominator", "lower_95"])
    ours = METHODS["Byar"](rows["count"].to_numpy(), rows["denominator"].to_numpy(), 0.95)
    apart = np.maximum(*(abs(end * 1e5 - rows[name]) for end, name in zip(ours, ("lower_95", "upper_95"), strict=True)))
    assert len(rows) == 755
    assert apart.max() < 0.3
    assert (apart < 0.01).sum() == 735
    assert rows.loc[apart >= 0.01, "count"].max() < 10


def test_the_methods_are_those_of_other_hands():
    count, denominator = np.array([1.0, 9, 10, 250]), np.array([50.0, 400, 900, 1000])
    wilson = [proportion_confint(c, d, 0.05, "wilson") for c, d in zip(count, denominator, strict=True)]
    np.testing.assert_allclose(np.array(METHODS["Wilson"](count, denominator, 0.95)).T, wilson)
    exact = np.array([chi2.ppf(0.001, 2 * count) / 2, chi2.ppf(0.999, 2 * count + 2) / 2]) / denominator
    np.testing.assert_allclose(METHODS["exact Poisson"](count, denominator, 0.998), exact)
    half = [proportion_confint(c / 2, d / 2, 0.05, "wilson") for c, d in zip(count, denominator, strict=True)]
    named = METHODS["Wilson of half the count and half the denominator"]
    np.testing.assert_allclose(np.array(named(count, denominator, 0.95)).T, half)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_a_count_of_nought_has_a_lower_limit_of_nought(name, confidence):
    lower, upper = METHODS[name](np.array([0.0]), np.array([100.0]), confidence)
    assert lower[0] == 0 < upper[0] < 1


def series(values, counts, denominators, lower=None, upper=None, unit="%"):
    size = len(values)
    columns = {"value": values, "count": counts, "denominator": denominators}
    columns |= {"lower_95": lower or [np.nan] * size, "upper_95": upper or [np.nan] * size}
    columns |= {"area_code": [f"E0600000{n}" for n in range(size)], "unit": [unit] * size}
    return pd.DataFrame(columns | {"value_state": [form.SHOWN] * size})


def test_a_file_without_limits_takes_the_usual_method_of_its_unit_and_says_so():
    proportion = method_of(series([50.0, 25.0], [5.0, 25.0], [10.0, 100.0]))
    assert (proportion.name, proportion.multiplier, proportion.stated) == ("Wilson", 100, True)
    rate = method_of(series([5.0, 2.5], [5.0, 25.0], [1000.0, 10_000.0], unit="per 1,000"))
    assert (rate.name, rate.multiplier, rate.stated) == ("Byar", 1000, True)


def test_a_value_that_is_not_count_over_denominator_does_not_add_up():
    assert not method_of(series([80.1, 79.4], [500.0, 612.0], [1000.0, 1000.0])).adds_up
    nothing = method_of(series([80.1, 79.4], [np.nan] * 2, [np.nan] * 2))
    assert not nothing.adds_up
    assert nothing.words() == "the file gives no counts and denominators"


def test_one_wrong_row_in_twenty_does_not_hide_the_method_and_one_in_ten_does():
    def method(rows, wrong):
        counts, denominators = np.arange(rows) + 20.0, np.full(rows, 200.0)
        ends = [np.round(100 * end, 4) for end in METHODS["Wilson"](counts, denominators, 0.95)]
        ends[0][:wrong] += 1
        return method_of(series((counts / 2).tolist(), counts, denominators, *(end.tolist() for end in ends)))

    assert method(20, 1).name == "Wilson"
    assert method(20, 1).limits_agree == 19
    assert method(10, 1).name == ""
