"""What is kept and warned of, counted: how many rows, which come first, of which service. No value, no id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ibis
import numpy as np
from ibis.expr.types import Table

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.doubts import doubts
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.placing import counts_by_piece, pieces_of
from pimh_data.secure.rules import Rule
from pimh_data.secure.uncounted import UNCOUNTED


@dataclass(frozen=True)
class Warned:
    """Rows that are kept, and the doubt about them. `first`: the numbers of the first, one more than are named.

    `of`: how many are of which source, or of which service; said of referrals without contacts alone.
    """

    column: str
    reason: str
    rows: int
    first: tuple[int, ...]
    of: tuple[tuple[str, int], ...] = ()


def warnings_of(checked: Checked, checks: Checks, named: int) -> tuple[Warned, ...]:
    """Every doubt that holds for some row of an extract, by how many it holds for. `named`: how many rows are named."""
    found = [
        warned
        for table, rules in doubts(checked.contract.name, checks)
        for warned in _counted(table, rules, checked, named)
    ]
    for column, rows in checked.raw.without_heading.items():
        words = f"column {column} has no heading, and what stands in it is not read"
        found.append(Warned("", words, len(rows), tuple(rows[: named + 1].to_pylist())))
    return tuple(sorted(found, key=lambda warned: -warned.rows))


def _counted(table: Table, rules: Sequence[Rule], checked: Checked, named: int) -> Iterator[Warned]:
    if not rules:
        return
    sums = {str(number): table[ROW].count(where=rule.broken.fill_null(False)) for number, rule in enumerate(rules)}
    counts = table.agg(**sums).to_pyarrow().to_pylist()[0]
    for number, rule in enumerate(rules):
        rows = counts[str(number)]
        if rows:
            held = table.filter(rule.broken)
            first = held.order_by(ROW).limit(named + 1).select(ROW).to_pyarrow()[ROW].to_pylist()
            of = _origins(held, checked) if rule.reason == UNCOUNTED else ()
            yield Warned(rule.column, rule.reason, rows, tuple(first), of)


def _origins(held: Table, checked: Checked) -> tuple[tuple[str, int], ...]:
    pieces = pieces_of(checked.raw)
    sources = dict.fromkeys(piece.source for piece in pieces)
    if len(sources) > 1:
        numbers = held.select(ROW).to_pyarrow()[ROW].to_numpy()
        for piece, rows in zip(pieces, counts_by_piece(checked.raw, np.asarray(numbers)), strict=True):
            sources[piece.source] = (sources[piece.source] or 0) + rows
        pairs = [(name, rows) for name, rows in sources.items() if rows]
        return tuple(sorted(pairs, key=lambda pair: -pair[1]))
    by = held.group_by("service").agg(rows=held.count()).order_by(ibis.desc("rows"), "service").to_pyarrow().to_pylist()
    return tuple((line["service"], line["rows"]) for line in by)
