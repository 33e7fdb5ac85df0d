"""Headline cards: one large figure, its course over time, and what to make of it in one graded sentence."""

import streamlit as st

from pages.parts import panel, text
from pimh_data.answer import Answer
from pimh_data.charts.drawing import Drawing


def row(cards: tuple[tuple[str, Answer, Drawing], ...]) -> None:
    """Cards side by side, under one another on a phone; each is (heading, answer, drawing)."""
    for column, (heading, answer, drawing) in zip(st.columns(len(cards), gap="large"), cards, strict=True):
        with column, st.container(key=panel.key(answer, "card"), gap="small"):
            _card(heading, answer, drawing)


def _card(heading: str, answer: Answer, drawing: Drawing) -> None:
    st.header(heading, anchor=panel.key(answer))
    headline = answer.headline
    if headline is not None:
        st.metric(text.plain(headline.label.capitalize()), text.plain(headline.value))
    st.vega_lite_chart(spec=drawing.bound(), alt=drawing.alt, theme=None, key=panel.key(answer, "chart"))
    st.html(text.paragraph(_graded(answer), "graded") + text.paragraph(" ".join(answer.notes), "unit"))
    panel.tools(answer, drawing)


def _graded(answer: Answer) -> str:
    """The finding, then what the headline compares that the finding has not said."""
    said = text.said(answer)
    compared = answer.headline.comparison.split("; ") if answer.headline else []
    rest = "; ".join(part for part in compared if part and part.lower() not in said.lower())
    return f"{said} {rest[:1].upper()}{rest[1:]}." if rest else said
