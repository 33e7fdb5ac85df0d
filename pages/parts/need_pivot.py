"""One count in a table of two dimensions, as HTML: hidden, zero and no data as words. No arithmetic."""

from typing import Any

import pandas as pd

from pages.parts import html_table
from pages.parts.html_table import FIGURE, TableCell, TableRow
from pimh_data.answer import Answer
from pimh_data.formats import people
from pimh_data.kept import kept
from pimh_data.questions.words import upper_first


@kept
def table(answer: Answer, down: str, across: str, value: str) -> str:
    """The named count of an Answer's table, one row a `down`, one column an `across`."""
    held = answer.table
    cells = {(row[down], row[across]): _in_words(row, value) for row in held.to_dict("records")}
    columns = list(dict.fromkeys(held[across]))[::-1]  # the newest first: it is in sight without scrolling
    rows = [
        TableRow(
            [
                TableCell(upper_first(row)),
                *(TableCell(cells.get((row, column), "no data"), FIGURE) for column in columns),
            ]
        )
        for row in dict.fromkeys(held[down])
    ]
    headings = [TableCell(answer.column(down).label), *(TableCell(column, FIGURE) for column in columns)]
    return html_table.table(f"{answer.title}: {answer.column(value).label}", "twin", headings, rows)


def _in_words(row: dict[str, Any], value: str) -> str:
    return row["state"] if pd.isna(row[value]) else people(row[value])
