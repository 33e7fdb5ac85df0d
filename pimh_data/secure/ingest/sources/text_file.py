"""Reads a text file with separators (CSV and the like): text columns, line numbers, ragged records. Maps nothing."""

import codecs
import csv
import io
import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.account import Malformed
from pimh_data.secure.ingest.sources.lines import LINE, Lines
from pimh_data.secure.ingest.sources.physical_lines import lines_below
from pimh_data.secure.ingest.sources.unclosed import refuse_lost_lines, refuse_swallowed_records

# The longer mark first: that of UTF-32 begins as that of UTF-16 does.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
PEEKED = 200
MARK = "\ufeff"
# Every byte is a letter or sign of its own, where letters are not written as escapes.
SINGLE = bytes(range(0x20, 0x7F)) + b" \\u0041 +AD0- "
csv.field_size_limit(2**31 - 1)  # a note may be of any length; unless told, the reader gives up at 131,072 letters
OTHERS = {",": "a comma", ";": "';'", "\t": "'\\t' (a tab)", "|": "'|'"}


class OtherSeparatorError(ExtractError):
    """A file's headings stand in one column, and it is said which separator to write; where is the reader's to say."""


def encoding_of(path: Path, stated: str) -> str:
    """The encoding that the file's byte order mark says, or UTF-16 without one; else the stated one."""
    with path.open("rb") as file:
        start = file.read(PEEKED * 20)
    return next((name for mark, name in MARKS if start.startswith(mark)), "") or without_mark(start) or stated


def without_mark(start: bytes) -> str:
    """'utf-16-le' or 'utf-16-be' of a file that begins so and has no byte order mark: every other byte is nought."""
    even, odd = start[0:-1:2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half and max(even, odd) > half * 0.9 and min(even, odd) == 0:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def text_encoding(name: object) -> str:
    """The name by which Python knows an encoding of text; '' for any other word.

    Those that write a letter as several others (UTF-7, punycode) are none: in them a plain '+' begins something else.
    """
    try:
        found = codecs.lookup(name).name
        "".encode(found)  # some codecs that Python lists are none of text
        wide = found.startswith(("utf-16", "utf-32"))
        single = wide or len(SINGLE.decode(found)) == len(SINGLE)
    except (LookupError, TypeError, ValueError):
        return ""
    return found if single else ""


def heads_of(path: Path, headings_line: Sequence[int], separator: str, encoding: str) -> Lines:
    """The lines of headings alone, and no row. Raises ExtractError where they do not stand there."""
    heads, _, width = _head(path, headings_line, separator, encoding_of(path, encoding))
    nothing = {str(number): pa.array([], pa.string()) for number in range(width)}
    return Lines(heads, pa.table({**nothing, LINE: pa.array([], pa.int64())}))


def read_text_file(path: Path, headings_line: Sequence[int], separator: str, encoding: str) -> Lines:
    """The records of the file below its headings. Raises ExtractError where it is no table in this encoding."""
    encoding = encoding_of(path, encoding)
    heads, skip, width = _head(path, headings_line, separator, encoding)
    ragged: list[tuple[int, str, int]] = []

    def keep(row: pacsv.InvalidRow) -> str:
        ragged.append((row.number - skip, row.text, row.actual_columns))
        return "skip"

    names = [str(number) for number in range(width)]
    # One thread, because only then does the reader number the records that it could not take.
    options = pacsv.ReadOptions(
        use_threads=False, encoding=encoding, block_size=64 << 20, skip_rows=skip, column_names=names
    )
    parsing = pacsv.ParseOptions(
        delimiter=separator, newlines_in_values=True, invalid_row_handler=keep, ignore_empty_lines=False
    )
    texts = dict.fromkeys(names, pa.string())
    converting = pacsv.ConvertOptions(column_types=texts, strings_can_be_null=False, quoted_strings_can_be_null=False)
    try:
        table = pacsv.read_csv(path, options, parsing, converting)
        lines = lines_below(path, encoding, skip)
    except pa.ArrowInvalid as error:
        if "Empty CSV file" not in str(error):
            raise _unreadable(path, encoding, error) from None
        table, lines = pa.table({name: pa.array([], pa.string()) for name in names}), 0
    except (pa.ArrowKeyError, UnicodeError) as error:
        raise _unreadable(path, encoding, error) from None
    first = max(headings_line) + 1
    read = table
    table, malformed = _with_lines(read, ragged, separator, first)
    table, marked = _without_marks(table)
    refuse_swallowed_records(path, table, malformed, separator)
    refuse_lost_lines(path, read, [text for _, text, _ in ragged], lines, separator)
    return Lines(heads, table, malformed, marked=marked)


def _head(
    path: Path, headings_line: Sequence[int], separator: str, encoding: str
) -> tuple[tuple[tuple[str, ...], ...], int, int]:
    """The lines of headings, how many lines of the file stand before the data, and how many columns there are."""
    last = max(headings_line)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=separator)
            head = list(itertools.islice(reader, last))
            skip = reader.line_num
            first = [record for record in itertools.islice(reader, PEEKED) if any(record)]
    except (UnicodeError, csv.Error) as error:
        raise _unreadable(path, encoding, error) from None
    widths = Counter(map(len, first))
    if len(head) < last or (not last and not widths):
        raise ExtractError(f"{path.name} has {len(head)} lines; its headings are said to stand on line {last}")
    heads = tuple(tuple(head[line - 1]) for line in headings_line if line)
    width = max(map(len, heads), default=0)
    if heads and not any(any(cell.strip() for cell in head) for head in heads):
        raise ExtractError(f"{path.name}: line {last} is blank, and its headings are said to stand there")
    if width == 1:
        other = next((other for other in OTHERS if other != separator and other in heads[-1][0]), None)
        if other:
            words = f'write separator = "{other if other != chr(9) else chr(92) + "t"}"'
            raise OtherSeparatorError(
                f"{path.name}: its headings hold {OTHERS[other]} and stand in one column; {words}"
            )
    if not heads:
        return (), skip, widths.most_common(1)[0][0]
    # Systems end every record with a separator but not the headings, or the other way round.
    own = next(iter(widths)) if len(widths) == 1 else width
    if not any(heads[-1][own:]) and not any(any(record[width:]) for record in first):
        width = own
    return tuple(line[:width] + ("",) * (width - len(line)) for line in heads), skip, width


