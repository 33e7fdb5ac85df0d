"""On which lines of `extract.toml` the settings of each source stand, for advice that names them. Reads text only."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping

HEADER = re.compile(r"\s*(\[\[?[^\[\]#]*(?:\"[^\"]*\"[^\[\]#]*|'[^']*'[^\[\]#]*)*\]\]?)\s*(?:#.*)?$")
ONE_KEY = r"(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[\w-]+)"
KEY = re.compile(rf"\s*({ONE_KEY}(?:\s*\.\s*{ONE_KEY})*)\s*=")
SOURCES = "sources"
Places = Mapping[tuple[str, ...], int]


def lines_of_sources(text: str) -> dict[tuple[str, int], Places]:
    """(extract, number of the source from 1) -> setting -> its line, from 1.

    A setting is `("files",)` or `("columns", "Client ID")`; `()` is the source's own heading.
    """
    found: dict[tuple[str, int], dict[tuple[str, ...], int]] = {}
    counts: Counter[str] = Counter()
    at: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = HEADER.match(line), KEY.match(line)
        if header:
            at = _path(header[1])
            if len(at) == 2 and at[0] == SOURCES:
                counts[at[1]] += 1
        path = () if header else _path(f"{key[1]} = 0") if key else None
        if path is not None and len(at) > 1 and at[0] == SOURCES:
            own = found.setdefault((at[1], max(counts[at[1]], 1)), {})
            own.setdefault((*at[2:], *path), number)
    return found


def _path(code: str) -> tuple[str, ...]:
    """The names of a heading of a table, or of a setting, that stands alone; () where it is none."""
    try:
        held = tomllib.loads(code)
    except tomllib.TOMLDecodeError:
        return ()
    path = []
    while isinstance(held, dict | list) and held:
        if isinstance(held, dict):
            path.append(next(iter(held)))
        held = next(iter(held.values())) if isinstance(held, dict) else held[0]
    return tuple(path)
