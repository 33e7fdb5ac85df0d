"""How many people are seen and newly referred, and whether it is changing."""

import streamlit as st

from pages.parts import page_view, panel, text, variation

shown = page_view.current()
seen, months, referred = shown.answers("reach.people_seen", "reach.months", "reach.referred_by_month")

st.html(text.paragraph(text.said(seen), "answer") + text.paragraph(" ".join(seen.notes), "unit"))
left, right = st.columns(2, gap="large")
with left:
    panel.show(months, "How many people are seen over time?")
with right:
    newly = "How many are newly referred over time?"
    panel.head(referred, newly)
    variation.icon(referred)
    panel.show(referred, newly, headed=True)
