"""What published indicators say of Places: profile, heat table, trend, ranking, inequality, pairs, risk."""

from pimh_data.questions.indicators.by_decile import inequality
from pimh_data.questions.indicators.heat import heat_table
from pimh_data.questions.indicators.over_time import indicator_trend
from pimh_data.questions.indicators.pair import two_indicators
from pimh_data.questions.indicators.profile import area_profile
from pimh_data.questions.indicators.ranked import compare_places
from pimh_data.questions.indicators.risk import risk_stack
from pimh_data.questions.indicators.series import indicator_points, series_named
from pimh_data.release import Release

__all__ = [
    "area_profile",
    "compare_places",
    "heat_table",
    "indicator_choices",
    "indicator_trend",
    "inequality",
    "risk_stack",
    "series_named",
    "two_indicators",
]


def indicator_choices(release: Release, where: str = "") -> tuple[str, ...]:
    """The keys of the series that any Place (or the one named) has a row of, perinatal ones first."""
    found = indicator_points(release)
    known = {key for key, place in found.points if where in ("", place)}
    return tuple(key for key in found.series if key in known)
