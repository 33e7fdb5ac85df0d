"""Records that say the same as an earlier one: found by what was read of them, not how it is written. In SQL.

Of an extract whose rows have an id, copies are kept once. Of contacts, which have none, two may be alike in earnest
(two telephone calls of one day): they are merged where the site says so, or where a tenth of a file is copied.
"""

from ibis.expr.types import Table

from pimh_data.contracts import Contract
from pimh_data.secure.conditions import Rows, either, replaced, table_name
from pimh_data.secure.ingest.sources.declared import KEEP, MERGE, MERGED_WHERE_MANY
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.placing import pieces_of, rows_by_piece, within
from pimh_data.secure.printing import SETTING
from pimh_data.secure.rules import value_name
from pimh_data.secure.settings import Settings
from pimh_data.secure.statements import quoted

# Of a score nothing is told by a second record of it; two families may answer alike, and a team have posts alike.
ALWAYS_MERGED = ("scores",)
MANY = 0.1  # of a file's rows


def repeated_keys(whole: Rows, contract: Contract) -> str:
    """`row` and `key` of every record whose key stands in others too."""
    return f"""
        with keyed as (select {quoted(ROW)}, {_key(contract)} as key from {whole.text})
        select * from keyed semi join (
            select key from keyed group by key having count(*) > 1 and key is not null) as several using (key)"""


def identical(whole: Rows, repeated: Table, contract: Contract) -> str:
    """The `row` of every record that says the same as an earlier one of its key, where no other of the key differs."""
    row = quoted(ROW)
    return f"""
        with told as (
            select {row}, key, {_content(whole, contract)} as content
            from {whole.text} join {table_name(repeated)} using ({row})),
        alike as (select key, min({row}) as first_row from told group by key having count(distinct content) = 1)
        select {row} from told join alike using (key) where {row} <> first_row"""


def said_before(whole: Rows, contract: Contract) -> str:
    """The `row` of every record of an extract without an id that says the same as an earlier one."""
    row, content = quoted(ROW), _content(whole, contract)
    # Nearly all records differ: their numbers are compared before their texts.
    return f"""
        with hashed as (select {row}, hash({content}) as hashed from {whole.text}),
        several as (
            select {row} from hashed semi join (
                select hashed from hashed group by hashed having count(*) > 1) as held using (hashed))
        select {row} from (
            select {row}, row_number() over (partition by {content} order by {row}) as nth
            from {whole.text} semi join several using ({row}))
        where nth > 1"""


def to_merge(said: Table, raw: RawExtract, rows: tuple[int, ...], settings: Settings) -> str | None:
    """Those of `said_before` that are kept once; None where all stay. `rows`: how many each file or sheet has."""
    every = f"select {quoted(ROW)} from {table_name(said)}"
    if raw.name in ALWAYS_MERGED:
        return every
    if raw.name not in MERGED_WHERE_MANY:
        return None
    pieces = pieces_of(raw)
    wanted = []
    for piece, copied, of in zip(pieces, rows_by_piece(raw, said), rows, strict=True):
        told = settings.duplicates_of(raw.name, piece.source)
        wanted.append(told == MERGE or (told != KEEP and copied >= MANY * of))
    ends = [*(piece.start for piece in pieces[1:]), None]
    merged = [within(piece.start, end) for piece, end, wants in zip(pieces, ends, wanted, strict=True) if wants]
    return f"{every} where {either(merged)}" if merged else None


def _content(whole: Rows, contract: Contract) -> str:
    typed = {column.name: value_name(column) for column in contract.columns}
    further = [name for name in whole.columns if contract.pattern and name.startswith(contract.pattern)]
    return " || chr(31) || ".join(_as_read(name, typed.get(name, name)) for name in (*typed, *further))


def _key(contract: Contract) -> str:
    """What names a record. Places and services are named alike whatever the case and spaces."""
    texts = [quoted(name) for name in contract.key]
    if contract.name in SETTING:
        texts = [replaced(f"lower({text})", r"[\s\p{Z}]+", " ") for text in texts]
    if len(texts) == 1:
        return texts[0]
    return " || '|' || ".join(f"coalesce({text}, '')" for text in texts)


def _as_read(name: str, value: str) -> str:
    # Two ways to write a day or a number are one: what was read of a text counts, not how it was written.
    text = f"coalesce({quoted(name)}, '')"
    return text if value == name else f"coalesce(cast({quoted(value)} as varchar), {text})"
