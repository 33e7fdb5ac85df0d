"""Takes the rows of an extract into the database as the rules see them; large ones part by part. Judges no row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend

from pimh_data.contracts import Contract
from pimh_data.errors import ExtractError
from pimh_data.secure import rules
from pimh_data.secure.engine import added, handed_over, let_go, written
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.placing import counts_by_piece
from pimh_data.secure.scores.totals import with_points
from pimh_data.secure.steps import Progress, Step

SPACES = " \t\n\r\v\f"
ADDED_UP = "{:,} totals that cannot be read: their items are complete, and their sum counts"


def staged(
    contract: Contract, raw: RawExtract, connection: Backend, progress: Progress
) -> tuple[RawExtract, tuple[int, ...]]:
    """Make the table `NAME_staged` of all rows of an extract; gives the extract without them, and how many each of its
    pieces had. Raises ExtractError where a later part of its file cannot be taken.
    """
    parts, per_piece, words = [], Counter(), f"Taking in {raw.path.name}"
    total = raw.table.num_rows + raw.more_rows
    for part in chain((raw,), raw.more):
        _as_the_first(parts, part)
        before = sum(per_piece.values())
        share = [at / total if total else 1.0 for at in (before, before + part.table.num_rows)]
        progress(Step(words, total, *share))
        _into_the_table(contract, part, connection, first=not parts)
        per_piece.update(_rows_of_pieces(raw, part.table))
        # Its rows are the database's now; what they were read into is needed for the next.
        parts.append(replace(part, table=part.table.schema.empty_table(), more=()))
    return joined(parts), tuple(per_piece[at] for at in range(len(per_piece)))


def joined(parts: Iterable[RawExtract]) -> RawExtract:
    """What is known of an extract, told part by part, as of one; its rows are those of the first part."""
    first, *others = parts
    malformed, headless, added_up = first.malformed, dict(first.without_heading), first.added_up
    for other in others:
        malformed = (*malformed, *other.malformed)
        added_up += other.added_up
        for letters, rows in other.without_heading.items():
            known = headless.get(letters)
            headless[letters] = rows if known is None else pa.chunked_array([*known.chunks, *rows.chunks])
    notes = (*first.notes, ADDED_UP.format(added_up)) if added_up else first.notes
    return replace(
        first, malformed=malformed, without_heading=headless, added_up=added_up, notes=notes, more=(), more_rows=0
    )


def _as_the_first(parts: list[RawExtract], part: RawExtract) -> None:
    """Raises ExtractError where a column could be read in the first part of a file and not in this one."""
    lost = set(parts[0].table.column_names) - set(part.table.column_names) if parts else ()
    if lost:
        named = ", ".join(repr(name) for name in sorted(lost))
        raise ExtractError(f"{part.path.name}: in some rows {named} holds bytes that are no text; write them as text")


def _into_the_table(contract: Contract, part: RawExtract, connection: Backend, first: bool) -> None:
    name = contract.name
    # Of no other heading need the database know: to it 'Notes' and 'notes' are one, and that is no fault of a row.
    known = {ROW, *(column.name for column in contract.columns)}
    used = [n for n in part.table.column_names if n in known or (contract.pattern and n.startswith(contract.pattern))]
    brought = handed_over(connection, f"{name}_raw", trimmed(part.table.select(used)))
    rows = rules.staged(brought, contract, part.mapped)
    if name == "scores":
        rows = with_points(rows, brought.columns)
    (written if first else added)(connection, f"{name}_staged", rows)
    let_go(connection, f"{name}_raw")


def trimmed(table: pa.Table) -> pa.Table:
    """The table with its texts without outer spaces: here that costs a tenth of what it costs the database."""
    for number, column in enumerate(table.columns):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            table = table.set_column(number, table.column_names[number], pc.ascii_trim(column, SPACES))
    return table


def _rows_of_pieces(raw: RawExtract, table: pa.Table) -> dict[int, int]:
    numbers = table[ROW].to_numpy() if table.num_rows else np.array([], dtype=np.int64)
    return dict(enumerate(counts_by_piece(raw, numbers)))
