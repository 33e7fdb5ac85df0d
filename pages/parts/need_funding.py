"""If the money stops: one scenario, or two side by side, in the address. No numbers are worked out."""

import streamlit as st

from pages.parts import choices, page_view, panel, text
from pimh_data.questions.funding import NOTHING, Scenario
from pimh_data.questions.funding.unknown import not_known


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence."""
    left, right = st.columns(2, gap="large")
    with left:
        one = _choose(shown, "ends", "What ends")
        answer = shown.answer("funding.people", **one)
        panel.show(answer, "Before and after", said_above=True)
    with right:
        other = _choose(shown, "other", "Beside it")
        if other["other"] != NOTHING:
            beside = shown.answer("funding.people_beside", **other)
            panel.show(beside, "Before and after, beside it")
        _not_known(shown, one)
    _what_follows(shown, one, other)
    return answer.finding.text


def _what_follows(shown: page_view.PageView, one: dict[str, str], other: dict[str, str]) -> None:
    """Coverage, where people would have to go, staff, waits and costs; what was not brought in one sentence."""
    coverage, places = shown.answers("funding.coverage", "funding.destinations", **one)
    panel.show(coverage, "Coverage before and after")
    panel.show(places, "Where people would have to go")
    side = shown.answer("funding.compare", **one, **other)
    panel.show(side, "Staff and scenarios side by side")
    for key, heading in (("funding.waits", "Waits if others took them on"), ("funding.costs", "Costs")):
        answer = shown.answer(key, **one)
        if answer.finding.grade != "no data" and not answer.table.empty:
            panel.show(answer, heading)
        else:
            panel.head(answer, heading)
            st.html(text.paragraph(answer.finding.text, "finding"))


def _choose(shown: page_view.PageView, key: str, label: str) -> dict[str, str]:
    """What ends, and how much of its capacity."""
    what, much = st.columns([3, 2], gap="medium")
    with what:
        chosen = choices.of(shown, "funding.compare", key, label)
    if chosen == NOTHING:
        return {key: chosen}
    with much:
        percent = st.slider("Part of its capacity (%)", 10, 100, 100, 10, key=f"{key}-percent", bind="query-params")
    return {key: chosen, f"{key}-percent": str(percent)}


def _not_known(shown: page_view.PageView, one: dict[str, str]) -> None:
    selection = shown.selection
    scenario = Scenario(selection.place, selection.year, (one["ends"],), int(one["ends-percent"]))
    st.header("What is not known", anchor="not-known")
    st.html(text.points(not_known(shown.release, scenario)))
