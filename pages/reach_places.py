"""How a measure that the reader chooses differs by Place: as tiles, in a funnel where there is one, and ranked."""

import streamlit as st

from pages.parts import beside_charts, choices, page_view, panel, text
from pimh_data.questions.reach import FUNNEL, PLACE_MEASURES, RANKED, place_key

shown = page_view.current()
# Plain names: what each is out of depends on what the extracts bring, and stands in the panels.
labels = {measure.label.split(" per ")[0]: key for key, measure in PLACE_MEASURES.items()}
chosen = choices.choose("measure", "Measure", list(labels), next(iter(labels)), 480)
answer, ranked, funnel = (shown.answer(place_key(labels[chosen], part)) for part in ("", RANKED, FUNNEL))
st.html(text.paragraph(text.said(answer), "answer"))
with panel.side_by_side():
    tiles = beside_charts.taken(shown.release, answer, {})
    panel.show(answer, "Where is it high, and where low?", said_above=True, beside=tiles)
    panel.show(ranked, "In which order do Places stand?", said_above=True)
    if panel.drawing(funnel) is not None:
        panel.show(funnel, "Which Places stand out?", said_above=True)
