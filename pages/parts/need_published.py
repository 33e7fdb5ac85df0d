"""Published and recomputed: table 4, Sheffield's figures, the ethnic comparison. No numbers are worked out."""

import streamlit as st

from pages.parts import need_marked, panel, text, view
from pimh_data.charts import range_bars
from pimh_data.questions import need


def show(shown: view.View) -> str:
    """Draw the section; gives its opening sentence. It is of the published documents, whatever Place is chosen."""
    table, figures, ethnicity, rows = (
        shown.about_release(question)
        for question in (
            need.table_4,
            need.sheffield_side_by_side,
            need.sheffield_ethnicity,
            need.published_ethnicity_rows,
        )
    )
    with st.container(key=panel.key(table, "panel"), gap="small"):
        st.header("Table 4 of the North West Coast model", anchor=panel.key(table))
        st.html(need_marked.table(table) + "".join(text.paragraph(note, "unit") for note in table.notes))
        panel.tools(table, None)
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(figures, range_bars.of_published(figures), "Sheffield: women, families, parents")
    with right:
        panel.show(ethnicity, None, "Sheffield: two definitions of one group")
        panel.show(rows, None, "Ethnicity percentages, added up")
    return text.said(table)
