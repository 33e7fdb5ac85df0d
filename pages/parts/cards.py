"""A verdict as a card: its question, its answer in a sentence, what must be known beside it, its course over time."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.parts import links, panel, text, with_heading
from pages.parts.page_view import PageView
from pimh_data.answer import Answer
from pimh_data.briefing.summary import Verdict
from pimh_data.charts.drawing import Drawing

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

# The page that says more -> what the link to it says.
MORE = {
    "reach": "More on reach",
    "equity-missed": "Who is missed",
    "outcomes": "More on outcomes",
    "need-ends": "If the money stops",
}


def drawing(answer: Answer) -> Drawing | None:
    """The chart of a verdict's Answer; None where it has none."""
    return panel.drawing(answer, CHARTS[answer.key]) if answer.key in CHARTS else None


def card(verdict: Verdict, shown: PageView) -> None:
    """Cards stand two in a row, under one another on a phone."""
    answer = verdict.answer
    drawn = drawing(answer)
    with st.container(key=panel.key(answer, "card"), gap="small"):
        first, *others = verdict.beside or ("",)
        said = text.paragraph(verdict.said, "verdict") + text.paragraph(first, "graded")
        head = panel.headline(answer, verdict.question) + panel.keeps(answer)
        with_heading.draw(head + said + "".join(text.paragraph(line, "graded") for line in others))
        if drawn is not None:
            st.vega_lite_chart(spec=drawn.bound(), alt=drawn.alt, theme=None, key=panel.key(answer, "chart"))
        panel.tools(
            answer, drawn, text.paragraph(" ".join(verdict.notes), "unit") + _more(verdict, shown), tabled=False
        )


def _more(verdict: Verdict, shown: PageView) -> str:
    asked = urlencode(links.not_usual(shown), safe="/")
    address = f"{verdict.page}?{asked}" if asked else verdict.page
    return f'<p class="links"><a href="{escape(address)}" target="_self">{MORE[verdict.page]}</a></p>'
