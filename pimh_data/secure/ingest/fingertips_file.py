"""Opens a Fingertips download and splits it into heading and records. No meaning here: bytes to fields."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import ExtractError

EXPECTED = (
    "Expected the CSV download of the Fingertips public health profiles, with a heading row such as "
    "Indicator ID, Indicator Name, Area Code, Area Name, Sex, Age, Category Type, Category, Time period, Value, "
    "Lower CI 95.0 limit, Count, Denominator, Value note"
)
_MAGIC = ((b"PK\x03\x04", "an Excel workbook or a zip archive"), (b"\x1f\x8b", "a gzip archive"), (b"%PDF", "a PDF"))
# Held here: how much the csv module itself takes is one setting of the whole process, raised for notes of extracts.
LONGEST_FIELD = 131_072


@dataclass(frozen=True)
class Records:
    """The heading's fields, and every record with its number in the file (heading = 1); blank lines are no records."""

    heading: list[str]
    rows: list[tuple[int, list[str]]]
    notes: tuple[str, ...]


def refuse(source: str, reason: str) -> ExtractError:
    """The error for a file that cannot be taken: what, where, and what was expected."""
    return ExtractError(f"{source} is not a Fingertips file: {reason}. {EXPECTED}.")


def _text(path: Path) -> tuple[str, tuple[str, ...]]:
    if not path.is_file():
        raise ExtractError(f"{path.name}: there is no such file. Check the path.")
    raw = path.read_bytes()
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise refuse(path.name, f"it is {what}")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16"), ("read as UTF-16",)
        except UnicodeDecodeError as error:
            raise refuse(path.name, f"its text is broken at byte {error.start}") from error
    if b"\x00" in raw:
        raise refuse(path.name, "it is binary")
    if not raw.strip():
        raise refuse(path.name, "it is empty")
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise refuse(path.name, "it is a web page (often an error page saved in place of the download)")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        # Excel on Windows saves CSV in this encoding; every byte has a meaning in it but five.
        try:
            return raw.decode("cp1252"), ("read as Windows-1252: not UTF-8",)
        except UnicodeDecodeError as error:
            raise refuse(path.name, f"its text is broken at byte {error.start}") from error


def _delimiter(text: str) -> str:
    heading = text[:2000].split("\n", 1)[0]
    return max((",", "\t", ";"), key=heading.count)


def read_records(path: Path) -> Records:
    """Split the file into records. Quoted newlines, CRLF and a byte order mark are all in order.

    Raises ExtractError for a file that is missing, empty, binary, a web page, ends inside quotes or has a huge field.
    """
    text, notes = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    blank, line, number = 0, 1, 0
    try:
        for fields in reader:
            if max(map(len, fields), default=0) > LONGEST_FIELD:
                raise csv.Error(f"field larger than field limit ({LONGEST_FIELD})")
            if fields:
                number += 1
                rows.append((number, fields))
            else:
                blank += 1
            line = reader.line_num + 1
    except csv.Error as error:
        raise refuse(
            path.name, f"the record that begins on line {line} cannot be split into fields ({error})"
        ) from error
    if not rows:
        raise refuse(path.name, "it is empty")
    if blank:
        notes = (*notes, f"{blank:,} blank lines passed over")
    return Records(heading=rows[0][1], rows=rows[1:], notes=notes)
