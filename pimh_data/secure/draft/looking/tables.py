"""Looks at a file: which tables it holds, where their headings stand, which lines are none. Maps nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineWorkbook

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.secure.draft.looking.sniffing import written
from pimh_data.secure.draft.vocabulary.likeness import column_likeness
from pimh_data.secure.draft.vocabulary.measures import measure_of
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import TEXT, WORKBOOK
from pimh_data.secure.ingest.sources.headings import Headings
from pimh_data.secure.ingest.sources.lines import LINE, Lines, first_filled, without_left_out
from pimh_data.secure.ingest.sources.opening import opened
from pimh_data.secure.ingest.sources.workbook import read_sheet, sheet_names

HEAD = 40
FEWEST_KNOWN = 2
CLEARLY_MORE = 1.5
OPEN_ELSEWHERE = "it cannot be opened: close it where it is open (a spreadsheet program, for example) and draft again"
EMPTY = "it is empty"
NO_HEADINGS = "none of its first lines holds headings that are known"
NOT_ROWS = (
    "Grand total", "Total", "Sub-total", "Subtotal", "End of report", "End of file", "Report run", "Report generated",
    "Report produced", "Run by", "Run on", "Run date", "Generated", "Printed", "Produced by", "Source:", "*** End",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A table of a file. `cells`: text columns '0', '1', ... and `line`. `sheets`: all of its workbook.

    `leave_out`: how lines begin that are no rows, and how many there are. `ragged`: records with other cells than the
    headings have. `marked`: a byte order mark says the encoding. `headings_line`: one line, or two that are joined.
    """

    file: str
    sheet: str
    headings_line: tuple[int, ...]
    names: tuple[str, ...]
    cells: pa.Table
    separator: str = ","
    encoding: str = "utf-8"
    marked: bool = False
    leave_out: tuple[tuple[str, int], ...] = ()
    ragged: int = 0
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoTable:
    """A file, or a sheet, that could not be used, and why. `unread`: it could not even be opened."""

    file: str
    why: str
    sheet: str = ""
    unread: bool = False


def look(path: Path) -> Iterator[Sheet | NoTable]:
    """Every table of a file, in its order, and what of it is none."""
    try:
        if path.stat().st_size == 0:
            yield NoTable(path.name, EMPTY)
        elif path.suffix.lower() in WORKBOOK:
            yield from _workbook(path)
        else:
            yield _text(path) if path.suffix.lower() in TEXT else _sheet(path, (1,))
    except OSError:
        yield NoTable(path.name, OPEN_ELSEWHERE, unread=True)
    except ExtractError as error:
        yield NoTable(path.name, _why(path, error), unread=True)


def known_headings(cells: Sequence[str]) -> float:
    """How many columns of that extract that fits best the cells of a line name, by their likeness."""
    texts = [cell for cell in cells if cell and cell.strip() and len(cell) <= 80]
    measures = sum(measure_of(text) is not None for text in texts)
    return measures + max(_named(extract, texts) for extract in CONTRACTS)


def _named(extract: str, texts: Sequence[str]) -> float:
    best: dict[str, float] = {}
    for text in texts:
        for column, share in column_likeness(extract, text).items():
            best[column] = max(best.get(column, 0), share)
    return sum(best.values())


def _lines_of_headings(head: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The line that holds most known headings, or two where joined they hold clearly more; () where none does."""
    known = [known_headings(line) for line in head[:HEAD]]
    best = max(known, default=0)
    over_two = [known_headings(_joined(*pair)) for pair in pairwise(head[:HEAD])]
    two = max(over_two, default=0)
    if two > best + CLEARLY_MORE:
        return over_two.index(two) + 1, over_two.index(two) + 2
    return (known.index(best) + 1,) if best >= FEWEST_KNOWN else ()


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The headings of two lines, the upper ones over all columns to their right."""
    filled = list(accumulate(upper, lambda last, cell: cell if cell.strip() else last))
    return [" ".join(part for part in pair if part) for pair in zip_longest(filled, lower, fillvalue="")]


def _names(lines: Lines, headings: Headings) -> tuple[str, ...]:
    """How each column is written in `extract.toml`: what stands over several columns is a part of each one's name."""
    if len(lines.heads) < 2:
        return headings.names
    full = [" ".join(name.split()) for name in _joined(*lines.heads)]
    return tuple(
        full[number] if headings.column(full[number]) == number else name for number, name in enumerate(headings.names)
    )


def _text(path: Path) -> Sheet | NoTable:
    how = written(path)
    if how is None:
        return NoTable(path.name, "it is no text in an encoding that is known (UTF-8, UTF-16, Windows)")
    if not how.head:
        return NoTable(path.name, EMPTY)
    line = _lines_of_headings(how.head)
    if not line:
        return NoTable(path.name, NO_HEADINGS)
    return _sheet(path, line, separator=how.separator, encoding=how.encoding, marked=how.marked)


def _workbook(path: Path) -> Iterator[Sheet | NoTable]:
    names = sheet_names(path)
    for name in names:
        try:
            yield _sheet_of(path, name, names)
        except ExtractError as error:
            yield NoTable(path.name, _why(path, error), name)


def _sheet_of(path: Path, name: str, names: tuple[str, ...]) -> Sheet | NoTable:
    if not CalamineWorkbook.from_path(path).get_sheet_by_name(name).height:
        return NoTable(path.name, EMPTY, name)
    cells = read_sheet(path, name, (0,)).table.drop_columns([LINE]).slice(0, HEAD).to_pylist()
    line = _lines_of_headings([[cell or "" for cell in row.values()] for row in cells])
    return _sheet(path, line, name, names) if line else NoTable(path.name, NO_HEADINGS, name)


def _why(path: Path, error: ExtractError) -> str:
    return str(error).removeprefix(path.name).strip(" :,")


def _opened(path: Path, line: tuple[int, ...], sheet: str, separator: str, encoding: str) -> tuple[Lines, Headings]:
    source = Source("", "", (path.name,), headings_line=line, separator=separator)
    return opened(source, path, sheet, encoding)


def _sheet(
    path: Path,
    line: tuple[int, ...],
    sheet: str = "",
    sheets: tuple[str, ...] = (),
    separator: str = ",",
    encoding: str = "utf-8",
    marked: bool = False,
) -> Sheet | NoTable:
    lines, headings = _opened(path, line, sheet, separator, encoding)
    names = _names(lines, headings)
    if known_headings(names) < FEWEST_KNOWN:
        return NoTable(path.name, NO_HEADINGS, sheet)
    leave_out = _not_rows(lines)
    kept = without_left_out(lines, [words for words, _ in leave_out], line)
    if not kept.table.num_rows:
        return NoTable(path.name, "it has headings and no rows", sheet)
    return Sheet(
        path.name,
        sheet,
        line,
        names,
        kept.table,
        separator,
        encoding,
        marked,
        leave_out,
        len(kept.malformed),
        sheets,
    )


def _not_rows(lines: Lines) -> tuple[tuple[str, int], ...]:
    """How lines begin that are totals or closing words, and how many lines do."""
    firsts = pc.utf8_lower(pc.fill_null(first_filled(lines.table), ""))
    ragged = [re.sub(r"^[\W_]+", "", bad.text).casefold() for bad in lines.malformed]
    found = []
    for words in NOT_ROWS:
        count = pc.sum(pc.starts_with(firsts, words.lower())).as_py() or 0
        count += sum(text.startswith(words.casefold()) for text in ragged)
        found += [(words, count)] if count else []
    return tuple(found)
