"""One indicator that the reader chooses: over time, on the map, by Place, by deprivation."""

import streamlit as st

from pages.parts import choices, indicators_ground, indicators_none, indicators_panels, page_view, panel, text

shown = page_view.current()
opening = st.container()
with st.container(horizontal=True, key="filters-indicator"):
    key = indicators_panels.choose(shown, "indicators.trend", "indicator", "Indicator")
    kinds = indicators_ground.kinds(shown.release, shown.selection.place)
    kind = choices.choose("map", "Map", kinds, kinds[0]) if len(kinds) > 1 else kinds[0]
if not key:
    indicators_none.explain(shown)
    st.stop()
trend, places = shown.answers("indicators.trend", "indicators.places", indicator=key)
over_time = panel.drawing(trend) is not None
opening.html(text.paragraph(indicators_panels.without_place(trend if over_time else places), "answer"))
left, right = st.columns(2, gap="large")
with left:
    if over_time:
        panel.show(trend, "Over time", said_above=True)
    panel.show(places, "By Place", said_above=not over_time)
with right:
    indicators_panels.on_the_map(shown, key, kind)
    indicators_panels.by_deprivation(shown, key)
