"""Summary, for ten minutes of a meeting: are people reached, fairly, do scores change, what ends; what was decided."""

import streamlit as st

from pages.parts import cards, changes, decided, page_view, takeaway
from pages.parts.failed import apart
from pimh_data.briefing.summary import FOUR

shown = page_view.current()
answers = dict(zip(cards.ASKED, shown.answers(*cards.ASKED), strict=True))
st.html(takeaway.line(shown))
with st.container(key="cards"):
    for verdict in FOUR:
        with apart():
            cards.card(verdict.of(answers), shown)
with apart():
    changes.show(answers)
decided.of_place(shown)
