"""A chart panel: the finding, the chart, how to read it; then what it is, its table, files and address in one row."""

from collections.abc import Hashable
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import beneath, beside_charts, links, text, with_heading
from pages.parts.beside_charts import Beside
from pages.parts.failed import Unanswered, apart
from pimh_data.answer import WITHHELD, Answer, KeepsGroups
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.list import CHARTS
from pimh_data.questions.address import question


def drawing(answer: Answer, chart: str = "", **beside: Hashable) -> Drawing | None:
    """The chart of an Answer: its question's own, unless another is named; None where it has none, or nothing to draw.

    `beside`: what a few charts need more (see charts.list).
    """
    key = "" if isinstance(answer, Unanswered) else chart or question(answer.key).chart
    return CHARTS[key](answer, **beside) if key else None


NOTHING_MORE: Beside = MappingProxyType({})


def side_by_side() -> DeltaGenerator:
    """A block whose panels stand in two columns, row by row; one under another on a phone. One on a page."""
    return st.container(key="side-by-side")


def show(
    answer: Answer,
    heading: str,
    said_above: bool = False,
    headed: bool = False,
    before: str = "",
    beside: Beside = NOTHING_MORE,
) -> None:
    """The panel of one Answer; without a chart, its table stands where the chart would, if it has a row.

    `said_above`: the page's own opening is this finding, directly above. `headed`: the heading stands above already,
    with choices under it. `before`: HTML above the finding. `beside`: what its chart needs more.
    """
    above = "" if headed else headline(answer, heading)
    with st.container(key=key(answer, "panel"), gap="small"), apart(above):
        if isinstance(answer, Unanswered):
            if said := "" if said_above else text.notice(text.said(answer)):
                with_heading.draw(above + said)
            return
        drawn = drawing(answer, "", **beside)
        finding = "" if said_above else text.paragraph(text.said(answer), "finding")
        unit = text.paragraph("" if text.says_all(heading, answer.title) else answer.title, "unit")
        with_heading.draw(above + keeps(answer) + before + finding + unit)
        reading = (drawn.reading,) if drawn else ()
        if drawn:
            st.vega_lite_chart(spec=drawn.bound(), alt=drawn.alt, theme=None, key=key(answer, "chart"))
        elif not answer.table.empty:
            st.html(text.table(answer))
        tools(answer, drawn, text.paragraph(" ".join((*reading, *answer.notes)), "unit"), beside=beside)


def head(answer: Answer, heading: str) -> None:
    """The heading of a panel by itself, where choices stand between it and what it heads."""
    with_heading.draw(headline(answer, heading))


def headline(answer: Answer, heading: str) -> str:
    """The heading of a panel as HTML; where the chosen group is not what is counted, it says so.

    Where groups are set beside each other the heading says it already.
    """
    alone = answer.keeps and not isinstance(answer.keeps[0], KeepsGroups)
    counted = f" ({answer.keeps[0].short})" if alone else ""
    return text.heading(f"{heading}{counted}", key(answer))


def keeps(answer: Answer) -> str:
    """The line under the heading, as HTML: why the chosen group is not what is counted; '' where it is."""
    return text.paragraph(" ".join(answer.keeps), "keeps") if answer.keeps else ""


def show_if_any(answer: Answer, heading: str, said_above: bool = False) -> None:
    """The panel; where there is nothing to list or no row has data, its finding alone: why, under the heading."""
    if not answer.table["state"].isin(("no data", WITHHELD)).all():
        show(answer, heading, said_above=said_above)
        return
    with st.container(gap="small"):
        finding = "" if said_above else keeps(answer) + text.paragraph(text.said(answer), "finding")
        with_heading.draw(headline(answer, heading) + finding)


def tools(
    answer: Answer, drawn: Drawing | None, below: str = "", tabled: bool | None = None, beside: Beside = NOTHING_MORE
) -> None:
    """Below the picture: how to read it and what must be known beside it, as HTML; then one line.

    In it stand table and definitions, which are made when they are opened, and links: files, pictures, this view.
    `tabled`: a table stands on the screen already, as it does where there is no chart, unless said. `beside`: what the
    chart took more.
    """
    if isinstance(answer, Unanswered):
        return
    reading = drawn.reading if drawn else ""
    line = links.line(answer, drawn is not None, beside_charts.as_in_the_address(beside), key(answer))
    beneath.popover(answer, reading, drawn is None if tabled is None else tabled, key(answer, "beneath"), below + line)


def key(answer: Answer, part: str = "") -> str:
    """A name for the page's element: 'equity-decile', 'chart-equity-decile'."""
    name = answer.key.replace(".", "-").replace("_", "-")
    return f"{part}-{name}" if part else name
