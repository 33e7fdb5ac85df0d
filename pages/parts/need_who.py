"""Who needs to know: each measure with the outcomes it speaks to and the commissioners it concerns, to filter by."""

import streamlit as st

from pages.parts import choices, page_view, panel, text


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence. It is the same for every Place."""
    with st.columns(3)[0]:
        chosen = choices.of(shown, "need.who", "commissioner", "Commissioner")
    answer = shown.answer("need.who", commissioner=chosen)
    panel.show(answer, "Measures, outcomes, commissioners", said_above=True)
    return text.said(answer)
