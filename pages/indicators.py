"""Every published indicator of the Place beside England."""

from dataclasses import replace

import streamlit as st

from pages.parts import indicators_ground, indicators_none, indicators_panels, page_view, panel, text
from pimh_data.questions.indicators import usual_indicator
from pimh_data.registry.cubes import ALL_PLACES

shown = page_view.current()
answer = shown.answer("indicators.profile")
if panel.drawing(answer) is not None:
    st.html(text.paragraph(indicators_panels.without_place(answer), "answer"))
    panel.show(answer, "How does it compare with England?", said_above=True)
else:
    indicators_none.explain(shown)
    if key := usual_indicator(shown.release, shown.selection.place):  # which Places have figures
        # About all Places where these are granted: a map and its files can be asked for about nothing else.
        place = ALL_PLACES if ALL_PLACES in shown.release.wheres else shown.selection.place
        around = replace(shown, selection=replace(shown.selection, place=place))
        places = around.answer("indicators.map", indicator=key)
        indicators_panels.on_the_map(around, places, indicators_ground.TILES, said_above=False)
