"""Where referrals come from, and what becomes of them."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
sources, decisions = shown.answers("reach.sources", "reach.decisions")
st.html(text.paragraph(text.said(decisions), "answer"))
with panel.side_by_side():
    panel.show(sources, "Who refers?")
    panel.show(decisions, "What becomes of referrals?", said_above=True)
