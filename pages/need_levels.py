"""Levels of need, by a model that the reader chooses, and who is seen at each."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
levels = shown.answer("need.thrive", **shown.shared)
st.html(text.paragraph(text.said(levels), "answer"))
panel.show(levels, "Which levels of need have a service?", said_above=True)
