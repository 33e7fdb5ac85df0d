"""Equity: are people seen in proportion to need, by deprivation and by ethnic group."""

import streamlit as st

from pages.parts import equity_more, page_view, panel, text
from pimh_data.questions import words

shown = page_view.current()
deciles, groups, years = shown.answers("equity.decile", "equity.ethnic_group", "equity.core20")

st.title(text.plain(f"Equity: {words.subject(shown.selection)}"), anchor=False)
st.html(text.paragraph(text.said(deciles), "answer"))
left, right = st.columns([11, 9], gap="large")
with left:
    panel.show(deciles, "By deprivation decile", said_above=True)
with right:
    panel.show(groups, "By ethnic group")
panel.show(years, "Deciles 1-2 against the rest, year by year")
equity_more.missed(shown)
equity_more.pathway(shown)
equity_more.deprivation(shown)
equity_more.pairs_and_others(shown)
equity_more.ethnic_categories(shown)
