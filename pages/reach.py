"""Reach: how much of the need is met, how fast, and whether it is changing."""

import streamlit as st

from pages.parts import page_view, panel, reach_more, reach_places, text, variation

shown = page_view.current()
seen, months, referred = shown.answers("reach.people_seen", "reach.months", "reach.referred_by_month")

st.title(text.title(shown.selection, "Reach"), anchor=False)
st.html(text.paragraph(text.said(seen), "answer") + text.paragraph(" ".join(seen.notes), "unit"))
left, right = st.columns(2, gap="large")
with left:
    panel.show(months, "How many people are seen over time?")
with right:
    newly = "How many are newly referred over time?"
    panel.head(referred, newly)
    variation.icon(referred)
    panel.show(referred, newly, headed=True)
reach_more.begun(shown)
reach_more.waits(shown)
reach_more.access(shown)
reach_more.referrals(shown)
reach_more.caseload(shown)
reach_more.lost(shown)
reach_places.places(shown)
