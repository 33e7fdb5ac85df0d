"""Published figures in a table where each that does not agree is marked: a bar, bold, and the word. As HTML."""

from html import escape

from pimh_data.answer import Answer
from pimh_data.charts.table import twin
from pimh_data.kept import kept

AGREES = ("agrees", "")
MARKED = '<tr class="differs">'


@kept
def table(answer: Answer) -> str:
    """The table twin of an Answer with a column `found`, its rows marked that say anything but 'agrees'; escaped."""
    held, name = twin(answer), escape(answer.title)
    sides = ["figure" if numeric else "words" for numeric in held.numeric]
    head = "".join(
        f'<th scope="col" class="{s}">{escape(label)}</th>' for label, s in zip(held.labels, sides, strict=True)
    )
    body = "".join(
        f"{'<tr>' if found in AGREES else MARKED}{_row(cells, sides)}</tr>"
        for cells, found in zip(held.rows, answer.table["found"], strict=True)
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table class="twin" aria-label="{name}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: tuple[str, ...], sides: list[str]) -> str:
    first = f'<th scope="row" class="{sides[0]}">{escape(cells[0])}</th>'
    said = ("" if cell == "not defined" else cell for cell in cells[1:])
    return first + "".join(f'<td class="{s}">{escape(cell)}</td>' for cell, s in zip(said, sides[1:], strict=True))
