"""How many specialist care reaches, by the national access measure; people seen against services' own targets."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
measure, target = shown.answers("reach.access", "reach.target")
st.html(text.paragraph(text.said(measure), "answer"))
left, right = st.columns([11, 9], gap="large")
with left:
    panel.show(measure, "How many does specialist care reach? The national access measure", said_above=True)
with right:
    panel.show(target, "Do services reach their own targets?")
