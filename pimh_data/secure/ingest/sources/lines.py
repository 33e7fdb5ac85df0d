"""The lines under the headings of one file or sheet, as text, and those left out of them, counted. Maps nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.secure.ingest.account import BLANK, Malformed

LINE = "line"
AGAIN = "headings again"
FEWEST_HEADINGS, MARKS_NAMED = 2, 6
NUL = "\x00"
NO_TEXT = "the record holds a character that is no text (NUL)"


@dataclass(frozen=True)
class Lines:
    """What stands in a file or sheet. `heads`: the cells of each line of headings; none where there are no headings.

    `table`: text columns '0', '1', ... and an int64 `line`, the number of the line in the file (the first is 1).
    `merged`: (line, first column, last column) of cells merged among the headings. `begins_1904`: its serial numbers of
    days count from 1904. `left_out`: why -> lines that are no rows. `read`: lines under the headings, by their numbers.
    `marked`: the numbers of lines under the headings that begin with a byte order mark, as a file does.
    """

    heads: tuple[tuple[str, ...], ...]
    table: pa.Table
    malformed: tuple[Malformed, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    begins_1904: bool = False
    left_out: tuple[tuple[str, int], ...] = ()
    read: int = 0
    marked: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """The number of the last line."""
        rows = pc.max(self.table[LINE]).as_py() or 0
        return max([rows, *(bad.row for bad in self.malformed)])


def without_left_out(lines: Lines, leave_out: Sequence[str], headings_line: Sequence[int]) -> Lines:
    """The same without blank lines, headings again, and those whose first filled cell begins with one of the texts, in
    any case.
    """
    read = max(lines.last - max(headings_line), 0)
    kept_text, no_text = without_nul(lines.table, LINE)
    lines = replace(lines, table=kept_text, malformed=(*lines.malformed, *no_text))
    first = first_filled(lines.table)
    reasons = {BLANK: pc.is_null(first)}
    again = _headings_again(lines)
    if again is not None:
        reasons[AGAIN] = again
    for text in leave_out:
        said = pc.starts_with(first, text.strip(), ignore_case=True)
        reasons[f"'{text.strip()}'"] = pc.fill_null(said, False)
    kept, counts = None, dict.fromkeys(reasons, 0)
    for reason, lost in reasons.items():
        lost = lost if kept is None else pc.and_(lost, kept)
        counts[reason] = pc.sum(lost).as_py() or 0
        kept = pc.invert(lost) if kept is None else pc.and_(kept, pc.invert(lost))
    malformed = []
    for bad in lines.malformed:
        start = bad.text.strip(" \t,;|\"'").casefold()
        said = next((text for text in leave_out if start.startswith(text.strip().casefold())), None)
        if not start:
            counts[BLANK] += 1
        elif said is not None:
            counts[f"'{said.strip()}'"] += 1
        else:
            malformed.append(bad)
    table = lines.table if pc.all(kept).as_py() is not False else lines.table.filter(kept)
    left_out = tuple((reason, count) for reason, count in counts.items() if count)
    return replace(lines, table=table, malformed=tuple(malformed), left_out=left_out, read=read)


def pasted_on(lines: Lines) -> str:
    """What to say where another file was pasted on behind the first, its headings or its mark with it; '' where not."""
    again = dict(lines.left_out).get(AGAIN, 0)
    told = [f"headings stand in it again ({again:,} {'time' if again == 1 else 'times'})"] * bool(again)
    if lines.marked:
        more = ", ..." if len(lines.marked) > MARKS_NAMED else ""
        numbers = ", ".join(map(str, lines.marked[:MARKS_NAMED]))
        told.append(f"a byte order mark, with which a file begins, stands on line {numbers}{more}")
    return f"{' and '.join(told)}: it was put together from several files. All rows are read" if told else ""


def _headings_again(lines: Lines) -> pa.ChunkedArray | None:
    """Which lines repeat the last line of headings, cell by cell; None where none does, or where it is one cell."""
    head = [cell.strip() for cell in lines.heads[-1]] if lines.heads else []
    if sum(map(bool, head)) < FEWEST_HEADINGS:
        return None
    same = None
    for number, cell in enumerate(head):
        equal = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(lines.table[str(number)]), cell), cell == "")
        same = equal if same is None else pc.and_(same, equal)
        if not pc.any(same).as_py():
            return None
    return same


def without_nul(table: pa.Table, number: str) -> tuple[pa.Table, tuple[Malformed, ...]]:
    """The table without the rows in which a NUL stands: databases end a text there, so that two become one.

    `number`: the column with the number of each row.
    """
    bad: dict[int, str] = {}
    for name in table.column_names:
        if name != number and (pa.types.is_string(table[name].type) or pa.types.is_large_string(table[name].type)):
            held = pc.fill_null(pc.match_substring(table[name], NUL), False)
            if pc.any(held).as_py():
                found = table.filter(held)
                bad |= dict(zip(found[number].to_pylist(), found[name].to_pylist(), strict=True))
    if not bad:
        return table, ()
    kept = table.filter(pc.invert(pc.is_in(table[number], pa.array(list(bad), pa.int64()))))
    return kept, tuple(Malformed(row, NO_TEXT, text.replace(NUL, "\ufffd")) for row, text in sorted(bad.items()))


def first_filled(table: pa.Table) -> pa.ChunkedArray:
    """The first cell of each line that is not blank, trimmed; null where all are."""
    first = pa.chunked_array([pa.nulls(table.num_rows, pa.string())])
    for name in table.column_names:
        if name != LINE and first.null_count:
            text = pc.utf8_trim_whitespace(table[name])
            first = pc.coalesce(first, pc.if_else(pc.equal(text, ""), None, text))
    return first
