"""Where referrals come from, and what becomes of them."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
sources, decisions = shown.answers("reach.sources", "reach.decisions")
st.html(text.paragraph(text.said(decisions), "answer"))
left, right = st.columns(2, gap="large")
with left:
    panel.show(sources, "Who refers?")
with right:
    panel.show(decisions, "What becomes of referrals?", said_above=True)
