"""Provision: ratings as a heat table in colour, letter and words, the gaps, and what changed since."""

import streamlit as st

from pages.parts import choices, need_grid, panel, text, view
from pimh_data.charts import provision_grid
from pimh_data.questions.provision import provision_changes, provision_gaps, provision_ratings
from pimh_data.questions.provision.ratings import offers

ALL_OFFERS = "All offers"


def show(shown: view.View) -> str:
    """Draw the section; gives its opening sentence."""
    held = (ALL_OFFERS, *offers(shown.release, shown.selection.place))
    with st.columns(3)[0]:
        chosen = choices.choose("offer", "Offer", held, ALL_OFFERS)
    offer = "" if chosen == ALL_OFFERS else chosen
    ratings, gaps, changes = (
        shown.answer(question, offer) for question in (provision_ratings, provision_gaps, provision_changes)
    )
    if ratings.table.empty:
        return text.said(ratings)  # no ratings, no gaps and no change: the sentence is all there is to say
    with st.container(key=panel.key(ratings, "panel"), gap="small"):
        st.header("Offer by area", anchor=panel.key(ratings))
        st.html(need_grid.grids(ratings))
        drawing = provision_grid.drawing(ratings)
        st.html(text.paragraph(" ".join((provision_grid.READING, *ratings.notes)), "unit"))
        panel.tools(ratings, drawing)
    panel.found(gaps, None, "Gaps")
    panel.found(changes, None, "What changed")
    return text.said(ratings)
