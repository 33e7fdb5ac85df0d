"""An Answer as CSV: the numbers of the chart, with place, selection, release and profile in every row."""

import csv
import io
from typing import Any

import pandas as pd

from pimh_data.answer import Answer, Column

# A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe makes it text.
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(answer: Answer) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it. One line a row of the Answer's table.

    Counts are whole numbers, published and computed figures decimals; a cell without a number is empty and its `State`
    says why. The trailing columns name place, service, year, deprivation, site, release, profile and data; and how it
    was counted, where there are several ways. No heading stands twice: what was chosen is 'Chosen place' beside a
    column 'Place' of the table.
    """
    chosen = answer.selection
    trailing = {
        "Place": chosen.place,
        "Service": chosen.service,
        "Year": chosen.year,
        "Deprivation group": chosen.deprivation,
        "Site": answer.evidence.site,
        "Release": answer.evidence.release,
        "Profile": answer.evidence.profile,
        "Data": answer.evidence.data,
    } | ({"Counted as": answer.evidence.counted_as} if answer.evidence.counted_as else {})
    columns = [column for column in answer.columns if column.name not in ("focus", "known", "decile")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    headings = [_heading(column) for column in columns]
    chosen_too = [f"Chosen {label[:1].lower()}{label[1:]}" if label in headings else label for label in trailing]
    writer.writerow(safe(label) for label in (*headings, *chosen_too))
    ends = [safe(value) for value in trailing.values()]
    for row in answer.table[[column.name for column in columns]].itertuples(index=False, name=None):
        writer.writerow([*(_cell(column, value) for column, value in zip(columns, row, strict=True)), *ends])
    return out.getvalue().encode("utf-8-sig")


def file_name(answer: Answer, ending: str) -> str:
    """'sheffield-all-services-2023-24-everyone-equity-decile.csv': letters, digits and hyphens only."""
    words = " ".join((answer.selection.words(), answer.key, *(value for _, value in answer.variant))).lower()
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in words).split()) + f".{ending}"


def safe(text: str) -> str:
    """The text as a spreadsheet may hold it: never a formula."""
    return "'" + text if text.startswith(RUNS_AS_FORMULA) else text


def _heading(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit and column.unit not in column.label else column.label


def _cell(column: Column, value: Any) -> str:
    if pd.isna(value):
        return ""
    if column.kind == "count":
        return str(int(value))
    if isinstance(value, str):
        return safe(value)
    return repr(round(float(value), 6))
