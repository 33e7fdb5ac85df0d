"""How many specialist care reaches, by the national access measure; people seen against services' own targets."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
measure, target = shown.answers("reach.access", "reach.target")
st.html(text.paragraph(text.said(measure), "answer"))
with panel.side_by_side():
    panel.show(measure, "How many does specialist care reach? The national access measure", said_above=True)
    panel.show(target, "Do services reach their own targets?")
