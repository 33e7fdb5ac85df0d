"""An Answer as CSV: the numbers of the chart, with place, selection, release and profile in every row."""

import csv
import io
from typing import Any

import pandas as pd

from pimh_data.answer import WITHHELD, Answer, Column

# A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe makes it text.
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CHOSEN = "Chosen "  # before what was chosen, where it could be taken for a column of the table or for the period


def to_csv(answer: Answer) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it. One line a row of the Answer's table.

    Whole numbers are written whole; a cell without a number is empty and its `State` says why. The trailing columns
    name place, service, the chosen year, the period of the numbers (unless each row has its own), the deprivation group
    (or what is counted in its place), site, release, profile, data and definition; and how it was counted, where there
    are several ways. No heading stands twice: what was chosen is 'Chosen place' beside a column 'Place' of the table.
    """
    columns, ends = columns_written(answer), whose(answer)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(safe(label) for label in (*map(heading, columns), *ends))
    values = [safe(value) for value in ends.values()]
    for row in answer.table[[column.name for column in columns]].itertuples(index=False, name=None):
        writer.writerow([*(_cell(value) for value in row), *values])
    if answer.table.empty and answer.finding.grade == WITHHELD:  # a file without a row would read as nothing there
        writer.writerow([*(WITHHELD if column.kind == "state" else "" for column in columns), *values])
    return out.getvalue().encode("utf-8-sig")


def columns_written(answer: Answer) -> list[Column]:
    """The columns of the table that a file holds: without those that only say how a chart draws a row."""
    return [column for column in answer.columns if column.name not in ("focus", "known", "decile")]


def whose(answer: Answer) -> dict[str, str]:
    """What stands in every row of a file after the table's own columns: what was chosen, and whose numbers they are."""
    chosen = answer.selection
    told = {
        "Place": chosen.place,
        "Service": chosen.service,
        f"{CHOSEN}year": chosen.year,
        "Period": answer.period,
        "Deprivation group": " ".join(answer.keeps) or chosen.deprivation,
        "Site": answer.evidence.site,
        "Release": answer.evidence.release,
        "Profile": answer.evidence.profile,
        "Data": answer.evidence.data,
        "What it is": answer.evidence.definition,
        "Counted as": answer.evidence.counted_as,
    }
    headings = {heading(column) for column in columns_written(answer)}
    return {
        f"{CHOSEN}{label[:1].lower()}{label[1:]}" if label in headings else label: value
        for label, value in told.items()
        if value or label not in ("Period", "Counted as")
    }


def file_name(answer: Answer, ending: str) -> str:
    """'sheffield-all-services-2023-24-everyone-equity-decile.csv': letters, digits and hyphens only."""
    words = " ".join((answer.selection.words(), answer.key, *(value for _, value in answer.variant))).lower()
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in words).split()) + f".{ending}"


def safe(text: str) -> str:
    """The text as a spreadsheet may hold it: never a formula."""
    return "'" + text if text.startswith(RUNS_AS_FORMULA) else text


def heading(column: Column) -> str:
    """The heading of a column in a file: its label, and its unit where the label does not say it."""
    return f"{column.label} ({column.unit})" if column.unit and column.unit not in column.label else column.label


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return safe(value) if isinstance(value, str) else repr(whole(value))


def whole(value: float) -> int | float:
    """A number as a file holds it: whole where it is, else with six decimals at most."""
    rounded = round(float(value), 6)
    return int(rounded) if rounded.is_integer() else rounded
