"""Who is seen of those in need, by a model that the reader chooses: by deprivation, Place by Place, by level of need."""

import streamlit as st

from pages.parts import choices, page_view, panel, text
from pimh_data.questions.selection import members_of

shown = page_view.current()
opening = st.container()
chosen = {**shown.shared, "model": choices.of(shown, "need.thrive", "model", "Model of need")}
groups, levels = shown.answers("need.coverage_by_deprivation", "need.thrive", **chosen)
opening.html(text.paragraph(text.said(groups), "answer"))
left, right = st.columns([11, 9], gap="large")
with left:
    panel.show(groups, "People seen beside need", said_above=True)
    if len(members_of(shown.release, shown.selection.place)) > 1:
        panel.show(shown.answer("need.coverage_by_place", **chosen), "Place by Place")
with right:
    panel.show(levels, "Levels of need")
