"""What the pages of indicators share: the choice of an indicator, its map, its deciles, a finding without the Place."""

import streamlit as st

from pages.parts import beside_charts, choices, panel, text
from pages.parts.choices import Choices
from pages.parts.page_view import PageView
from pimh_data.answer import Answer
from pimh_data.questions import indicators
from pimh_data.questions.indicators import indicator_choices
from pimh_data.questions.indicators.decile_rows import deprivation_bases


def without_place(answer: Answer) -> str:
    """The finding without the Place, which the title says."""
    place = answer.selection.place
    rest = text.said(answer).removeprefix(f"{place}: ").removeprefix(f"{place}, ")
    return rest[:1].upper() + rest[1:]


def choose(shown: PageView) -> Choices:
    """Draw the choice of an indicator; nothing where no Place has one."""
    return one_of(shown, "indicators.trend", "indicator", "Indicator")


def one_of(shown: PageView, key: str, name: str, label: str) -> Choices:
    """What is chosen under that name of a question; nothing where no Place has an indicator."""
    return {name: choices.of(shown, key, name, label)} if indicator_choices(shown.release) else {}


def on_the_map(shown: PageView, answer: Answer, kind: str, said_above: bool) -> None:
    """The panel of the map, drawn on boundaries or tiles."""
    panel.show(
        answer,
        "Where is it high, and where low?",
        said_above,
        beside=beside_charts.taken(shown.release, answer, {"map": kind}),
    )


def by_deprivation(shown: PageView) -> None:
    """The panel of England's deciles, of the kind that the reader chooses; nothing where none were brought."""
    bases = deprivation_bases(shown.release, indicators.series_named(shown.release, shown.shared["indicator"]))
    if not bases:
        return
    with st.container():
        head = st.container()
        basis = choices.choose("basis", "Deciles of", bases, bases[0]) if len(bases) > 1 else bases[0]
        answer = shown.answer("indicators.inequality", **shown.shared, basis=basis)
        with head:
            panel.head(answer, "Does it differ by deprivation, in England?")
        taken = beside_charts.taken(shown.release, answer, {"basis": basis})
        panel.show(answer, answer.title, headed=True, beside=taken)
