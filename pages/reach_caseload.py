"""How many are opened, closed and open at the end; why contact ends."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
held, closed = shown.answers("reach.caseload", "reach.closures")
st.html(text.paragraph(text.said(held), "answer"))
left, right = st.columns(2, gap="large")
with left:
    panel.show(held, "How many are open?", said_above=True)
with right:
    panel.show(closed, "Why does contact end?")
