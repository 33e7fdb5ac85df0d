"""Published and recomputed: Sheffield's figures, the same whatever Place is chosen."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
figures, ethnicity = shown.answers("need.sheffield", "need.sheffield_ethnicity")
st.html(text.paragraph(text.said(figures), "answer"))
with panel.side_by_side():
    panel.show(figures, "Are women, families and parents alike?", said_above=True)
    panel.show(ethnicity, "Do two definitions of one group agree?")
