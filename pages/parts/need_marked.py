"""Published figures in a table where each that does not agree is marked: a bar, bold, and the word. As HTML."""

from pages.parts import html_table
from pages.parts.html_table import TableRow, written
from pimh_data.answer import Answer
from pimh_data.charts.table import twin
from pimh_data.kept import kept

AGREES = ("agrees", "")


@kept
def table(answer: Answer) -> str:
    """The table twin of an Answer with a column `found`, its rows marked that say anything but 'agrees'."""
    held = twin(answer)
    kinds = html_table.sides(held.numeric)
    rows = [
        TableRow(written([cells[0], *map(_blank_if_undefined, cells[1:])], kinds), "" if found in AGREES else "differs")
        for cells, found in zip(held.rows, answer.table["found"], strict=True)
    ]
    return html_table.table(answer.title, "twin", written(held.labels, kinds), rows)


def _blank_if_undefined(cell: str) -> str:
    return "" if cell == "not defined" else cell
