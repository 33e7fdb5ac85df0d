"""Records that say the same as an earlier one: found by what was read of them, not by how it is written. Finds alone.

Of an extract whose rows have an id, copies are kept once. Of contacts, which have none, two may be alike in earnest
(two telephone calls of one day): they are merged where the site says so, or where a tenth of a file is copied.
"""

from functools import reduce

import ibis
from ibis.expr.types import StringValue, Table

from pimh_data.contracts import Contract
from pimh_data.secure.ingest.sources.declared import KEEP, MERGE, MERGED_WHERE_MANY
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.placing import pieces_of, rows_by_piece
from pimh_data.secure.printing import SETTING
from pimh_data.secure.rules import value_name
from pimh_data.secure.settings import Settings

# Of a score nothing is told by a second record of it; two families may answer alike, and a team have posts alike.
ALWAYS_MERGED = ("scores",)
MANY = 0.1  # of a file's rows


def repeated_keys(whole: Table, contract: Contract) -> Table:
    """`row` and `key` of every record whose key stands in others too."""
    keyed = whole.select(ROW, key=_key(whole, contract))
    counted = keyed.group_by("key").agg(copies=keyed.count())
    return keyed.semi_join(counted.filter((counted.copies > 1) & counted.key.notnull()), "key")


def identical(whole: Table, repeated: Table, contract: Contract) -> Table:
    """The `row` of every record that says the same as an earlier one of its key, where no other of the key differs."""
    held = whole.join(repeated, ROW)
    rows = held.select(ROW, "key", content=_content(held, contract))
    alike = rows.group_by("key").agg(kinds=rows.content.nunique(), first_row=rows[ROW].min())
    joined = rows.join(alike.filter(alike.kinds == 1), "key")
    return joined.filter(joined[ROW] != joined.first_row).select(ROW)


def said_before(whole: Table, contract: Contract) -> Table:
    """The `row` of every record of an extract without an id that says the same as an earlier one."""
    content = _content(whole, contract)
    # Nearly all records differ: their numbers are compared before their texts.
    hashed = whole.select(ROW, hashed=content.hash())
    counted = hashed.group_by("hashed").agg(records=hashed.count())
    some = hashed.semi_join(counted.filter(counted.records > 1), "hashed").select(ROW)
    held = whole.semi_join(some, ROW)
    nth = ibis.row_number().over(ibis.window(group_by=_content(held, contract), order_by=held[ROW]))
    rows = held.select(ROW, nth=nth)
    return rows.filter(rows.nth > 0).select(ROW)


def to_merge(said: Table, raw: RawExtract, rows: tuple[int, ...], settings: Settings) -> Table | None:
    """Those of `said_before` that are kept once; None where all stay. `rows`: how many each file or sheet has."""
    if raw.name in ALWAYS_MERGED:
        return said
    if raw.name not in MERGED_WHERE_MANY:
        return None
    pieces = pieces_of(raw)
    wanted = []
    for piece, copied, of in zip(pieces, rows_by_piece(raw, said), rows, strict=True):
        told = settings.duplicates_of(raw.name, piece.source)
        wanted.append(told == MERGE or (told != KEEP and copied >= MANY * of))
    if not any(wanted):
        return None
    ends = [*(piece.start for piece in pieces[1:]), None]
    within = [
        (said[ROW] > piece.start) & (True if end is None else said[ROW] <= end)
        for piece, end, wants in zip(pieces, ends, wanted, strict=True)
        if wants
    ]
    return said.filter(reduce(lambda one, other: one | other, within))


def _content(whole: Table, contract: Contract) -> StringValue:
    typed = {column.name: value_name(column) for column in contract.columns}
    further = [name for name in whole.columns if contract.pattern and name.startswith(contract.pattern)]
    texts = (_as_read(whole, name, typed.get(name, name)) for name in (*typed, *further))
    return reduce(lambda one, other: one.concat("\x1f", other), texts)


def _key(rows: Table, contract: Contract) -> StringValue:
    """What names a record. Places and services are named alike whatever the case and spaces."""
    texts = [rows[name] for name in contract.key]
    if contract.name in SETTING:
        texts = [text.lower().re_replace(r"[\s\p{Z}]+", " ") for text in texts]
    if len(texts) == 1:
        return texts[0]
    return reduce(lambda one, other: one.concat("|", other), (text.fill_null("") for text in texts))


def _as_read(whole: Table, name: str, value: str) -> StringValue:
    # Two ways to write a day or a number are one: what was read of a text counts, not how it was written.
    text = whole[name].cast("string").fill_null("")
    return text if value == name else whole[value].cast("string").fill_null(text)
