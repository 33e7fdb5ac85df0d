"""Two indicators that the reader chooses against each other, Place by Place."""

import streamlit as st

from pages.parts import indicators_none, indicators_panels, page_view, panel, text

shown = page_view.current()
opening = st.container()
with st.container(horizontal=True, key="filters-pair"):
    across = indicators_panels.choose(shown, "indicators.pair", "across", "Across")
    up = indicators_panels.choose(shown, "indicators.pair", "up", "Up")
if not across:
    indicators_none.explain(shown)
    st.stop()
answer = shown.answer("indicators.pair", across=across, up=up)
opening.html(text.paragraph(indicators_panels.without_place(answer), "answer"))
panel.show(answer, "Two indicators", said_above=True)
