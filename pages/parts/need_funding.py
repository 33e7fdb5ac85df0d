"""If the money stops: one scenario, or two side by side, in the address. No numbers are worked out."""

from dataclasses import replace

import streamlit as st

from pages.parts import choices, panel, text, view
from pimh_data.answer import Answer
from pimh_data.charts import scenario as chart
from pimh_data.questions import funding
from pimh_data.questions.funding import Scenario
from pimh_data.release import Release

NOTHING = "Nothing beside it"


def show(shown: view.View) -> str:
    """Draw the section; gives its opening sentence."""
    selection = shown.selection
    held = funding.choices(shown.release, selection.place)
    first = selection.service if selection.service in held[:-1] else held[0]
    left, right = st.columns(2, gap="large")
    with left:
        one = Scenario(selection.place, selection.year, *_choose("ends", "What ends", held, first))
        answer = shown.about_release(funding.people_lost, one)
        panel.show(answer, chart.drawing(answer), "Before and after", said_above=True)
    compared = (one,)
    with right:
        name, percent = _choose("other", "Beside it", (NOTHING, *held), NOTHING)
        if name != (NOTHING,):
            other = Scenario(selection.place, selection.year, name, percent)
            beside = shown.about_release(_beside, other)
            panel.show(beside, chart.drawing(beside), "Before and after, beside it")
            compared = (one, other)
        _not_known(shown, one)
    _what_follows(shown, one, compared)
    return answer.finding.text


def _what_follows(shown: view.View, one: Scenario, compared: tuple[Scenario, ...]) -> None:
    """Coverage, where people would have to go, staff, waits and costs; what was not brought in one sentence."""
    coverage, places = (shown.about_release(q, one) for q in (funding.coverage_lost, funding.destinations))
    panel.show(coverage, None, "Coverage before and after")
    panel.show(places, None, "Where people would have to go")
    side = shown.about_release(funding.side_by_side, compared)
    panel.show(side, None, "Staff and scenarios side by side")
    for question, heading in ((funding.waits_if_taken_on, "Waits if others took them on"), (funding.costs, "Costs")):
        answer = shown.about_release(question, one)
        if answer.finding.grade != "no data" and not answer.table.empty:
            panel.show(answer, None, heading)
        else:
            st.header(heading, anchor=panel.key(answer))
            st.html(text.paragraph(answer.finding.text, "finding"))


def _choose(key: str, label: str, held: tuple[str, ...], first: str) -> tuple[tuple[str], int]:
    """What ends, and how much of its capacity."""
    what, much = st.columns([3, 2], gap="medium")
    with what:
        chosen = choices.choose(key, label, held, first)
    if chosen == NOTHING:
        return (chosen,), 100
    with much:
        percent = st.slider("Part of its capacity (%)", 10, 100, 100, 10, key=f"{key}-percent", bind="query-params")
    return (chosen,), percent


def _beside(release: Release, scenario: Scenario) -> Answer:
    """The same question under a key of its own: both stand on one page."""
    return replace(funding.people_lost(release, scenario), key="funding.people_beside")


def _not_known(shown: view.View, scenario: Scenario) -> None:
    st.header("What is not known", anchor="not-known")
    st.html(text.points(funding.not_known(shown.release, scenario)))
