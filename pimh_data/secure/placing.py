"""Where a row stands, as a person finds it: file, sheet and the number of the line in it. Words and counts only."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, zip_longest

import ibis
import numpy as np
from ibis.expr.types import DateValue, IntegerColumn, Table

from pimh_data.secure.conditions import ALWAYS, case, either, table_name
from pimh_data.secure.engine import asked_as_table
from pimh_data.secure.ingest.account import Piece
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.statements import quoted


def pieces_of(raw: RawExtract) -> tuple[Piece, ...]:
    """The files and sheets of an extract; where it is one file read as it is, that one."""
    return raw.pieces or (Piece("", raw.path.name),)


def piece_of(raw: RawExtract, row: int) -> Piece:
    """The file or sheet that a row came from."""
    pieces = pieces_of(raw)
    # A row is numbered from 1 within its piece, so that none is numbered as the piece's start.
    return pieces[bisect_right([piece.start for piece in pieces], row - 1) - 1]


def numbers_in_words(raw: RawExtract, rows: Sequence[int], most: int, more: str = " and more") -> str:
    """The numbers of the rows, the first `most` of them; where the extract has several files, by file."""
    named = sorted(rows)[:most]
    several = len(pieces_of(raw)) > 1
    parts = []
    for piece, found in groupby(named, key=lambda row: piece_of(raw, row)):
        numbers = ", ".join(str(row - piece.start) for row in found)
        parts.append(f"{numbers} of {piece.where}" if several else numbers)
    return "; ".join(parts) + (more if len(rows) > most else "")


def counts_by_piece(raw: RawExtract, rows: np.ndarray) -> list[int]:
    """How many of the rows came from each file or sheet."""
    edges = [piece.start for piece in pieces_of(raw)]
    places = np.searchsorted(edges, rows - 1, side="right") - 1
    return np.bincount(places, minlength=len(edges)).tolist()


def piece_number(raw: RawExtract) -> str:
    """The place of each row's file or sheet among `pieces_of`, in SQL."""
    own = [(f"{quoted(ROW)} > {piece.start}", str(at)) for at, piece in enumerate(pieces_of(raw))]
    return f"({case(reversed(own[1:]), '0')})"


def rows_by_piece(raw: RawExtract, table: Table) -> list[int]:
    """How many rows of a table of the database came from each file or sheet, counted where they lie."""
    counted = f"select {piece_number(raw)} as at, count(*) as rows from {table_name(table)} group by 1"
    rows = {line["at"]: line["rows"] for line in asked_as_table(table.get_backend(), counted).to_pylist()}
    return [rows.get(at, 0) for at in range(len(pieces_of(raw)))]


def lines_that_do_not_add_up(raw: RawExtract) -> list[str]:
    """The files and sheets whose lines are not their rows and those left out: some were lost, or read twice."""
    rows = counts_by_piece(raw, raw.table[ROW].to_numpy()) if raw.pieces else []
    ragged = counts_by_piece(raw, np.array([bad.row for bad in raw.malformed], dtype=np.int64)) if raw.pieces else []
    wrong = []
    for piece, own, bad in zip(raw.pieces, rows, ragged, strict=True):
        told = own + bad + sum(piece.left_out.values())
        if told != piece.lines:
            wrong.append(f"{piece.where} has {piece.lines:,} lines, of which {told:,} are accounted for")
    return wrong


def extract_dates(raw: RawExtract, otherwise: dt.date) -> list[tuple[dt.date, str]]:
    """Each extract date of the sources, and the condition in SQL for its rows; `otherwise`: the folder's."""
    dates: dict[dt.date, list[str]] = {}
    pieces = pieces_of(raw)
    for piece, after in zip_longest(pieces, pieces[1:]):
        own = within(piece.start, None if after is None else after.start)
        dates.setdefault(piece.extract_date or otherwise, []).append(own)
    return [(date, either(own) if len(dates) > 1 else ALWAYS) for date, own in dates.items()]


def within(start: int, end: int | None) -> str:
    """The condition for rows after `start`, up to `end` and with it; None: all after."""
    return f"({quoted(ROW)} > {start})" if end is None else f"({quoted(ROW)} > {start} and {quoted(ROW)} <= {end})"


def extract_date_of(raw: RawExtract, row: IntegerColumn, otherwise: dt.date) -> DateValue:
    """The extract date of each row's source."""
    dates = {piece.start: piece.extract_date or otherwise for piece in pieces_of(raw)}
    if len(set(dates.values())) == 1:
        return ibis.date(next(iter(dates.values())).isoformat())
    return ibis.cases(*((row > start, ibis.date(date.isoformat())) for start, date in reversed(dates.items())))
