"""The months of a release begin with its referrals, not with one day that somebody typed wrongly."""

import pandas as pd
import pytest
from extracts import SERVICES, referral, write_extracts

from pimh_data.errors import PublishError
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.covered import covered
from pimh_data.secure.cubes.calendar import first_month
from pimh_data.secure.engine import connected
from pimh_data.secure.settings import read_settings
from pimh_data.secure.warned import warnings_of


def months(**counts: int) -> pd.Series:
    """Referrals by month: `months(m2002_05=1)`."""
    index = pd.PeriodIndex([name[1:].replace("_", "-") for name in counts], freq="M")
    return pd.Series(list(counts.values()), index)


@pytest.mark.parametrize(
    ("received", "first"),
    [
        (months(m2020_04=30, m2020_05=30), "2020-04"),
        (months(m2002_05=1, m2020_04=30), "2020-04"),
        (months(m2002_05=1, m2010_03=1, m2020_04=30), "2020-04"),
        (months(m2002_05=4, m2020_04=30), "2020-04"),
        (months(m2002_05=5, m2020_04=30), "2002-05"),  # no slip of one hand: the release is as its owner says
        (months(m2002_05=12, m2020_04=2000), "2020-04"),
        (months(m2018_05=1, m2020_05=30), "2018-05"),  # a slow beginning
        (months(m2018_04=1, m2020_05=30), "2020-05"),
        (months(m2020_04=30, m2024_05=1), "2020-04"),  # a gap after the many
        (months(m2020_04=1), "2020-04"),
    ],
)
def test_a_few_that_lie_years_before_all_others_begin_no_calendar(received, first):
    assert first_month(received) == pd.Period(first, freq="M")


def test_one_day_typed_2002_is_refused_by_the_start_of_its_service_and_reshapes_nothing(tmp_path):
    rows = [referral(number, received="2024-01-05") for number in range(40)] + [referral(99, received="2002-01-05")]
    folder = write_extracts(tmp_path, rows)
    checks = check_extracts(folder, read_settings(folder), connected())
    assert (checks.extracts["referrals"].count.accepted, checks.extracts["referrals"].count.quarantined) == (40, 1)
    assert str(covered(checks).first) == "2024-01"


def test_where_the_service_says_that_it_had_started_the_row_is_warned_of_and_reshapes_nothing(tmp_path):
    rows = [referral(number, received="2024-01-05") for number in range(40)] + [referral(99, received="2002-01-05")]
    folder = write_extracts(tmp_path, rows, services=[SERVICES[0] | {"started": "1990-01-01"}])
    checks = check_extracts(folder, read_settings(folder), connected())
    assert checks.extracts["referrals"].count.accepted == 41
    assert (str(covered(checks).first), len(covered(checks).months)) == ("2024-01", 15)
    (found,) = warnings_of(checks.extracts["referrals"], checks, 6)
    assert (found.reason, found.first) == (
        "'received' is years before all others, and counts in no period: the first is January 2024",
        (42,),
    )


def test_without_an_accepted_referral_there_is_nothing_to_publish(tmp_path):
    folder = write_extracts(tmp_path, [referral(1, received="soon")])
    with pytest.raises(PublishError, match="no referral was accepted"):
        covered(check_extracts(folder, read_settings(folder), connected()))
