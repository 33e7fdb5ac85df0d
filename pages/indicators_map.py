"""Where one indicator that the reader chooses is high or low: on the map, and by deprivation."""

import streamlit as st

from pages.parts import choices, indicators_ground, indicators_none, indicators_panels, page_view, panel, text

shown = page_view.current()
if not shown.shared:
    indicators_none.explain(shown)
    st.stop()
kinds = indicators_ground.kinds(shown.release, shown.selection.place)
kind = choices.choose("map", "Map", kinds, kinds[0]) if len(kinds) > 1 else kinds[0]
places = shown.answer("indicators.map", **shown.shared)
st.html(text.paragraph(indicators_panels.without_place(places), "answer"))
with panel.side_by_side():
    indicators_panels.on_the_map(shown, places, kind, said_above=True)
    indicators_panels.by_deprivation(shown)
