"""The percentages and effect sizes of NHS Talking Therapies recomputed from its counts: all organisations and years.

Two things explain every difference: counts of organisations are rounded to 5 after the percentage was taken, and effect
sizes of organisations stand on the national standard deviation.
"""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from pimh_data.statistics.change import paired_change
from pimh_data.statistics.rounding import released_range

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "talking_therapies"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared data are not here")

COUNTS = dict(
    finished="finished_course_treatment_count",
    not_at_caseness="not_at_caseness_count",
    improved="improvement_count",
    deteriorated="deterioration_count",
    recovered="recovery_count",
    reliably_recovered="reliable_recovery_count",
)
PERCENTAGES = ("improvement", "deterioration", "recovery", "reliable_recovery")
# '*' is suppressed and 'NULL' not collected.
MEASURES = """
    pivot (
        select * exclude (measure_name, measure_statistic, value, start_date, end_date),
            measure_name || '_' || measure_statistic as measure, cast(value as double) as value
        from published where value not in ('*', 'NULL'))
    on measure using max(value)
"""
EFFECT_SIZES = """
    with cells as (
        pivot (
            select reporting_period, org_type, org_code, variable_a, variable_b, measure_name, value,
                concat_ws('_', measure_statistic, measure_time) as part
            from published where measure_name in ('phq', 'gad') and value is not null)
        on part using max(value)),
    england as (select * from cells where org_type = 'England'),
    courses as (
        select reporting_period, variable_a, variable_b, max(value) as courses
        from published where org_type = 'England' and measure_name = 'courses_of_therapy' group by all)
    select cells.*, england.sd_start as sd_start_england, courses.courses
    from cells join england using (reporting_period, variable_a, variable_b, measure_name)
    join courses using (reporting_period, variable_a, variable_b)
    where cells.effect_size is not null and cells.sd_start is not null
"""


def columns(file, query):
    connection = duckdb.connect()
    connection.read_parquet(str(FOLDER / file)).create_view("published")
    rows = connection.execute(query).fetchnumpy()
    return {name: np.ma.filled(part, np.nan) if part.dtype.kind == "f" else part for name, part in rows.items()}


@pytest.fixture(scope="module")
def published():
    return columns("measures_annual.parquet", MEASURES)


def shares_of(rows, england):
    kept = (rows["org_type"] == "England") == england
    counts = {name: rows[measure][kept] for name, measure in COUNTS.items()}
    return counts, {name: rows[f"{name}_percentage"][kept] for name in PERCENTAGES}


def test_every_percentage_of_england_is_its_count_over_the_denominator_of_the_definition(published):
    """Improvement and deterioration over all who finished; recovery over those less who were not at caseness."""
    counts, percentages = shares_of(published, england=True)
    at_caseness = counts["finished"] - counts["not_at_caseness"]
    shares = {
        "improvement": counts["improved"] / counts["finished"],
        "deterioration": counts["deteriorated"] / counts["finished"],
        "recovery": counts["recovered"] / at_caseness,
        "reliable_recovery": counts["reliably_recovered"] / at_caseness,
    }
    compared = 0
    for name, percent in percentages.items():
        apart = np.abs(100 * shares[name] - percent)
        compared += np.count_nonzero(~np.isnan(apart))
        assert np.nanmax(apart) <= 0.05 + 1e-9
    assert compared > 3_000


def test_the_counts_of_england_2024_25_are_those_of_the_field_guide(published):
    (row,) = np.flatnonzero(
        (published["org_type"] == "England")
        & (published["reporting_period"] == "2024-25")
        & (published["variable_type"] == "Total")
    )
    found = [int(published[column][row]) for column in (*COUNTS.values(), "no_reliable_change_count")]
    assert found == [670_419, 35_234, 452_284, 39_157, 321_061, 301_815, 170_457]


