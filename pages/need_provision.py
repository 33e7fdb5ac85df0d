"""Provision: ratings as a heat table in colour, letter and words, the gaps, and what changed since."""

import streamlit as st

from pages.parts import choices, need_grid, page_view, panel, text
from pimh_data.charts import provision_grid

shown = page_view.current()
chosen = choices.of(shown, "provision.ratings", "offer", "Offer")
ratings, gaps, changes = shown.answers("provision.ratings", "provision.gaps", "provision.changes", offer=chosen)
st.html(text.paragraph(text.said(ratings), "answer"))
if not ratings.table.empty:  # else there are no gaps and no change either: the sentence is all there is to say
    with st.container(key=panel.key(ratings, "panel"), gap="small"):
        panel.head(ratings, "What is offered where?")
        st.html(panel.keeps(ratings) + need_grid.grids(ratings))
        reading = text.paragraph(" ".join((provision_grid.READING, *ratings.notes)), "unit")
        panel.tools(ratings, panel.drawing(ratings), reading)
    panel.show_if_any(gaps, "Where are the gaps?")
    panel.show_if_any(changes, "What changed?")
