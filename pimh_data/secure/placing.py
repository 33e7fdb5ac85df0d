"""Where a row stands, as a person finds it: file, sheet and the number of the line in it. Words and counts only."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, zip_longest

import ibis
import numpy as np
from ibis.expr.types import BooleanValue, DateValue, IntegerColumn, IntegerValue, Table

from pimh_data.secure.ingest.account import Piece
from pimh_data.secure.ingest.tabular import ROW, RawExtract


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


def piece_number(raw: RawExtract, row: IntegerColumn) -> IntegerValue:
    """The place of each row's file or sheet among `pieces_of`."""
    pieces = pieces_of(raw)
    if len(pieces) == 1:
        return ibis.literal(0, "int64")
    own = ((row > piece.start, ibis.literal(at, "int64")) for at, piece in reversed(list(enumerate(pieces))))
    return ibis.cases(*own, else_=ibis.literal(0, "int64"))


def rows_by_piece(raw: RawExtract, table: Table) -> list[int]:
    """How many rows of a table of the database came from each file or sheet, counted where they lie."""
    counted = table.group_by(at=piece_number(raw, table[ROW])).agg(rows=table.count()).to_pyarrow().to_pylist()
    rows = {line["at"]: line["rows"] for line in counted}
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


def extract_dates(raw: RawExtract, row: IntegerColumn, otherwise: dt.date) -> list[tuple[dt.date, BooleanValue]]:
    """Each extract date of the sources, and which rows it holds for; `otherwise`: the folder's."""
    dates: dict[dt.date, BooleanValue] = {}
    pieces = pieces_of(raw)
    for piece, after in zip_longest(pieces, pieces[1:]):
        date = piece.extract_date or otherwise
        own = (row > piece.start) if after is None else row.between(piece.start + 1, after.start)
        dates[date] = dates[date] | own if date in dates else own
    return list(dates.items()) if len(dates) > 1 else [(date, ibis.literal(True)) for date in dates]


def extract_date_of(raw: RawExtract, row: IntegerColumn, otherwise: dt.date) -> DateValue:
    """The extract date of each row's source."""
    dates = [(own, ibis.date(date.isoformat())) for date, own in extract_dates(raw, row, otherwise)]
    return dates[0][1] if len(dates) == 1 else ibis.cases(*dates)