def test_in_every_row_of_england_those_without_paired_scores_stay_in_the_denominator(published):
    """The three kinds of change never come to more than all who finished, and seldom to as many."""
    england = published["org_type"] == "England"
    kinds = ("improvement_count", "deterioration_count", "no_reliable_change_count")
    left = published["finished_course_treatment_count"][england] - sum(published[kind][england] for kind in kinds)
    left = left[~np.isnan(left)]
    assert len(left) > 700
    assert (left >= 0).all()
    assert (left > 0).mean() > 0.9


def test_every_percentage_of_an_organisation_is_one_that_its_rounded_counts_permit(published):
    """Whole percentages, taken before the counts were rounded: within half of what some true pair would give."""
    counts, percentages = shares_of(published, england=False)
    ranges = {name: released_range(count, drawn=False) for name, count in counts.items()}
    finished, not_at_caseness = ranges["finished"], ranges["not_at_caseness"]
    at_caseness = (finished[0] - not_at_caseness[1], finished[1] - not_at_caseness[0])
    pairs = {
        "improvement": ("improved", finished),
        "deterioration": ("deteriorated", finished),
        "recovery": ("recovered", at_caseness),
        "reliable_recovery": ("reliably_recovered", at_caseness),
    }
    compared = 0
    for name, (part, whole) in pairs.items():
        least, most = 100 * ranges[part][0] / whole[1], 100 * ranges[part][1] / np.maximum(whole[0], 1)
        percent = percentages[name]
        known = ~np.isnan(least + most + percent)
        compared += known.sum()
        outside = (percent[known] + 0.5 < least[known] - 1e-9) | (percent[known] - 0.5 > most[known] + 1e-9)
        assert np.count_nonzero(outside) == 0
    assert compared > 450_000


def test_every_effect_size_stands_on_the_national_standard_deviation_of_the_same_problem_and_therapy():
    """England's own are (first - last) / its SD first; an organisation's divide by England's SD and not by its own."""
    rows = columns("proms_annual.parquet", EFFECT_SIZES)
    first, last, effect = rows["mean_start"], rows["mean_end"], rows["effect_size"]

    def within_rounding(sd):
        """Means and SDs are printed to one decimal, and so is the effect size."""
        deltas = [
            paired_change(100, first, some_sd, last, some_sd, first - last + shift, some_sd).glass_delta
            for shift in (-0.1, 0.1)
            for some_sd in (sd - 0.05, sd + 0.05)
        ]
        return (np.min(deltas, axis=0) - 0.05 <= effect + 1e-9) & (effect - 1e-9 <= np.max(deltas, axis=0) + 0.05)

    england = rows["org_type"] == "England"
    assert len(effect) > 110_000
    assert within_rounding(rows["sd_start_england"]).all()
    assert within_rounding(rows["sd_start"])[england].all()
    assert within_rounding(rows["sd_start"])[~england].mean() < 0.8


def test_every_effect_size_of_england_is_ours_and_rounding_explains_the_largest_difference():
    """Every year, problem and therapy. An SD printed as 0.5 may be a tenth more or less: few courses, all alike."""
    rows = columns("proms_annual.parquet", EFFECT_SIZES)
    kept = rows["org_type"] == "England"
    first, last, effect = rows["mean_start"][kept], rows["mean_end"][kept], rows["effect_size"][kept]
    sd, courses, total = rows["sd_start"][kept], rows["courses"][kept], rows["variable_a"][kept] == "Total"
    ours = paired_change(100, first, sd, last, rows["sd_end"][kept], first - last, sd).glass_delta
    apart = np.abs(ours - effect)
    assert (len(apart), total.sum(), (courses >= 10).sum()) == (2_051, 190, 1_712)
    assert apart[total].max() <= 0.07  # the therapies as a whole: what stands beside ours on screen
    assert apart[courses >= 10].max() < 0.0704
    assert (apart > 0.07).sum() == 9
    assert apart.max() == pytest.approx(0.8)  # from 15.7 to 8.3 over an SD of 0.5, of four courses
    assert sd[np.argmax(apart)] == 0.5
