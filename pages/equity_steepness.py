"""How steep the difference by deprivation is: their share beside need, the gap in people, and over all deciles."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
need, gap, slope = shown.answers("equity.share_of_need", "equity.gap", "equity.slope")

st.html(text.paragraph(text.said(slope), "answer"))
panel.show(slope, "How steep is the difference over all deciles?", said_above=True)
with panel.side_by_side():
    panel.show(gap, "How many people is the gap?")
    panel.show(need, "Is their share of people seen their share of births, and of need?")
