"""How much need there is: every published model, and the groups at risk that are named."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
estimates = shown.answer("need.models", **shown.shared)
st.html(text.paragraph(text.said(estimates), "answer"))
with panel.side_by_side():
    panel.show(estimates, "How much need does each model count?", said_above=True)
    panel.show(shown.answer("need.risk_groups"), "How many are in named risk groups?")
