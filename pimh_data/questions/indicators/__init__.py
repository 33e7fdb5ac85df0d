"""What published indicators say of Places: profile, heat table, trend, ranking, inequality, pairs, risk."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, NoGroups
from pimh_data.questions.indicators.by_decile import inequality
from pimh_data.questions.indicators.decile_rows import deprivation_bases
from pimh_data.questions.indicators.heat import heat_table
from pimh_data.questions.indicators.over_time import indicator_trend
from pimh_data.questions.indicators.pair import two_indicators
from pimh_data.questions.indicators.profile import area_profile
from pimh_data.questions.indicators.ranked import compare_places
from pimh_data.questions.indicators.risk import risk_stack
from pimh_data.questions.indicators.series import indicator_points, series_named
from pimh_data.questions.question import Asking, Parameter, Question, keeping
from pimh_data.release import Release


def indicator_choices(release: Release, where: str = "") -> tuple[str, ...]:
    """The keys of the series that any Place (or the one named) has a row of, perinatal ones first."""
    found = indicator_points(release)
    known = {key for key, place in found.points if where in ("", place)}
    return tuple(key for key in found.series if key in known)


def usual_indicator(release: Release, place: str) -> str:
    """The first indicator that the Place has, else that any has, else that the release holds of other areas; or ''."""
    own = indicator_choices(release, place) or indicator_choices(release)
    return next(iter(own or tuple(indicator_points(release).series)), "")


def _every(asking: Asking) -> tuple[str, ...]:
    return indicator_choices(asking.release) or tuple(indicator_points(asking.release).series)


def _usual(asking: Asking) -> str:
    return usual_indicator(asking.release, asking.selection.place)


def _another(asking: Asking) -> str:
    """The first that is not the usual one of another sex or age."""
    own = indicator_choices(asking.release, asking.selection.place) or _every(asking)
    named = {key: series_named(asking.release, key).name for key in own}
    return next((key for key in own if named[key] != named[own[0]]), own[-1])


def _bases(asking: Asking) -> Sequence[str]:
    key = asking.chosen.get("indicator", "")
    return deprivation_bases(asking.release, series_named(asking.release, key)) if key else ()


INDICATOR = Parameter("indicator", "indicator", _every, _usual, needed=True)
BASIS = Parameter("basis", "kind of deciles of that indicator", _bases)
ACROSS = replace(INDICATOR, name="across", into="first")
UP = replace(INDICATOR, name="up", usual=_another, into="second")


def _map(answer: Answer) -> Answer:
    """The same under the map's own key: it stands on the page twice, each with its files."""
    return replace(answer, key="indicators.map")


QUESTIONS = keeping(
    NoGroups("Everyone is counted: indicators are published of everyone."),
    Question("indicators.profile", area_profile, chart="spine"),
    Question("indicators.heat", heat_table),
    Question("indicators.trend", indicator_trend, (INDICATOR,), chart="indicator_trend"),
    Question("indicators.places", compare_places, (INDICATOR,), chart="ranked_places"),
    Question("indicators.map", _map, (INDICATOR,), part_of="indicators.places", chart="map_of_indicator"),
    Question("indicators.pair", two_indicators, (ACROSS, UP), chart="two_indicators"),
    Question("indicators.inequality", inequality, (INDICATOR, BASIS), chart="indicator_deciles"),
    Question("indicators.risk", risk_stack, chart="risk_places"),
)
