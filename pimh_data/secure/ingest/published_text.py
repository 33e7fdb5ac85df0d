"""Published tables as text, whatever a spreadsheet or a system made of the file: bytes to records. No meaning here."""

import csv
import io
import re

from pimh_data.secure.ingest.sources.text_file import MARKS, without_mark

DELIMITERS = (",", "\t", ";")
_NUMBER = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?")
_NO_TEXT = ((b"PK\x03\x04", "a workbook or a zip archive"), (b"\x1f\x8b", "a gzip archive"), (b"%PDF", "a PDF"))


def records_of(raw: bytes) -> list[list[str]]:
    """The records, blank ones too; lines end and fields are parted in any way. Raises ValueError, in words."""
    text = _text(raw)
    delimiter = max(DELIMITERS, key=text[:2000].count)
    reader, records, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [], 1
    try:
        for record in reader:
            records.append(record)
            line = reader.line_num + 1
    except csv.Error:
        why = "a quotation mark is not closed, or stands within a text"
        raise ValueError(f"the record that begins on line {line} cannot be split into fields: {why}") from None
    return records


def count_of(text: str) -> float:
    """A number from nought on, also as `29,199` or `29 199`. Raises ValueError for anything else."""
    plain = text.strip().replace("\xa0", " ")
    if not _NUMBER.fullmatch(plain):
        raise ValueError("no number")
    return float(plain.replace(",", "").replace(" ", ""))


def _text(raw: bytes) -> str:
    for start, what in _NO_TEXT:
        if raw.startswith(start):
            raise ValueError(f"it is {what}")
    if not raw.strip():
        raise ValueError("it is empty")
    marked = next((name for mark, name in MARKS if raw.startswith(mark)), without_mark(raw[:4000]))
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            broken = error.start
            continue
        if "\x00" in text:
            raise ValueError("it is binary")
        if text.lstrip().startswith("<"):
            raise ValueError("it is a web page")
        return text
    raise ValueError(f"its text is broken at byte {broken}")
