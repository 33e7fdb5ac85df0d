"""Writes the extracts as CSV and their extract.toml. Text, dates and whole numbers only: nothing is drawn here."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

SITE = "Demonstration programmes"
EXTRACT_TOML = f"""\
# Synthetic: no row is about a real person.
synthetic = true
site = "{SITE}"
extract_date = 2025-03-31
allowed_share = 0.01
quarantine_days = 30
case_studies = ["Sheffield", "North West Coast", "Wessex"]
"""


def write_table(folder: Path, name: str, table: pa.Table) -> None:
    """Writes `<name>.csv`. A missing value is an empty cell; dates are ISO."""
    csv.write_csv(table, folder / f"{name}.csv")


def picked(values: tuple[str, ...] | list[str] | np.ndarray, position: np.ndarray) -> pa.Array:
    """The texts at the positions; -1 is missing."""
    return pa.array(values, pa.string()).take(pa.array(position, pa.int32(), mask=position < 0))


def dates(days: np.ndarray) -> pa.Array:
    """datetime64[D] as dates; NaT is missing."""
    return pa.array(days.astype("datetime64[D]"))


def numbered(letter: str, numbers: np.ndarray) -> pa.Array:
    """Pseudonyms such as R0000123: a letter and seven digits, so that none can be taken for an NHS number."""
    return pa.array(np.char.add(letter, np.char.zfill(numbers.astype("U7"), 7)))


def as_arrow(table: pa.Table | pd.DataFrame) -> pa.Table:
    """The same rows as an arrow table; empty text is missing, times are days."""
    if isinstance(table, pa.Table):
        return table
    columns = {}
    for name, column in table.items():
        array = pa.array(column, from_pandas=True)
        if pa.types.is_timestamp(array.type):
            array = array.cast(pa.date32(), safe=False)
        elif pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
            array = pa.array([text or None for text in array.to_pylist()], pa.string())
        columns[name] = array
    return pa.table(columns)
