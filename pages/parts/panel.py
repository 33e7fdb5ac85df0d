"""A chart panel: the finding, the chart, how to read it; then what it is, its table, files and address in one row."""

from collections.abc import Hashable
from types import MappingProxyType

import streamlit as st

from pages.parts import beneath, beside_charts, links, text
from pages.parts.beside_charts import Beside
from pimh_data.answer import Answer, KeepsGroups
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.list import CHARTS
from pimh_data.questions.address import question


def drawing(answer: Answer, chart: str = "", **beside: Hashable) -> Drawing | None:
    """The chart of an Answer: its question's own, unless another is named; None where it has none, or nothing to draw.

    `beside`: what a few charts need more (see charts.list).
    """
    key = chart or question(answer.key).chart
    return CHARTS[key](answer, **beside) if key else None


NOTHING_MORE: Beside = MappingProxyType({})


def show(
    answer: Answer, heading: str, said_above: bool = False, headed: bool = False, beside: Beside = NOTHING_MORE
) -> None:
    """The panel of one Answer; without a chart, its table stands where the chart would.

    `said_above`: the page's own opening is this finding, directly above. `headed`: the heading stands above already,
    with choices under it. `beside`: what its chart needs more.
    """
    drawn = drawing(answer, "", **beside)
    with st.container(key=key(answer, "panel"), gap="small"):
        if not headed:
            head(answer, heading)
        finding = "" if said_above else text.paragraph(text.said(answer), "finding")
        st.html(finding + text.paragraph("" if answer.title in heading else answer.title, "unit"))
        chart(answer, drawn)
        tools(answer, drawn, " ".join(filter(None, (drawn and drawn.reading, *answer.notes))), beside=beside)


def head(answer: Answer, heading: str) -> None:
    """The heading of a panel; where the chosen group is not what is counted, it says so, and the line under it why.

    Where groups are set beside each other the heading says it already, and the line alone is added.
    """
    alone = answer.keeps and not isinstance(answer.keeps[0], KeepsGroups)
    counted = f" ({answer.keeps[0].short})" if alone else ""
    st.header(f"{heading}{counted}", anchor=key(answer))
    if answer.keeps:
        st.html(text.paragraph(" ".join(answer.keeps), "keeps"))


def show_if_any(answer: Answer, heading: str, said_above: bool = False) -> None:
    """The panel; where there is nothing to list or no row has data, its finding alone: why, under the heading."""
    if not (answer.table["state"] == "no data").all():
        show(answer, heading, said_above=said_above)
        return
    head(answer, heading)
    if not said_above:
        st.html(text.paragraph(text.said(answer), "finding"))


def chart(answer: Answer, drawn: Drawing | None) -> None:
    """The chart, or the table where there is none."""
    if drawn is None:
        st.html(text.table(answer))
    else:
        st.vega_lite_chart(spec=drawn.bound(), alt=drawn.alt, theme=None, key=key(answer, "chart"))


def tools(
    answer: Answer, drawn: Drawing | None, *said: str, tabled: bool = False, beside: Beside = NOTHING_MORE
) -> None:
    """Below the picture: how to read it and what must be known beside it, a paragraph each of `said`; then one line.

    In it stand table and definitions, which are made when they are opened, and links: files, pictures, this view.
    `tabled`: a table stands on the screen already. `beside`: what the chart took more.
    """
    reading = drawn.reading if drawn else ""
    on = beside_charts.as_in_the_address(beside)
    below = "".join(text.paragraph(one, "unit") for one in said if one)
    below += links.line(answer, drawn is not None, on, key(answer))
    beneath.popover(answer, reading, tabled or drawn is None, key(answer, "beneath"), below)


def key(answer: Answer, part: str = "") -> str:
    """A name for the page's element: 'equity-decile', 'chart-equity-decile'."""
    name = answer.key.replace(".", "-").replace("_", "-")
    return f"{part}-{name}" if part else name
