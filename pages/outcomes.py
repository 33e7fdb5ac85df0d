"""Outcomes: who is in it, what changed, for whom, fairly compared. One question a screen, one definition for all."""

import streamlit as st

from pages.parts import outcome_definition, page_view, text
from pages.parts.outcome_sections import SECTIONS

shown = page_view.current()
st.title(text.title(shown.selection, "Outcomes"), anchor=False)
answer = st.container()
chosen = outcome_definition.choose(shown)
if chosen is None:
    answer.html(text.paragraph(text.said(shown.answer("outcomes.measures")), "answer"))
    st.stop()
part = st.segmented_control(
    "Question",
    list(SECTIONS),
    default=next(iter(SECTIONS)),
    required=True,
    key="part",
    label_visibility="collapsed",
    bind="query-params",
    wrap=True,
)
first = SECTIONS[part](shown, chosen)
counted = first.evidence.counted_as or shown.answer("outcomes.change", **chosen).evidence.counted_as
answer.html(text.paragraph(text.said(first), "answer") + text.paragraph(f"Counted as: {counted}", "unit"))
