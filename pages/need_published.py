"""Published and recomputed: the case studies that the release names, the same whatever Place is chosen."""

import streamlit as st

from pages.parts import need_marked, page_view, panel, text
from pimh_data.registry.case_studies import NORTH_WEST_COAST, SHEFFIELD

shown = page_view.current()
held = shown.release.manifest.case_studies
opening, first = st.container(), None
if NORTH_WEST_COAST in held:
    first = table = shown.answer("need.table_4")
    with st.container(key=panel.key(table, "panel"), gap="small"):
        panel.head(table, "Table 4 of the North West Coast model")
        st.html(need_marked.table(table))
        panel.tools(table, None, *table.notes)
left, right = st.columns(2, gap="large")
if SHEFFIELD in held:
    figures, ethnicity = shown.answers("need.sheffield", "need.sheffield_ethnicity")
    with left:
        panel.show(figures, "Sheffield: women, families, parents", said_above=first is None)
    with right:
        panel.show(ethnicity, "Sheffield: two definitions of one group")
    first = first or figures
if NORTH_WEST_COAST in held:
    with right:
        panel.show(shown.answer("need.ethnicity_rows"), "Ethnicity percentages, added up")
if first:
    opening.html(text.paragraph(text.said(first), "answer"))
