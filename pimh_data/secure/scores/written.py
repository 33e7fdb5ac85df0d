"""Totals as systems write them: `12/27` is 12 of PHQ-9; one that cannot be read gives way to complete items."""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.ingest.sources.distinct import each_distinct, trimmed
from pimh_data.secure.scores.totals import ITEM, item_number

NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
OUT_OF = r"^(?P<total>\d+(?:\.\d+)?)\s*(?:/|out of|of)\s*(?P<most>\d+)(?:\.0+)?$"
WHOLE = r"^\d{1,3}(\.0+)?$"


def with_totals_read(table: pa.Table) -> tuple[pa.Table, int]:
    """The scores extract with totals as numbers, and how many gave way to their items.

    "12/27" is 12 where 27 is the most that its measure can be. Text that is no number becomes the items' sum where
    every item of the measure was answered; otherwise it stays, and is refused. `table`: text columns.
    """
    if not {"score", "measure"} <= set(table.column_names) or not _is_text(table["score"].type):
        return table, 0
    score = trimmed(table["score"])
    odd = pc.and_(pc.not_equal(score, ""), pc.invert(pc.match_substring_regex(score, NUMBER)))
    if not pc.any(odd).as_py():
        return table, 0
    measure = trimmed(table["measure"])
    parts = pc.extract_regex(score, OUT_OF)
    most = each_distinct(measure, lambda keys: [f"{MEASURES[key].high:g}" if key in MEASURES else "" for key in keys])
    fits = pc.fill_null(pc.equal(pc.struct_field(parts, "most"), most), False)
    score = pc.if_else(fits, pc.struct_field(parts, "total"), score)
    added = _added_up(table, measure)
    gives_way = pc.and_(pc.and_(odd, pc.invert(fits)), pc.is_valid(added))
    score = pc.if_else(gives_way, added, score)
    number = table.column_names.index("score")
    return table.set_column(number, "score", score), pc.sum(gives_way).as_py() or 0


def _added_up(table: pa.Table, measure: pa.ChunkedArray) -> pa.ChunkedArray:
    """The sum of the items, as text, where every one of the row's measure is a whole number; null elsewhere.

    Blank where points are not the sum (SWEMWBS converts it): it is then made of the items as of any others.
    """
    items = {}
    for name in table.column_names:
        if name.startswith(ITEM) and _is_text(table[name].type):
            text = trimmed(table[name])
            whole = pc.if_else(pc.match_substring_regex(text, WHOLE), text, pa.scalar(None, pa.string()))
            items[item_number(name)] = pc.cast(pc.cast(whole, pa.float64()), pa.int64())
    found = pa.chunked_array([pa.nulls(table.num_rows, pa.string())])
    for key in pc.unique(measure).to_pylist():
        own = [items.get(number) for number in range(1, MEASURES[key].items + 1)] if key in MEASURES else []
        if own and all(item is not None for item in own):
            # Adding leaves null whatever lacks an item.
            total = pc.cast(reduce(pc.add, own), pa.string())
            text = pc.if_else(pc.is_valid(total), "", total) if MEASURES[key].conversion else total
            found = pc.if_else(pc.equal(measure, key), text, found)
    return found


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)
