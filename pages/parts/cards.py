"""Headline cards: one large figure, its course over time, and what to make of it in one graded sentence."""

from dataclasses import dataclass

import streamlit as st

from pages.parts import panel, text
from pimh_data.answer import Answer
from pimh_data.questions import words


@dataclass(frozen=True)
class Card:
    """One answer as a card, with a chart by its key. `also`: a sentence of another answer that belongs beside it."""

    heading: str
    answer: Answer
    chart: str
    also: str = ""


def row(*cards: Card) -> None:
    """Cards side by side, under one another on a phone."""
    with st.container(key="cards"):
        for card in cards:
            with st.container(key=panel.key(card.answer, "card"), gap="small"):
                _card(card)


def _card(card: Card) -> None:
    answer, drawn = card.answer, panel.drawing(card.answer, card.chart)
    panel.head(answer, card.heading)
    headline = answer.headline
    if headline is not None:
        st.metric(text.plain(words.upper_first(headline.label)), text.plain(headline.value))
    if drawn is None:
        st.html(text.table(answer))
    else:
        st.vega_lite_chart(spec=drawn.bound(), alt=drawn.alt, theme=None, key=panel.key(answer, "chart"))
    said = text.paragraph(_graded(answer), "graded") + text.paragraph(card.also, "graded")
    panel.tools(answer, drawn, panel.keeps(answer) + said + text.paragraph(" ".join(answer.notes), "unit"))


def _graded(answer: Answer) -> str:
    """The finding, then what the headline compares that the finding has not said."""
    said = text.said(answer)
    compared = answer.headline.comparison.split("; ") if answer.headline else []
    rest = "; ".join(part for part in compared if part and part.lower() not in said.lower())
    return f"{said} {rest[:1].upper()}{rest[1:]}." if rest else said
