"""Dates of a column: by the site's patterns, else only what cannot be misread; zones become the day in England."""

import datetime as dt
import zoneinfo

import pyarrow as pa
import pytest

from pimh_data.secure.ingest.local_day import as_local, local_day
from pimh_data.secure.ingest.sources.date_patterns import date_pattern
from pimh_data.secure.ingest.sources.dates import read_dates

LONDON = zoneinfo.ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("patterns", "text", "day"),
    [
        (["dd/mm/yyyy hh:mm"], "01/07/2024 09:15", "2024-07-01"),
        (["dd/mm/yyyy"], "1/7/2024 9:15:30 PM", "2024-07-01"),
        (["dd.mm.yy"], "28.07.23", "2023-07-28"),
        (["dd.mm.yy"], "28.07.2023", "2023-07-28"),
        (["dd-Mon-yy"], "15-Aug-23", "2023-08-15"),
        (["d mmm yyyy"], "5 September 2023", "2023-09-05"),
        (["ddd d mmm yy"], "Tues 15 Aug 23", "2023-08-15"),
        (["d mmmm yyyy"], "1st March 2024", "2024-03-01"),
        (["mm/dd/yyyy"], "07/01/2024", "2024-07-01"),
        (["%d.%m.%Y %H:%M"], "01.07.2024 09:15", "2024-07-01"),
        (["yyyymmdd"], "20240701", "2024-07-01"),
        (["dd/mm/yy", "d mmm yyyy"], "1 Jul 2024", "2024-07-01"),
        (["dd.mm.yy"], "2024-07-01", "2024-07-01"),
        (["dd.mm.yy"], "45474", "2024-07-01"),
        ([], "45474.385", "2024-07-01"),
        ([], "2024-07-01T09:15:00.000", "2024-07-01"),
        ([], "15 Aug 2023", "2023-08-15"),
        ([], "15-aug-2023", "2023-08-15"),
        ([], "2023/08/15", "2023-08-15"),
        ([], "2024-04-30T23:00:00Z", "2024-05-01"),
        ([], "2024-04-30 23:00+00:00", "2024-05-01"),
        ([], "2024-01-31T23:30:00Z", "2024-01-31"),
        ([], "2024-05-01T00:30:00+01:00", "2024-05-01"),
        (["dd/mm/yyyy"], "30/04/2024 11:30 pm UTC", "2024-05-01"),
    ],
)
def test_a_day_is_read(patterns, text, day):
    assert read_dates([text], patterns).read == {text: day}


@pytest.mark.parametrize(
    ("patterns", "text"),
    [
        (["dd/mm/yyyy"], "2/30/2024"),
        (["dd/mm/yyyy"], "30/02/2024"),
        (["dd/mm/yyyy"], "01.02.2024"),
        (["dd/mm/yyyy", "mm/dd/yyyy"], "01/02/2024"),
        ([], "15-Aug-23"),
        ([], "01.02.24"),
        ([], "2024-02-30"),
        ([], "99999"),
        ([], "12345"),
        ([], "soon"),
        ([], "13/13/2024"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_not_read(patterns, text):
    assert read_dates([text], patterns).read == {}


def test_numbers_of_a_workbook_of_1904_count_from_then():
    assert read_dates(["43951"], begins_1904=True).read == {"43951": "2024-05-01"}


def test_undeclared_numbers_are_day_first_where_the_column_itself_shows_it():
    found = read_dates(["05/01/2024", "31/01/2024", "1/2/2024"])
    assert found.read == {"05/01/2024": "2024-01-05", "31/01/2024": "2024-01-31", "1/2/2024": "2024-02-01"}
    assert found.wrong == ""


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["05/01/2024", "06/01/2024"], "cannot be told apart"),
        (["01/31/2024", "05/01/2024", "31/01/2024"], "month first in some rows"),
        (["01.02.24", "02.02.24", "03.02.24", "04.02.24", "05.02.24"], "most look like '99.99.99'"),
    ],
)
def test_undeclared_dates_that_could_be_misread_are_refused_with_what_to_write(texts, words):
    found = read_dates(texts)
    assert words in found.wrong
    assert "{column} = " in found.wrong
    assert found.read == {}


def test_a_pattern_that_fits_nearly_nothing_is_refused_and_shows_shapes_but_no_value():
    wrong = read_dates([f"{day}.11.1987" for day in range(10, 20)], ["dd/mm/yyyy"]).wrong
    assert "'99.99.9999'" in wrong
    assert "1987" not in wrong


def test_a_few_slips_do_not_refuse_a_column():
    texts = [f"{day:02}/01/2024" for day in range(1, 32)]
    found = read_dates([*texts, "01/31/2024", "tbc"])
    assert found.wrong == ""
    assert set(texts) == set(found.read)


@pytest.mark.parametrize("pattern", ["dd/mm", "mm/yyyy", "dd/mm/yyyyy", "tt.mm.jjjj", "dd/mm/yyyy mm", "soon", ""])
def test_a_pattern_must_name_day_month_and_year_once(pattern):
    with pytest.raises(ValueError, match=r"pattern|must name"):
        date_pattern(pattern)


def test_the_day_in_england_is_that_of_the_time_zone_database():
    moments = [dt.datetime(1990, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=5.5 * step) for step in range(60_000)]
    assert [local_day(moment) for moment in moments] == [moment.astimezone(LONDON).date() for moment in moments]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["Europe/London", "UTC", "America/New_York"])
def test_moments_with_a_time_zone_become_local_ones(unit, zone):
    moments = [dt.datetime(2024, 4, 30, 23, tzinfo=dt.UTC), None, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)]
    column = pa.chunked_array([pa.array(moments, pa.timestamp(unit, zone))])
    assert as_local(column).to_pylist() == [dt.datetime(2024, 5, 1), None, dt.datetime(2024, 1, 1)]
