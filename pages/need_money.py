"""Funding: what was allocated and what was spent of it, by workstream, funder or lead provider."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

shown = page_view.current()
by = choices.of(shown, "funding.allocated", "money-by", "Money by")
answer = shown.answer("funding.allocated", **{"money-by": by})
st.html(text.paragraph(text.said(answer), "answer"))
panel.show_if_any(answer, "What was allocated, and what spent?", said_above=True)
