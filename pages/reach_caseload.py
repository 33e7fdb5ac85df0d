"""How many are opened, closed and open at the end; why contact ends."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
held, closed = shown.answers("reach.caseload", "reach.closures")
st.html(text.paragraph(text.said(held), "answer"))
with panel.side_by_side():
    panel.show(held, "How many are open?", said_above=True)
    panel.show(closed, "Why does contact end?")
