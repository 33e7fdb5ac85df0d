"""Who is seen of those in need, by a model that the reader chooses: by deprivation, and Place by Place."""

import streamlit as st

from pages.parts import page_view, panel, text
from pimh_data.questions.selection import members_of

shown = page_view.current()
groups = shown.answer("need.coverage_by_deprivation", **shown.shared)
st.html(text.paragraph(text.said(groups), "answer"))
with panel.side_by_side():
    panel.show(groups, "How many are seen, beside the need?", said_above=True)
    if len(members_of(shown.release, shown.selection.place)) > 1:
        panel.show(shown.answer("need.coverage_by_place", **shown.shared), "How does it differ by Place?")
