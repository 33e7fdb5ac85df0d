"""One count in a table of two dimensions, as HTML: hidden, zero and no data as words. No arithmetic."""

from html import escape

import pandas as pd

from pimh_data.answer import Answer
from pimh_data.formats import people
from pimh_data.kept import kept


@kept
def table(answer: Answer, down: str, across: str, value: str) -> str:
    """The named count of an Answer's table, one row a `down`, one column an `across`, escaped."""
    held = answer.table
    cells = {(row[down], row[across]): _said(row, value) for row in held.to_dict("records")}
    columns = list(dict.fromkeys(held[across]))[::-1]  # the newest first: it is in sight without scrolling
    name = escape(f"{answer.title}: {answer.column(value).label}")
    head = "".join(f'<th scope="col" class="figure">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[:1].upper() + row[1:])}</th>'
        + "".join(f'<td class="figure">{escape(cells.get((row, column), "no data"))}</td>' for column in columns)
        + "</tr>"
        for row in dict.fromkeys(held[down])
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table class="twin" aria-label="{name}">'
        f'<thead><tr><th scope="col">{escape(answer.column(down).label)}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _said(row: dict[str, object], value: str) -> str:
    return row["state"] if pd.isna(row[value]) else people(row[value])
