"""A table that is itself the picture, as HTML in a panel of its own, with the files and the address under it."""

from collections.abc import Callable

import streamlit as st

from pages.parts import html_table, panel, text
from pages.parts.failed import Unanswered, apart
from pages.parts.html_table import TableCell, TableRow, TableSection
from pimh_data.answer import Answer
from pimh_data.charts.printed_table import PrintedTable
from pimh_data.kept import kept


def show(answer: Answer, table: Callable[[Answer], PrintedTable], reading: str, said_above: bool = False) -> None:
    """The panel below its heading: the finding, the table that is made of it, how to read it, and its files."""
    if isinstance(answer, Unanswered):
        return
    with st.container(key=panel.key(answer, "panel"), gap="small"), apart():
        finding = "" if said_above else text.paragraph(text.said(answer), "finding")
        st.html(panel.keeps(answer) + finding + as_html(answer, table(answer)))
        below = text.paragraph(" ".join((reading, *answer.notes)), "unit")
        panel.tools(answer, panel.drawing(answer), below, tabled=True)


@kept
def as_html(answer: Answer, table: PrintedTable) -> str:
    """One table: a row of headings, a heading row a section, a row a line; marked lines of the class `differs`."""
    sides = html_table.sides(column.figures for column in table.columns)
    headings = html_table.written((column.heading for column in table.columns), sides)
    sections = []
    for title, lines in table.sections:
        rows = [
            TableRow(
                [TableCell(cell.text, side, below=cell.below) for cell, side in zip(line.cells, sides, strict=True)],
                "differs" if line.marked else "",
            )
            for line in lines
        ]
        sections.append(TableSection(title, rows))
    return html_table.sectioned(answer.caption, "twin printed", headings, sections)
