"""One measure for every Place, as tiles, ranked and in a funnel. No numbers are worked out here."""

import streamlit as st

from pages.parts import choices, panel, view
from pimh_data.answer import Answer
from pimh_data.charts import dots_by_row, funnel_plot, tile_map
from pimh_data.geography.tiles import TileMap
from pimh_data.geography.tiles import tile_map as layout
from pimh_data.questions.reach import MEASURES
from pimh_data.questions.reach.asked import FUNNEL, RANKED, by_place

READING = "Thin lines are 95% intervals; a rank says little where they overlap. The dark dot is what is chosen."


def places(shown: view.View) -> None:
    """The measure that the reader chooses: a map of tiles, a funnel where there is one, and the Places ranked."""
    # Plain names: what each is out of depends on what the extracts bring, and stands in the panels.
    labels = {measure.label.split(" per ")[0]: key for key, measure in MEASURES.items()}
    head = st.container()
    chosen = choices.choose("measure", "Measure", list(labels), next(iter(labels)), 480)
    answer, ranked, funnel = (shown.answer(by_place(labels[chosen], part)) for part in ("", RANKED, FUNNEL))
    head.header("By Place", anchor="places")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(answer, tile_map.drawing(answer, _tiles(shown, answer)), "Map of tiles")
        drawing = funnel_plot.drawing(funnel)
        if drawing is not None:
            panel.show(funnel, drawing, "Beyond chance?", said_above=True)
    with right:
        drawing = dots_by_row.drawing(ranked, "member", "value", reading=READING, left=180, step=28)
        panel.show(ranked, drawing, "Ranked", said_above=True)


def _tiles(shown: view.View, answer: Answer) -> TileMap:
    table = answer.table
    return layout(dict(zip(table["member"], table["system"], strict=True)), shown.release.manifest.tiles)