def _with_lines(
    table: pa.Table, ragged: list[tuple[int, str, int]], separator: str, first: int
) -> tuple[pa.Table, tuple[Malformed, ...]]:
    """The table with the number of each line; records that lack nothing but have empty cells too many are taken."""
    width = table.num_columns
    taken = {number for number, _, _ in ragged}
    numbers = np.arange(1, table.num_rows + len(taken) + 1, dtype=np.int64)
    numbers = np.setdiff1d(numbers, list(taken), assume_unique=True) + first - 1
    table = table.append_column(LINE, pa.array(numbers))
    mended, malformed = [], []
    for number, text, actual in ragged:
        bare = text.removeprefix(MARK)
        record = next(csv.reader(io.StringIO(bare, newline=""), delimiter=separator), []) if actual > width else []
        if record and bare != text:
            record[0] = MARK + record[0]
        if record and not any(cell.strip() for cell in record[width:]):
            mended.append((*record[:width], number + first - 1))
        else:
            reason = f"the record has {actual} fields where the heading has {width}"
            malformed.append(Malformed(number + first - 1, reason, text))
    if mended:
        more = pa.Table.from_arrays([pa.array(column) for column in zip(*mended, strict=True)], table.column_names)
        table = pa.concat_tables([table, more.cast(table.schema)]).sort_by(LINE)
    return table, tuple(malformed)


def _without_marks(table: pa.Table) -> tuple[pa.Table, tuple[int, ...]]:
    """The table without byte order marks at the beginning of its lines, and the numbers of the lines that had one."""
    cells = table["0"]
    marked = pc.starts_with(cells, MARK)
    if not pc.any(marked).as_py():
        return table, ()
    bare = [_unquoted(cell.lstrip(MARK)) for cell in cells.filter(marked).to_pylist()]
    numbers = tuple(table[LINE].filter(marked).to_pylist())
    whole = pc.replace_with_mask(cells.combine_chunks(), marked.combine_chunks(), pa.array(bare, pa.string()))
    return table.set_column(0, "0", pa.chunked_array([whole])), numbers


def _unquoted(cell: str) -> str:
    # Behind a mark the reader takes quotation marks for a part of the text.
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _unreadable(path: Path, encoding: str, error: Exception) -> ExtractError:
    if isinstance(error, UnicodeDecodeError):
        why = f"byte {error.start + 1:,} of what was read is no letter of it"
    elif isinstance(error, UnicodeError) or "UTF8" in str(error):
        why = "what stands in it are no letters of it"
    else:
        why = "its records cannot be told apart"
    return ExtractError(
        f"{path.name} cannot be read as {encoding} CSV: {why}; save it as 'CSV UTF-8', or name its encoding in "
        'extract.toml (encoding = "cp1252")'
    )
