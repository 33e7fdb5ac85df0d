"""Published and recomputed: the North West Coast model, the same whatever Place is chosen."""

import streamlit as st

from pages.parts import need_marked, page_view, panel, text

shown = page_view.current()
table, rows = shown.answers("need.table_4", "need.ethnicity_rows")
st.html(text.paragraph(text.said(table), "answer"))
if not table.table.empty:
    with st.container(key=panel.key(table, "panel"), gap="small"):
        panel.head(table, "Does table 4 follow from its own model?")
        st.html(panel.keeps(table) + need_marked.table(table))
        panel.tools(table, None, "".join(text.paragraph(note, "unit") for note in table.notes))
panel.show(rows, "Do ethnicity percentages add up?")
