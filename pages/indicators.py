"""Indicators: what published figures say of the Place and of those beside it. One question a screen."""

import streamlit as st

from pages.parts import text, view
from pages.parts.indicators_sections import SECTIONS

shown = view.current()
st.title(text.plain(f"Indicators: {shown.selection.place}"), anchor=False)
answer = st.container()
topic = st.segmented_control(
    "Question",
    list(SECTIONS),
    default=next(iter(SECTIONS)),
    required=True,
    key="topic",
    label_visibility="collapsed",
    bind="query-params",
    wrap=True,
)
answer.html(text.paragraph(SECTIONS[topic](shown), "answer"))
