"""What is kept and warned of, counted: how many rows, which come first, of which service. No value, no id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.doubts import doubts
from pimh_data.secure.engine import asked, asked_as_table
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.placing import counts_by_piece, pieces_of
from pimh_data.secure.rules import Rule
from pimh_data.secure.statements import quoted
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
        for source, rules in doubts(checked.contract.name, checks)
        for warned in _counted(source, rules, checked, named)
    ]
    for column, rows in checked.raw.without_heading.items():
        words = f"column {column} has no heading, and what stands in it is not read"
        found.append(Warned("", words, len(rows), tuple(rows[: named + 1].to_pylist())))
    return tuple(sorted(found, key=lambda warned: -warned.rows))


def _counted(source: str, rules: Sequence[Rule], checked: Checked, named: int) -> Iterator[Warned]:
    if not rules:
        return
    connection, row = checked.accepted.get_backend(), quoted(ROW)
    sums = ", ".join(f"count(*) filter (where {rule.broken})" for rule in rules)
    (counts,) = asked(connection, f"select {sums} from {source}")
    for rule, rows in zip(rules, counts, strict=True):
        if rows:
            held = f"{source} where {rule.broken}"
            first = asked(connection, f"select {row} from {held} order by {row} limit {named + 1}")
            of = _origins(held, checked) if rule.reason == UNCOUNTED else ()
            yield Warned(rule.column, rule.reason, rows, tuple(number for (number,) in first), of)


def _origins(held: str, checked: Checked) -> tuple[tuple[str, int], ...]:
    pieces, connection = pieces_of(checked.raw), checked.accepted.get_backend()
    sources = dict.fromkeys(piece.source for piece in pieces)
    if len(sources) > 1:
        numbers = asked_as_table(connection, f"select {quoted(ROW)} from {held}")[ROW].to_numpy()
        for piece, rows in zip(pieces, counts_by_piece(checked.raw, numbers), strict=True):
            sources[piece.source] = (sources[piece.source] or 0) + rows
        pairs = [(name, rows) for name, rows in sources.items() if rows]
        return tuple(sorted(pairs, key=lambda pair: -pair[1]))
    by = f"select service, count(*) from {held} group by service order by 2 desc, 1"
    return tuple((service, rows) for service, rows in asked(connection, by))
