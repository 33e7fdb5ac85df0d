"""Provision: ratings as a heat table in colour, letter and words, the gaps, and what changed since."""

import streamlit as st

from pages.parts import choices, need_grid, page_view, panel, text
from pimh_data.charts import provision_grid


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence."""
    with st.columns(3)[0]:
        chosen = choices.of(shown, "provision.ratings", "offer", "Offer")
    ratings, gaps, changes = shown.answers("provision.ratings", "provision.gaps", "provision.changes", offer=chosen)
    if ratings.table.empty:
        return text.said(ratings)  # no ratings, no gaps and no change: the sentence is all there is to say
    with st.container(key=panel.key(ratings, "panel"), gap="small"):
        panel.head(ratings, "Offer by area")
        st.html(need_grid.grids(ratings))
        st.html(text.paragraph(" ".join((provision_grid.READING, *ratings.notes)), "unit"))
        panel.tools(ratings, panel.drawing(ratings))
    panel.show_if_any(gaps, "Gaps")
    panel.show_if_any(changes, "What changed")
    return text.said(ratings)
