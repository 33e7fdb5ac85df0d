"""Indicators: what published figures say of the Place and of those beside it. One question a screen."""

import streamlit as st

from pages.parts import page_view, text
from pages.parts.indicators_sections import sections

shown = page_view.current()
held = sections(shown)
st.title(text.plain(f"Indicators: {shown.selection.place}"), anchor=False)
answer = st.container()
topic = st.segmented_control(
    "Question",
    list(held),
    default=next(iter(held)),
    required=True,
    key="topic",
    label_visibility="collapsed",
    bind="query-params",
    wrap=True,
)
answer.html(text.paragraph(held[topic](shown), "answer"))
