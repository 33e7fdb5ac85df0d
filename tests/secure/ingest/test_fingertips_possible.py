"""Numbers of a download that cannot be right, or stand for none, are taken out, said, and never compared."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from test_fingertips import record, write

from pimh_data.geography.districts import Area
from pimh_data.questions.indicators.comparing import NOT_COMPARED, compared_to_england
from pimh_data.questions.indicators.series import point_of
from pimh_data.secure.indicators import place_indicators
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest import read_fingertips_with_account
from pimh_data.secure.ingest.fingertips_possible import LISTED

FAULTS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "faults"
faults = pytest.mark.skipif(not FAULTS.exists(), reason="the made-up faults are not beside this checkout")
LIMITS = ("Lower CI 95.0 limit", "Upper CI 95.0 limit")
SHEFFIELD = Area("Place", "Sheffield", "S", ("E08000039",))
ENGLAND = record(**{"Area Code": "E92000001", "Area Name": "England", "Value": "0.7"} | dict.fromkeys(LIMITS, "0.7"))


@pytest.fixture
def read(tmp_path):
    return lambda *records: read_fingertips_with_account(write(tmp_path / "download.csv", *records))


def limits(lower, upper):
    return dict(zip(LIMITS, (lower, upper), strict=True))


def beside_england(table):
    """What a screen says of Sheffield beside England."""
    own = place_indicators(table, [SHEFFIELD]).table.iloc[0]
    national = table[table["area_code"] == "E92000001"].iloc[0]
    return compared_to_england(point_of(own), point_of(national.to_dict()), "lower_is_better")


WRONG = {
    "limits the wrong way round": (limits("1.2", "0.4"), "the limits 1.2 to 0.4 are the wrong way round"),
    "a share over all": ({"Value": "104"}, "the share 104 is over 100%"),
    "a value over its limits": (limits("0.1", "0.3"), "the value 0.8 lies outside its limits 0.1 to 0.3"),
    "a value under its limits": (limits("1.0", "1.3"), "the value 0.8 lies outside its limits 1 to 1.3"),
    "a negative count": ({"Count": "-3"}, "the count -3 is negative"),
    "a negative denominator": ({"Denominator": "-2"}, "the denominator -2 is negative"),
    "a negative value": ({"Value": "-0.4"}, "the value -0.4 is negative"),
    "more than there are": ({"Count": "45", "Denominator": "40"}, "the count 45 is over its denominator 40"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_row_that_cannot_be_right_is_said_and_gives_no_number(read, what):
    changes, said = WRONG[what]
    table, account = read(ENGLAND, record(**changes))
    row = table[table["area"] == "Sheffield"].iloc[0]
    assert row["value_state"] == form.IMPOSSIBLE
    assert row[list(form.NUMBERS)].isna().all()
    assert any(f"row 3 (Sheffield, indicator 90811, 2021/22): {said}" in note for note in account.notes)
    assert beside_england(table) == NOT_COMPARED


def test_everything_wrong_with_a_row_is_said_at_once(read):
    _, account = read(ENGLAND, record(Value="104", Count="-3"))
    assert account.notes[-1].endswith("the share 104 is over 100%; the count -3 is negative: no number of it is used")


def test_many_impossible_rows_are_counted_and_the_first_listed(read):
    _, account = read(*(record(**{"Age": f"{age} yrs", "Value": "104"}) for age in range(LISTED + 7)))
    assert account.notes[-1] == "and 7 more rows with such numbers"


@pytest.mark.parametrize("none", ["-1", "-9", "-99", "-999", "9999", "99999"])
def test_a_number_that_stands_for_none_is_no_value(read, none):
    numbers = dict.fromkeys(("Value", "Count", "Denominator", *LIMITS), none)
    for changes in (numbers, {"Value": none}):
        table, account = read(ENGLAND, record(**changes))
        row = table[table["area"] == "Sheffield"].iloc[0]
        assert row["value_state"] in (form.NOT_AVAILABLE, form.IMPOSSIBLE)
        assert np.isnan(row["value"])
        assert any("row 3 (Sheffield" in note for note in account.notes)
        assert beside_england(table) == NOT_COMPARED


def test_a_value_keeps_its_place_where_only_its_count_or_limits_stand_for_none(read):
    table, account = read(record(Count="-1", **limits("-1", "-1")))
    row = table.iloc[0]
    assert (row["value"], row["value_state"]) == (0.8, "shown")
    assert row[["count", "lower_95", "upper_95"]].isna().all()
    assert account.notes[-1].endswith("lower_95 -1, upper_95 -1, count -1 taken as none")


def test_a_series_that_goes_below_nought_keeps_its_minus_one(read):
    gap = {"Indicator ID": "90001", "Indicator Name": "Gap in employment", "Count": "", "Denominator": ""}
    table, _ = read(
        record(**gap, Value="-1", **limits("-2", "0.5")),
        record(**gap | {"Sex": "Male"}, Value="-2.5", **limits("-4", "-1")),
    )
    assert table["value"].tolist() == [-1, -2.5]
    assert table["lower_95"].tolist() == [-2, -4]


def test_a_value_printed_shorter_than_its_limits_lies_within_them(read):
    table, _ = read(record(Value="0.8", **limits("0.8312", "0.9")))
    assert table["value_state"].tolist() == ["shown"]


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        ("*", "suppressed"),
        ("c", "suppressed"),
        ("[c]", "suppressed"),
        ("(C)", "suppressed"),
        ("supp", "suppressed"),
        ("<5", "suppressed"),
        ("less than 10", "suppressed"),
        ("1-7", "suppressed"),
        ("[x]", "not available"),
        ("x", "not available"),
        ("[z]", "not available"),
        ("..", "not available"),
        ("#N/A", "not available"),
        ("[low]", "too small"),
        ("[u]", "data quality"),
        ("-", "no data"),
        ("~", "withheld with a note"),
    ],
)
def test_a_mark_in_place_of_a_value_is_its_state_and_the_area_is_not_lacking(read, mark, state):
    table, account = read(ENGLAND, record(Value=mark, Count=mark, Denominator=mark, **limits(mark, mark)))
    row = table[table["area"] == "Sheffield"].iloc[0]
    assert (row["value_state"], row["value_note"]) == (state, f"printed as {mark}")
    assert account.explained == ()
    own = place_indicators(table, [SHEFFIELD]).table.iloc[0]
    assert own["value_state"] == state
    assert "lacks" not in own["areas"]


def test_a_mark_gives_way_to_a_note_that_says_more(read):
    table, _ = read(record(**{"Value": "-", "Value note": "Value suppressed for disclosure control"}))
    assert table[["value_state", "value_note"]].iloc[0].tolist() == [
        "suppressed",
        "Value suppressed for disclosure control",
    ]


def test_a_mark_may_stand_in_the_note(read):
    assert read(record(**{"Value": "", "Value note": "[c]"}))[0]["value_state"].tolist() == ["suppressed"]


def test_a_period_that_ends_in_the_future_is_refused_by_row(read):
    year = date.today().year
    table, account = read(record(), record(**{"Time period": f"{year}/{(year + 1) % 100:02d}"}), record(Age="x"))
    assert len(table) == 2
    (gone,) = account.explained
    assert (gone.row, gone.reason) == (3, "period ends in the future")
    assert f"ends in the future ({year + 1}-03-31)" in gone.text


def test_the_other_periods_of_a_series_tell_a_month_from_years(read):
    def periods(*texts):
        table, account = read(*(record(**{"Time period": text}) for text in texts))
        return dict(zip(table["period"], table["period_months"], strict=True)), account.by_reason

    assert periods("2010-10", "2010-11", "2010-12", "2011-01")[0] == {
        "2010-10": 1, "2010-11": 1, "2010-12": 1, "2011-01": 1
    }  # fmt: skip
    assert periods("2010-12", "2011-13")[0] == {"2010-12": 36, "2011-13": 36}
    assert periods("2009-10", "2020-21")[0] == {"2009-10": 12, "2020-21": 12}
    assert periods("2010-12", "2021/22") == ({"2021/22": 12}, {"period not understood": 1})


# The faults that were given


@faults
def test_limits_the_wrong_way_round_are_no_limits():
    table, account = read_fingertips_with_account(FAULTS / "ft_limits_reversed_one_row" / "fingertips" / "f.csv")
    assert table.set_index("area")["value_state"].to_dict() == {"England": "shown", "Sheffield": form.IMPOSSIBLE}
    assert "the limits 7 to 3 are the wrong way round" in account.notes[-1]
    assert beside_england(table) == NOT_COMPARED


@faults
def test_minus_one_is_neither_shown_nor_better_than_england():
    table, _ = read_fingertips_with_account(FAULTS / "ft_value_minus_one_only" / "fingertips" / "f.csv")
    assert table.set_index("area")["value_state"].to_dict() == {"England": "shown", "Sheffield": "not available"}
    assert beside_england(table) == NOT_COMPARED


@faults
def test_a_star_is_a_suppressed_area_of_the_place():
    table, _ = read_fingertips_with_account(FAULTS / "ft_part_suppressed_star" / "ft.csv")
    whole = Area("Place", "Three towns", "S", ("E06000028", "E06000029", "E07000048"))
    own = place_indicators(table, [whole]).table.iloc[0]
    assert own["method"] == "not added up: no figure for Christchurch (suppressed)"


@faults
def test_a_year_and_a_month_are_a_month():
    table, _ = read_fingertips_with_account(FAULTS / "ft_sheffield_year_month" / "ft.csv")
    assert table["period_end"].dt.date.tolist() == [date(2019, 4, 30), date(2023, 3, 31)]
