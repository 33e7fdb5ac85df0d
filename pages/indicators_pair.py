"""Two indicators that the reader chooses against each other, Place by Place."""

import streamlit as st

from pages.parts import indicators_none, indicators_panels, page_view, panel, text

shown = page_view.current()
with st.container(horizontal=True, key="filters-pair"):
    chosen = indicators_panels.one_of(shown, "indicators.pair", "across", "Across")
    chosen |= indicators_panels.one_of(shown, "indicators.pair", "up", "Up")
if not chosen:
    indicators_none.explain(shown)
    st.stop()
answer = shown.answer("indicators.pair", **chosen)
st.html(text.paragraph(indicators_panels.without_place(answer), "answer"))
panel.show(answer, "Do the two go together?", said_above=True)
