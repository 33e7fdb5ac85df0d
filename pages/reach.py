"""How many people are seen, newly referred and seen for the first time, and whether it is changing."""

import streamlit as st

from pages.parts import page_view, panel, text, variation

shown = page_view.current()
seen, months, referred = shown.answers("reach.people_seen", "reach.months", "reach.referred_by_month")
first = shown.answer("reach.first_seen_by_month")

st.html(text.paragraph(text.said(seen), "answer") + text.paragraph(" ".join(seen.notes), "unit"))
with panel.side_by_side():
    panel.show(months, "How many people are seen over time?")
    panel.show(referred, "How many are newly referred over time?", before=variation.icon(referred))
    # Sooner than people seen it says whether reach is changing.
    panel.show(first, "How many are seen for the first time?", before=variation.icon(first))
    panel.show(shown.answer("reach.last_quarter"), "How does the last quarter compare?")
