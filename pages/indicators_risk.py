"""Where risk is high and reach is low."""

import streamlit as st

from pages.parts import indicators_panels, page_view, panel, text

shown = page_view.current()
answer = shown.answer("indicators.risk")
st.html(text.paragraph(indicators_panels.without_place(answer), "answer"))
panel.show(answer, "Where is risk high and reach low?", said_above=True)
