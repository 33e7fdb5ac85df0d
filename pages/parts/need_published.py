"""Published and recomputed: the case studies that the release names. No numbers are worked out."""

import streamlit as st

from pages.parts import need_marked, page_view, panel, text
from pimh_data.answer import Answer
from pimh_data.registry.case_studies import NORTH_WEST_COAST, SHEFFIELD


def cases(shown: page_view.PageView) -> list[str]:
    """The case studies of this section that the release names."""
    return [case for case in (NORTH_WEST_COAST, SHEFFIELD) if case in shown.release.manifest.case_studies]


def show(shown: page_view.PageView) -> str:
    """Draw the section; gives its opening sentence. It is of the published documents, whatever Place is chosen."""
    held = cases(shown)
    opening = [_table_4(shown)] if NORTH_WEST_COAST in held else []
    left, right = st.columns(2, gap="large")
    if SHEFFIELD in held:
        figures, ethnicity = shown.answers("need.sheffield", "need.sheffield_ethnicity")
        opening.append(figures)
        with left:
            panel.show(figures, "Sheffield: women, families, parents")
        with right:
            panel.show(ethnicity, "Sheffield: two definitions of one group")
    if NORTH_WEST_COAST in held:
        with right:
            panel.show(shown.answer("need.ethnicity_rows"), "Ethnicity percentages, added up")
    return text.said(opening[0])


def _table_4(shown: page_view.PageView) -> Answer:
    table = shown.answer("need.table_4")
    with st.container(key=panel.key(table, "panel"), gap="small"):
        st.header("Table 4 of the North West Coast model", anchor=panel.key(table))
        st.html(need_marked.table(table) + "".join(text.paragraph(note, "unit") for note in table.notes))
        panel.tools(table, None)
    return table
