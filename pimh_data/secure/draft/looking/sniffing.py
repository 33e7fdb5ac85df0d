"""Finds out how a text file is written: encoding, separator, first records. Understands nothing in it."""

import codecs
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pimh_data.secure.ingest.sources.text_file import encoding_of

SEPARATORS = (",", ";", "\t", "|")
HEAD = 60
CHUNK = 1 << 20
NO_MARK = "no mark"


@dataclass(frozen=True)
class Written:
    """`encoding`: as Python calls it; `marked`: whether a byte order mark says it. `head`: the first records."""

    encoding: str
    marked: bool
    separator: str
    head: tuple[tuple[str, ...], ...]


def written(path: Path) -> Written | None:
    """How the file is written; None where it is no text in any encoding that is tried. `head`: () where it is blank."""
    encoding: str | None = encoding_of(path, NO_MARK)
    marked = encoding != NO_MARK
    if not marked:
        encoding = _guessed(path)
    if encoding is None:
        return None
    try:
        with path.open(encoding=encoding, newline="") as file:
            start = "".join(itertools.islice(_lines(file), HEAD * 4))
    except UnicodeError:
        return None
    heads = {separator: _records(start, separator) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: (_evenness(heads[one]), -SEPARATORS.index(one)))
    head = tuple(map(tuple, heads[separator][:HEAD]))
    return Written(encoding, marked, separator, head if any(any(record) for record in head) else ())


def _guessed(path: Path) -> str | None:
    with path.open("rb") as file:
        start = file.read(CHUNK)
        if b"\0" in start:
            return _two_bytes(start)
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk = start
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"  # what Windows writes unless told otherwise
    return "utf-8"


def _two_bytes(start: bytes) -> str | None:
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) < 0.3 * len(start) / 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _lines(file: io.TextIOBase) -> Iterator[str]:
    while line := file.readline(CHUNK):
        yield line


def _records(text: str, separator: str) -> list[list[str]]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[cell[:200] for cell in record] for record in reader]
    except csv.Error:
        return []


def _evenness(records: list[list[str]]) -> int:
    """How many separators stand in records of the usual width, which the right separator makes most of."""
    widths = Counter(len(record) for record in records if any(record))
    return max((count * (width - 1) for width, count in widths.items()), default=0)
