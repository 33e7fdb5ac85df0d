"""Who is lost: people who left early and contacts missed, by the dimension that the reader chooses."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

LOST_BY = {
    "Deprivation decile": ("reach.drop_out_by_decile", "reach.missed_by_decile"),
    "Ethnic group": ("reach.drop_out_by_ethnic_group", "reach.missed_by_ethnic_group"),
}

shown = page_view.current()
early, missed = shown.answers(*LOST_BY[choices.choose("lost_by", "By", list(LOST_BY), next(iter(LOST_BY)))])
st.html(text.paragraph(text.said(early), "answer"))
with panel.side_by_side():
    panel.show(early, "Who left early?", said_above=True)
    panel.show(missed, "Whose contacts are missed?")
