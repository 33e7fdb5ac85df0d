"""One indicator that the reader chooses: over time and by Place."""

import streamlit as st

from pages.parts import indicators_none, indicators_panels, page_view, panel, text

shown = page_view.current()
if not shown.shared:
    indicators_none.explain(shown)
    st.stop()
trend, places = shown.answers("indicators.trend", "indicators.places", **shown.shared)
over_time = panel.drawing(trend) is not None
st.html(text.paragraph(indicators_panels.without_place(trend if over_time else places), "answer"))
with panel.side_by_side():
    if over_time:
        panel.show(trend, "Has it changed?", said_above=True)
    panel.show(places, "How does it differ by Place?", said_above=not over_time)
