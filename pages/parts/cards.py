"""A verdict as a card: its question, its answer in a sentence, what must be known beside it, its course over time."""

from collections.abc import Mapping

import streamlit as st

from pages.parts import panel, text
from pimh_data.answer import Answer
from pimh_data.briefing.summary import Verdict
from pimh_data.charts.drawing import Drawing
from pimh_data.questions.words import upper_first

# What the four verdicts and what changed are made of.
ASKED = (
    "reach.people_seen",
    "reach.last_quarter",
    "reach.six_weeks",
    "equity.core20",
    "equity.ethnic_group",
    "outcomes.headline",
    "funding.ends",
)
# The small chart of a card, where its question's own is larger.
CHARTS: Mapping[str, str] = {
    "reach.people_seen": "people_on_card",
    "equity.core20": "ratio_on_card",
    "outcomes.headline": "improved_on_card",
}


def drawing(answer: Answer) -> Drawing | None:
    """The chart of a verdict's Answer; None where it has none."""
    return panel.drawing(answer, CHARTS[answer.key]) if answer.key in CHARTS else None


def card(verdict: Verdict) -> None:
    """Cards stand two in a row, under one another on a phone."""
    answer = verdict.answer
    drawn = drawing(answer)
    with st.container(key=panel.key(answer, "card"), gap="small"):
        panel.head(answer, verdict.question)
        first, *others = verdict.beside or ("",)
        said = text.paragraph(verdict.said, "finding") + text.paragraph(first, "graded")
        st.html(panel.keeps(answer) + said + "".join(text.paragraph(line, "graded") for line in others))
        if drawn is not None:
            st.vega_lite_chart(spec=drawn.bound(), alt=drawn.alt, theme=None, key=panel.key(answer, "chart"))
        panel.tools(answer, drawn, text.paragraph(" ".join(_notes(answer, verdict)), "unit"))


def _notes(answer: Answer, verdict: Verdict) -> list[str]:
    """The notes that the card has not said."""
    said = " ".join(verdict.beside)
    return [upper_first(note) for note in answer.notes if note not in said]
