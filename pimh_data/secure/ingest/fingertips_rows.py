"""Sorts out which records of a download are whole rows, and cleans their text. No numbers and no periods here."""

import pandas as pd

from pimh_data.secure.ingest.fingertips_columns import Layout, plain
from pimh_data.secure.ingest.fingertips_file import Records, refuse
from pimh_data.secure.ingest.fingertips_form import Explained
from pimh_data.secure.ingest.fingertips_values import BLANKS

Row = tuple[int, list[str]]


def whole_rows(records: Records, layout: Layout, source: str) -> tuple[list[Row], list[Explained], tuple[str, ...]]:
    """The rows with all their fields, why the others are not, and notes. Each row with its number in the file.

    A whole file may leave out last columns that are not used here: genuine ones do, by one. Raises ExtractError when
    the fields of most rows can't be matched with the heading.
    """
    full = len(records.heading)
    widths = pd.Series([len(fields) for _, fields in records.rows], dtype="int64")
    usual = int(widths.mode().iloc[-1]) if len(widths) else full
    if not layout.needed <= usual <= full:
        raise refuse(source, f"most of its rows have {usual} fields and its heading has {full}")
    whole, explained = [], []
    for number, fields in records.rows:
        if not any(field.strip() for field in fields):
            explained.append(Explained(number, "no content", f"row {number} is empty"))
        elif len(fields) not in (usual, full):
            reason = "too few fields" if len(fields) < usual else "too many fields"
            said = f"row {number} has {len(fields)} fields where most have {usual}"
            explained.append(Explained(number, reason, said))
        elif plain(fields[layout.position["indicator_id"]]) == "indicatorid":
            explained.append(Explained(number, "heading repeated", f"row {number} is the heading again"))
        else:
            whole.append((number, fields))
    left_out = f"rows have {full - usual} fewer fields than the heading: the last columns, not used here, are left out"
    return whole, explained, (left_out,) * (usual < full)


def as_text(rows: list[Row], layout: Layout) -> pd.DataFrame:
    """The columns as text: runs of spaces and line ends made one space, and the words for nothing made blank."""
    columns = {}
    for name, position in layout.position.items():
        values = [fields[position] for _, fields in rows]
        clean = {value: " ".join(value.split()) for value in set(values)}
        told = {key: "" if value in BLANKS else value for key, value in clean.items()}
        columns[name] = pd.Series([told[value] for value in values], dtype="str")
    text = pd.DataFrame(columns, index=range(len(rows)))
    # Spreadsheets write a whole number back as 93356.0.
    text["indicator_id"] = text["indicator_id"].str.replace(r"\.0+$", "", regex=True)
    return text
