"""An extract that a site's own query makes of its files, with the lines that went into it and those that came out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from pimh_data.contracts import Contract
from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.account import Piece
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import READ, WORKBOOK, files_of, sheets_of
from pimh_data.secure.ingest.sources.lines import LINE, Lines
from pimh_data.secure.ingest.sources.opening import as_text, opened
from pimh_data.secure.ingest.sources.sealed import run_sealed
from pimh_data.secure.ingest.sources.workbook import sheet_names
from pimh_data.secure.ingest.tabular import ROW, RawExtract, sha256_of

ORIGIN = ("file", "sheet", LINE)


@dataclass(frozen=True)
class Input:
    """A file or sheet that the query may read."""

    table: str
    path: Path
    sheet: str
    lines: Lines
    rows: pa.Table


def queried(contract: Contract, query: Path, sources: Sequence[Source], folder: Path, encoding: str) -> RawExtract:
    """The extract that the query gives, with every file that it names as a table of text.

    The tables are called as the sources are (which say how their files are read); without sources, as the files,
    without their ending, and "file sheet" where a workbook has several. Each has the columns file, sheet and line;
    where the query gives these back, its rows are told by them. Raises ExtractError.
    """
    text = query.read_text(encoding="utf-8-sig")
    inputs = list(_of_sources(sources, folder, encoding) if sources else _of_files(folder, encoding, text))
    tables: dict[str, pa.Table] = {}
    for name in dict.fromkeys(one.table for one in inputs):
        own = [one.rows for one in inputs if one.table == name]
        tables[name] = pa.concat_tables(own, promote_options="default")
    found = run_sealed(query.name, text, tables)
    columns = {name: as_text(found[name]) for name in found.column_names if name not in ORIGIN}
    missing = [c.name for c in contract.columns if not c.optional and not {c.name, c.instead} & set(columns)]
    if missing:
        raise ExtractError(
            f"{query.name} gives no column {', '.join(map(repr, missing))}; it gives {', '.join(columns)}"
        )
    rows, pieces, notes = _placed(found, inputs, query.name)
    hashes = {one.path.relative_to(folder).as_posix(): sha256_of(one.path) for one in inputs}
    return RawExtract(
        contract.name,
        folder / contract.name,
        pa.table({**columns, ROW: rows}).sort_by(ROW),
        (),
        0,
        "",
        pieces,
        hashes | {query.name: sha256_of(query)},
        notes=tuple(notes),
        missing=tuple(one.name for one in sources if one.name not in tables),
    )


def _of_sources(sources: Sequence[Source], folder: Path, encoding: str) -> Iterator[Input]:
    for source in sources:
        for path in files_of(source, folder)[0]:
            for sheet in sheets_of(source, path)[0]:
                yield _input(source.name, source, path, sheet, encoding)


def _of_files(folder: Path, encoding: str, query: str) -> Iterator[Input]:
    """Of the folder's own files those whose table's name stands in the query: the others need not be read."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in READ or not path.is_file() or path.stem.casefold() not in query.casefold():
            continue
        sheets = sheet_names(path, empty=False) if path.suffix.lower() in WORKBOOK else ("",)
        for sheet in sheets:
            name = f"{path.stem} {sheet}" if len(sheets) > 1 else path.stem
            if name.casefold() in query.casefold():
                yield _input(name, Source("", path.stem, (path.name,)), path, sheet, encoding)


def _input(table: str, source: Source, path: Path, sheet: str, encoding: str) -> Input:
    lines, headings = opened(source, path, sheet, encoding)
    count = lines.table.num_rows
    origin = {"file": pa.repeat(path.name, count), "sheet": pa.repeat(sheet, count), LINE: lines.table[LINE]}
    columns = {name: lines.table[str(number)] for number, name in enumerate(headings.names) if name not in origin}
    if lines.malformed:
        bad = ", ".join(f"{one.row} ({one.reason})" for one in lines.malformed[:5])
        raise ExtractError(f"{path.name}: rows {bad} cannot be given to the query; mend them in the file")
    return Input(table, path, sheet, lines, pa.table({**columns, **origin}))


def _placed(found: pa.Table, inputs: Sequence[Input], query: str) -> tuple[pa.Array, tuple[Piece, ...], list[str]]:
    """The number of each row, the files and sheets that they came from, and what is to be said of the others."""
    names = {name.lower(): name for name in found.column_names}
    if not {"file", LINE} <= set(names):
        lines, out = sum(one.lines.read for one in inputs), found.num_rows
        left_out = {f"not given by {query}": lines - out} if out < lines else {}
        notes = [f"{query} gives {out:,} rows of {lines:,} lines; it says of none from which"]
        rows = np.arange(1, out + 1, dtype=np.int64)
        return pa.array(rows), (Piece(query, query, "", 0, max(lines, out), left_out),), notes
    origin = found.select([names[name] for name in ORIGIN if name in names]).to_pandas()
    origin.columns = [name.lower() for name in origin.columns]
    origin["sheet"] = origin["sheet"].fillna("") if "sheet" in origin else ""
    # A line may give several rows: its second is counted with the second rows of all others.
    origin["turn"] = origin.groupby(["file", "sheet", LINE], sort=False).cumcount()
    rows = np.zeros(len(origin), dtype=np.int64)
    pieces, notes, start = [], [], 0
    for one in inputs:
        own = origin[(origin["file"] == one.path.name) & (origin["sheet"].isin([one.sheet, ""]))]
        if own.empty:
            notes.append(f"{one.path.name}: {one.lines.read:,} lines, of which {query} makes no row")
        for turn, part in own.groupby("turn"):
            rows[part.index] = part[LINE].astype("int64") + start
            left_out = dict(one.lines.left_out) | {f"not given by {query}": one.lines.table.num_rows - len(part)}
            left_out = {why: count for why, count in left_out.items() if count} if turn == 0 else {}
            count = one.lines.read if turn == 0 else len(part)
            pieces.append(Piece(one.table, one.path.name, one.sheet, start, count, left_out))
            start += one.lines.last
    if (rows == 0).any():
        raise ExtractError(f"{query}: {int((rows == 0).sum()):,} rows name a 'file' or 'line' that was not read")
    return pa.array(rows), tuple(pieces), notes
