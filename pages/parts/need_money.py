"""Funding: what was allocated and what was spent of it, by workstream, funder or lead provider."""

import streamlit as st

from pages.parts import choices, page_view, panel, text


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence."""
    with st.columns(3)[0]:
        by = choices.of(shown, "funding.allocated", "money-by", "Money by")
    answer = shown.answer("funding.allocated", **{"money-by": by})
    panel.show_if_any(answer, "Allocated and spent", said_above=True)
    return text.said(answer)
