"""Every published form of a time period becomes the right first day, last day and length."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.periods import ACADEMIC, parse_period
from pimh_data.secure.ingest.periods_dashed import MONTH, YEARS, dashed_means

WORKED = {
    "2015": (date(2015, 1, 1), date(2015, 12, 31), 12),
    "2021/22": (date(2021, 4, 1), date(2022, 3, 31), 12),
    "2015 - 17": (date(2015, 1, 1), date(2017, 12, 31), 36),
    "2015-17": (date(2015, 1, 1), date(2017, 12, 31), 36),
    "2015 – 17": (date(2015, 1, 1), date(2017, 12, 31), 36),
    "1999 - 01": (date(1999, 1, 1), date(2001, 12, 31), 36),
    "2001 - 2003": (date(2001, 1, 1), date(2003, 12, 31), 36),
    "2016/17 - 20/21": (date(2016, 4, 1), date(2021, 3, 31), 60),
    "2016/17 - 2020/21": (date(2016, 4, 1), date(2021, 3, 31), 60),
    "1999/00": (date(1999, 4, 1), date(2000, 3, 31), 12),
    "2015 Q1": (date(2015, 1, 1), date(2015, 3, 31), 3),
    "2025/26 Q4": (date(2026, 1, 1), date(2026, 3, 31), 3),
    "2021/22 Q1 - 2025/26 Q4": (date(2021, 4, 1), date(2026, 3, 31), 60),
    "2006 Q4 - 2007 Q3": (date(2006, 10, 1), date(2007, 9, 30), 12),
    "2006/07 Q2 - 2007/08 Q1": (date(2006, 7, 1), date(2007, 6, 30), 12),
    "2013/14 Q1-Q3": (date(2013, 4, 1), date(2013, 12, 31), 9),
    "Sep 2018": (date(2018, 9, 1), date(2018, 9, 30), 1),
    "Feb 2020": (date(2020, 2, 1), date(2020, 2, 29), 1),
    "September 2018": (date(2018, 9, 1), date(2018, 9, 30), 1),
    "Mar 2015 - Feb 2016": (date(2015, 3, 1), date(2016, 2, 29), 12),
    "Dec 2009 - Nov 2010": (date(2009, 12, 1), date(2010, 11, 30), 12),
    "2019-04": (date(2019, 4, 1), date(2019, 4, 30), 1),
    "2019 - 04": (date(2019, 4, 1), date(2019, 4, 30), 1),
    "2020-21": (date(2020, 4, 1), date(2021, 3, 31), 12),
    "2009–10": (date(2009, 4, 1), date(2010, 3, 31), 12),
    "1999-00": (date(1999, 4, 1), date(2000, 3, 31), 12),
    "2020-2021": (date(2020, 4, 1), date(2021, 3, 31), 12),
    "2020 to 2021": (date(2020, 4, 1), date(2021, 3, 31), 12),
    "2020 - 21": (date(2020, 1, 1), date(2021, 12, 31), 24),
    "2010 - 12": (date(2010, 1, 1), date(2012, 12, 31), 36),
    "Jan - Dec 2015": (date(2015, 1, 1), date(2015, 12, 31), 12),
}


@pytest.mark.parametrize("text", WORKED)
def test_a_published_form_is_read(text):
    period = parse_period(text)
    assert (period.start, period.end, period.months) == WORKED[text]
    assert period.text == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "n/a", "15", "20155", "2015/17", "2021/22 Q5", "Foo 2018", "2018 - 2016", "2016 Q1 - 2015/16 Q4",
        "2015 - 2016 - 2017", "2015/16 - 2017", "Sep 2018 Q1", "31/12/2015", "2015-12-31", "May", "Q3", "2016.0",
        "2010-12", "1999-01", "2015-14", "2015 - 14", "2000-00", "2019-40",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_and_never_guessed(text):
    with pytest.raises(ExtractError, match="time period"):
        parse_period(text)


def test_a_series_says_what_two_figures_behind_a_year_mean():
    assert dashed_means(["2010-12", "2011-01", "2010-11"]) == MONTH
    assert dashed_means(["2010-12", "2011-13"]) == YEARS
    assert dashed_means(["2010-12", "2011-01", "2011-13"]) == dashed_means(["2010-12"]) == ""
    assert parse_period("2010-12", dashed=MONTH).start == date(2010, 12, 1)
    assert parse_period("2009-10", dashed=MONTH).start == date(2009, 10, 1)
    assert parse_period("2010-12", dashed=YEARS).months == 36


def test_a_school_year_begins_in_september():
    period = parse_period("2021/22", ACADEMIC)
    assert (period.start, period.end) == (date(2021, 9, 1), date(2022, 8, 31))
    assert parse_period("2021", ACADEMIC).start == date(2021, 1, 1)


def test_the_sort_key_orders_by_end_and_then_by_length():
    texts = ["2014 - 16", "2016 Q4", "2016", "2015/16", "2016/17", "2016 Q1"]
    ordered = sorted(texts, key=lambda text: parse_period(text).sort)
    assert ordered == ["2016 Q1", "2015/16", "2016 Q4", "2016", "2014 - 16", "2016/17"]


@given(st.integers(1900, 2090), st.integers(1, 10))
def test_a_run_of_calendar_years_lasts_that_many_years(year, years):
    text = str(year) if years == 1 else f"{year} - {(year + years - 1) % 100:02d}"
    period = parse_period(text)
    assert (period.start, period.end) == (date(year, 1, 1), date(year + years - 1, 12, 31))
    assert period.months == 12 * years


@given(st.integers(1900, 2090), st.integers(1, 4), st.integers(1, 40))
def test_a_run_of_financial_quarters_lasts_three_months_each(year, quarter, quarters):
    last = year * 4 + quarter - 1 + quarters - 1
    last_year, last_quarter = last // 4, last % 4 + 1
    text = f"{year}/{(year + 1) % 100:02d} Q{quarter} - {last_year}/{(last_year + 1) % 100:02d} Q{last_quarter}"
    period = parse_period(text)
    assert period.months == 3 * quarters
    assert period.start.month == {1: 4, 2: 7, 3: 10, 4: 1}[quarter]
    assert (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1 == period.months
