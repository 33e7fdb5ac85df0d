"""Who needs to know: each measure with the outcomes it speaks to and the commissioners it concerns, to filter by."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

shown = page_view.current()
answer = shown.answer("need.who", commissioner=choices.of(shown, "need.who", "commissioner", "Commissioner"))
st.html(text.paragraph(text.said(answer), "answer"))
panel.show(answer, "Who needs to know what?", said_above=True)
