"""One measure for every Place, as tiles, ranked and in a funnel. No numbers are worked out here."""

import streamlit as st

from pages.parts import beside_charts, choices, page_view, panel
from pimh_data.questions.reach import FUNNEL, PLACE_MEASURES, RANKED, place_key


def places(shown: page_view.PageView) -> None:
    """The measure that the reader chooses: a map of tiles, a funnel where there is one, and the Places ranked."""
    # Plain names: what each is out of depends on what the extracts bring, and stands in the panels.
    labels = {measure.label.split(" per ")[0]: key for key, measure in PLACE_MEASURES.items()}
    head = st.container()
    chosen = choices.choose("measure", "Measure", list(labels), next(iter(labels)), 480)
    answer, ranked, funnel = (shown.answer(place_key(labels[chosen], part)) for part in ("", RANKED, FUNNEL))
    head.header("How does it differ by Place?", anchor="places")
    left, right = st.columns(2, gap="large")
    with left:
        panel.show(answer, "Where is it high, and where low?", beside=beside_charts.taken(shown.release, answer, {}))
        if panel.drawing(funnel) is not None:
            panel.show(funnel, "Which Places stand out?", said_above=True)
    with right:
        panel.show(ranked, "In which order do Places stand?", said_above=True)
