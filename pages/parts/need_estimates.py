"""How much need: every published model, people seen beside it, and the levels of need. No numbers are worked out."""

import streamlit as st

from pages.parts import choices, need_sliders, page_view, panel, text
from pages.parts.choices import Choices
from pimh_data.questions.selection import members_of


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence."""
    chosen = need_sliders.choose()
    estimates = shown.answer("need.models", **chosen)
    left, right = st.columns([11, 9], gap="large")
    with left:
        panel.show(estimates, "Every published model", said_above=True)
        panel.show(shown.answer("need.risk_groups"), "Named risk groups")
    with right:
        chosen |= {"model": choices.of(shown, "need.thrive", "model", "Model of need")}
        groups = shown.answer("need.coverage_by_deprivation", **chosen)
        panel.show(groups, "People seen beside need")
    _places_and_levels(shown, chosen)
    return text.said(estimates)


def _places_and_levels(shown: page_view.PageView, chosen: Choices) -> None:
    levels = shown.answer("need.thrive", **chosen)
    if len(members_of(shown.release, shown.selection.place)) == 1:
        panel.show(levels, "Levels of need")
        return
    left, right = st.columns([11, 9], gap="large")
    with left:
        places = shown.answer("need.coverage_by_place", **chosen)
        panel.show(places, "Place by Place")
    with right:
        panel.show(levels, "Levels of need")
