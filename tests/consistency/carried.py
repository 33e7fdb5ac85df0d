"""Whether a table carries a quantity: a row holds it with its interval, in the period said; or it follows from it."""

import re
from collections.abc import Iterable

from tests.consistency.follows import follows, part_of_whole
from tests.consistency.numbers import Said
from tests.consistency.printing import prints, prints_ends, prints_number, prints_triple
from tests.consistency.tables import Table, Triple
from tests.consistency.things import BEFORE


def is_carried(said: Said, table: Table, text: str) -> bool:
    """Whether a row holds the quantity, with its interval if it has one; or it follows from cells of the table."""
    if said.value is not None and said.low is not None:
        return any(prints_triple(said, triple) and _right_period(said, triple, table, text) for triple in table.triples)
    if said.value is None:
        ends = any(prints_ends(said, triple) for triple in table.triples)
        return ends or part_of_whole(said, table, text) or _least_and_most(said, table)
    counts = {at for at, label in enumerate(table.headings) if "(people)" in label}
    found = [
        triple
        for triple in table.triples
        if triple.low is None and prints_number(said.value, said, triple.value)
        if said.unit != "%" or triple.column not in counts
    ]
    if any(_right_period(said, triple, table, text) for triple in found):
        return True
    return follows(said, table, text)


def beside(said: Said, tables: Iterable[Table]) -> bool:
    """Whether a count, or a value with its interval, stands in another table of the same screen. No share alone."""
    if said.unit not in ("", "£") and said.low is None:
        return False
    return any(
        (said.low is None and triple.low is None and said.value is not None and triple.value == said.value)
        or (said.low is not None and said.value is not None and prints_triple(said, triple))
        for table in tables
        for triple in table.triples
    )


def _right_period(said: Said, triple: Triple, table: Table, text: str) -> bool:
    """A table of years: the row is of the year chosen, or of one before where the words say so."""
    period, chosen = table.period_of(triple.row), table.year
    if not period or not chosen or period == chosen:
        return True
    return bool(BEFORE.search(text)) or period in text or bool(re.search(r"\d{4}/\d{2}", text))


def _least_and_most(said: Said, table: Table) -> bool:
    """'205 to 290 people a month': the least and the most of one column."""
    for column in range(len(table.headings)):
        held = [row[column] for row in table.numbers if row[column] is not None]
        if held and prints(said.low, said, min(held)) and prints(said.high, said, max(held)):
            return True
    return False
