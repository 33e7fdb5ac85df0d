"""Several deliveries of one source put beside each other: what a later one brings anew replaces what is earlier."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import Contract
from pimh_data.secure.ingest.account import REPLACED, SAME
from pimh_data.secure.ingest.sources.lines import LINE

if TYPE_CHECKING:
    from pimh_data.secure.ingest.sources.assembling import Part

# Two families may answer alike, two groups be as large, two posts be alike: what has no id is the same only where a
# person is named.
NEVER_THE_SAME = ("feedback", "system_work", "posts")


def appended(contract: Contract, parts: Sequence["Part"], notes: list[str]) -> list["Part"]:
    """The parts, oldest first, without the rows that a later file replaces; it is noted how many.

    With an id (the contract's key), rows of a later file replace those of the same id in earlier files. Without one,
    a row that stands in an earlier file too is kept there alone; those of NEVER_THE_SAME are all kept.
    """
    files = list(dict.fromkeys(part.piece.file for part in parts))
    if len(files) < 2:
        return list(parts)
    source = parts[0].piece.source
    notes.append(f"{source}: files in this order, oldest first: {', '.join(files)}")
    if not contract.key and contract.name in NEVER_THE_SAME:
        notes.append(f"{source}: its rows have no id, so all are kept: make sure that the files do not overlap")
        return list(parts)
    # With an id the latest stands, so it is looked at first; without one the first that was seen.
    in_turn = reversed(files) if contract.key else files
    held: pa.Array = pa.array([], pa.string())
    kept: dict[int, Part] = {}
    lost = 0
    for file in in_turn:
        own = [(number, part) for number, part in enumerate(parts) if part.piece.file == file]
        seen = [held]
        for number, part in own:
            keys = _keys(contract, part.mapped.table)
            known = pc.and_(pc.is_in(keys, held), pc.not_equal(keys, ""))
            count = pc.sum(known).as_py() or 0
            lost += count
            table = part.mapped.table.filter(pc.invert(known)) if count else part.mapped.table
            left_out = {**part.piece.left_out, **({REPLACED if contract.key else SAME: count} if count else {})}
            kept[number] = replace(
                part, mapped=replace(part.mapped, table=table), piece=replace(part.piece, left_out=left_out)
            )
            seen.append(pc.unique(keys))
        held = pc.unique(pa.concat_arrays([one if isinstance(one, pa.Array) else one.combine_chunks() for one in seen]))
    words = "rows replaced by those of the same id in a later file" if contract.key else "rows that an earlier file has"
    notes.append(f"{source}: {lost:,} {words}")
    return [kept[number] for number in range(len(parts))]


def _keys(contract: Contract, table: pa.Table) -> pa.Array:
    names = [name for name in contract.key or table.column_names if name != LINE and name in table.column_names]
    texts = [pc.fill_null(table[name], "") for name in names]
    joined = texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "\x1f")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
