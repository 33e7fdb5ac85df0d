"""The package stays light, knows no table, and returns no infinity."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.statistics.change import paired_change
from pimh_data.statistics.funnel import funnel
from pimh_data.statistics.inequality import bounds_for_unknowns, gap_in_people
from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, student_t, wilson
from pimh_data.statistics.small_numbers import pooled_proportions
from pimh_data.statistics.standardise import directly_standardised_rate, indirectly_standardised_ratio

HEAVY = ("pandas", "pyarrow", "duckdb", "ibis", "statsmodels", "scipy.stats", "scipy.optimize", "streamlit")


def test_importing_it_brings_in_nothing_heavy():
    script = f"import sys, pimh_data.statistics; print([m for m in {HEAVY} if m in sys.modules])"
    root = Path(__file__).resolve().parents[2]
    found = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


maybe = st.one_of(st.none(), st.integers(0, 60))


@given(st.lists(st.tuples(maybe, maybe, maybe, maybe), min_size=1, max_size=12))
def test_no_result_is_infinite_whatever_is_missing_or_nought(rows):
    a, b, c, d = np.array(rows, dtype=float).T
    with np.errstate(invalid="ignore"):
        x, y = np.fmin(a, b), np.fmin(c, d)
    x, y = np.where(np.isnan(b), np.nan, x), np.where(np.isnan(d), np.nan, y)
    results = (
        wilson(x, b),
        byar(a, b, 1_000),
        student_t(a, b, c),
        rate_ratio(a, b, c, d),
        proportion_difference(x, b, y, d),
        gap_in_people(a, b, c, d),
        bounds_for_unknowns(x, b, a, y, d)[:2],
        paired_change(a, b, c, b, c, 0, d),
        indirectly_standardised_ratio(a, b),
        directly_standardised_rate(a, b, c, 1_000),
        funnel("proportion", x, b)[:-1],
        funnel("rate", a, b, multiplier=100)[:-1],
        pooled_proportions(x, b),
    )
    for result in results:
        assert not any(np.isinf(part).any() for part in result)
