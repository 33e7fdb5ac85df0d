"""The questions of the indicators page, one function each: draws its panels and gives the answer that stands on top."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from pages.parts import (
    beside_charts,
    choices,
    indicators_ground,
    indicators_matrix,
    indicators_none,
    page_view,
    panel,
    text,
)
from pimh_data.answer import Answer
from pimh_data.charts import comparison
from pimh_data.questions import indicators
from pimh_data.questions.indicators import indicator_choices, usual_indicator
from pimh_data.questions.indicators.decile_rows import deprivation_bases
from pimh_data.registry.case_studies import WESSEX
from pimh_data.registry.cubes import ALL_PLACES


def profile(shown: page_view.PageView) -> str:
    """Every indicator of the Place beside England."""
    answer = shown.answer("indicators.profile")
    if panel.drawing(answer) is None:
        said = indicators_none.explain(shown)
        if key := usual_indicator(shown.release, shown.selection.place):  # which Places have figures
            everywhere = page_view.PageView(shown.release, replace(shown.selection, place=ALL_PLACES))
            _map(everywhere, key, indicators_ground.TILES, said_above=False)
        return said
    panel.show(answer, "Indicators beside England", said_above=True)
    return _without_place(shown, answer)


def heat(shown: page_view.PageView) -> str:
    """Every indicator of the Places of the system."""
    answer = shown.answer("indicators.heat")
    if answer.table.empty:
        return indicators_none.explain(shown)
    with st.container(key=panel.key(answer, "panel"), gap="small"):
        panel.head(answer, "Indicators by Place")
        st.html(indicators_matrix.compared(answer))
        st.html(text.paragraph(comparison.READING, "unit"))
        panel.tools(answer, None)
    return _without_place(shown, answer)


def one(shown: page_view.PageView) -> str:
    """One indicator: over time, on the map, by Place, by deprivation."""
    with st.container(horizontal=True, key="filters-indicator"):
        key = _choose(shown, "indicators.trend", "indicator", "Indicator")
        kinds = indicators_ground.kinds(shown.release, shown.selection.place)
        kind = choices.choose("map", "Map", kinds, kinds[0]) if len(kinds) > 1 else kinds[0]
    if not key:
        return indicators_none.explain(shown)
    trend, places = shown.answers("indicators.trend", "indicators.places", indicator=key)
    over_time = panel.drawing(trend) is not None
    left, right = st.columns(2, gap="large")
    with left:
        if over_time:
            panel.show(trend, "Over time", said_above=True)
        panel.show(places, "By Place", said_above=not over_time)
    with right:
        _map(shown, key, kind)
        _deprivation(shown, key)
    return _without_place(shown, trend if over_time else places)


def pair(shown: page_view.PageView) -> str:
    """Two indicators against each other, Place by Place."""
    with st.container(horizontal=True, key="filters-pair"):
        across = _choose(shown, "indicators.pair", "across", "Across")
        up = _choose(shown, "indicators.pair", "up", "Up")
    if not across:
        return indicators_none.explain(shown)
    answer = shown.answer("indicators.pair", across=across, up=up)
    panel.show(answer, "Two indicators", said_above=True)
    return _without_place(shown, answer)


def risk(shown: page_view.PageView) -> str:
    """Where risk is high and reach is low."""
    answer = shown.answer("indicators.risk")
    panel.show(answer, "Risk and reach", said_above=True)
    return _without_place(shown, answer)


def wessex(shown: page_view.PageView) -> str:
    """The published table as it stands."""
    answer = shown.answer("indicators.wessex")
    if answer.table.empty:
        return _without_place(shown, answer)
    with st.container(key=panel.key(answer, "panel"), gap="small"):
        panel.head(answer, "As published")
        st.html(indicators_matrix.as_printed(answer))
        st.html(text.paragraph(" ".join(answer.notes), "unit"))
        panel.tools(answer, None)
    return _without_place(shown, answer)


SECTIONS = {
    "Profile": profile,
    "Heat table": heat,
    "One indicator": one,
    "Two indicators": pair,
    "Risk and reach": risk,
}
WESSEX_TABLE = "Wessex table"


def sections(shown: page_view.PageView) -> Mapping[str, Callable[[page_view.PageView], str]]:
    """The questions of the page by name, with those of the case studies that the release names."""
    return SECTIONS | ({WESSEX_TABLE: wessex} if WESSEX in shown.release.manifest.case_studies else {})


def _without_place(shown: page_view.PageView, answer: Answer) -> str:
    """The finding without the Place, which the title says."""
    place = shown.selection.place
    rest = text.said(answer).removeprefix(f"{place}: ").removeprefix(f"{place}, ")
    return rest[:1].upper() + rest[1:]


def _choose(shown: page_view.PageView, key: str, name: str, label: str) -> str:
    """'' where no Place has an indicator."""
    return choices.of(shown, key, name, label) if indicator_choices(shown.release) else ""


def _map(shown: page_view.PageView, key: str, kind: str, said_above: bool = True) -> None:
    answer = shown.answer("indicators.map", indicator=key)
    panel.show(answer, "On the map", said_above, beside=beside_charts.taken(shown.release, answer, {"map": kind}))


def _deprivation(shown: page_view.PageView, key: str) -> None:
    bases = deprivation_bases(shown.release, indicators.series_named(shown.release, key))
    if not bases:
        return
    head = st.container()
    basis = choices.choose("basis", "Deciles of", bases, bases[0]) if len(bases) > 1 else bases[0]
    answer = shown.answer("indicators.inequality", indicator=key, basis=basis)
    with head:
        panel.head(answer, "By deprivation, England")
    panel.show(answer, answer.title, headed=True, beside=beside_charts.taken(shown.release, answer, {"basis": basis}))
