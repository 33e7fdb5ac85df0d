"""The lines of a text file counted apart from whatever reads its records, so that none can be swallowed unsaid."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

CHUNK = 1 << 20
# In these a line end is its own byte and no part of another letter: the file need not be decoded to be counted.
BYTEWISE = frozenset(("utf-8", "utf-8-sig", "ascii", "cp1252", "windows-1252", "latin-1", "iso-8859-1"))
BREAK = re.compile(r"\r\n|\r|\n")


def lines_below(path: Path, encoding: str, skipped: int) -> int:
    """How many lines stand in the file under the first `skipped`; each ends with LF, CR or both, the last with any."""
    bytewise = encoding.lower().replace("_", "-") in BYTEWISE
    # Latin-1 makes one letter of each byte.
    ends, last, size = 0, "", 0
    with path.open(encoding="latin-1" if bytewise else encoding, newline="") as file:
        while chunk := file.read(CHUNK):
            ends += chunk.count("\n") + chunk.count("\r") - chunk.count("\r\n")
            # A line end in two halves was counted twice.
            ends -= last == "\r" and chunk[0] == "\n"
            last, size = chunk[-1], size + len(chunk)
    lines = ends + (size > 0 and last not in "\r\n")
    return max(lines - skipped, 0)


def breaks_within(cells: pa.ChunkedArray) -> int:
    """How many line ends stand inside the cells of a column."""
    if not (_holds(cells, "\n") or _holds(cells, "\r")):
        return 0
    both, one, other = (pc.sum(pc.count_substring(cells, end)).as_py() or 0 for end in ("\r\n", "\n", "\r"))
    return one + other - both


def breaks_in(text: str) -> int:
    """How many line ends stand inside a record's text."""
    return len(BREAK.findall(text))


def _holds(cells: pa.ChunkedArray, text: str) -> bool:
    return bool(pc.any(pc.match_substring(cells, text)).as_py())
