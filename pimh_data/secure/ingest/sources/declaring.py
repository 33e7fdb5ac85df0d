"""Reads the `[[sources.X]]` tables of `extract.toml` and says everything that is wrong with them. Opens no file."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.secure.ingest.sources.declared import DUPLICATES, MERGED_WHERE_MANY, MOST_DEPRIVED, Source
from pimh_data.secure.ingest.sources.declared_maps import (
    columns,
    constants,
    dates,
    from_name,
    plus_groups,
    prefixes,
    values,
)
from pimh_data.secure.ingest.sources.declared_wide import wide
from pimh_data.secure.ingest.sources.saying import At, Say, table_of, texts
from pimh_data.secure.ingest.sources.text_file import text_encoding
from pimh_data.secure.ingest.sources.where_written import Places, lines_of_sources

SEPARATORS = {",": ",", ";": ";", "\t": "\t", "|": "|", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def read_sources(
    content: Mapping[str, Any], extract_date: dt.date, say: Say, text: str = ""
) -> dict[str, tuple[Source, ...]]:
    """Extract -> its sources, from the `sources` table of `extract.toml`. `say` is told of each thing that is wrong.

    `extract_date`: the folder's, after which that of no source may lie. `text`: of the file, so that lines are known.
    """
    found, lines = {}, lines_of_sources(text)
    for extract, tables in content.items():
        contract = CONTRACTS.get(extract)
        if contract is None:
            say(f"[[sources.{extract}]] names no extract (there are: {', '.join(CONTRACTS)})")
            continue
        tables = [tables] if isinstance(tables, dict) else tables
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            say(f"write each source of {extract} as a table [[sources.{extract}]]")
            continue
        sources = [
            _source(contract, table, number, extract_date, say, lines.get((extract, number), {}))
            for number, table in enumerate(tables, 1)
        ]
        names = [source.name for source in sources]
        for twice in sorted({name for name in names if names.count(name) > 1}):
            say(f"two [[sources.{extract}]] are called {twice!r}: give each a 'name' of its own")
        found[extract] = tuple(sources)
    return found


def _source(
    contract: Contract, table: dict[str, Any], number: int, extract_date: dt.date, say: Say, lines: Places
) -> Source:
    files = table.get("files")
    name = str(table.get("name") or (files if isinstance(files, str) else f"source {number}"))
    at = At(contract, name, table, say, lines)
    for key in table:
        if key not in READERS:
            at.wrong(f"{key!r} is not a setting of a source (there are: {', '.join(READERS)})")
    read = {key: reader(at, table[key]) for key, reader in READERS.items() if key in table}
    if not read.get("files"):
        at.wrong("'files' is missing: name the file, or a pattern such as \"RiO_*.xlsx\"")
    own = read.get("extract_date")
    if own and own > extract_date:
        at.wrong(f"its extract_date {own} is after the folder's, {extract_date}: name there the latest of all")
    told = [*read.get("constants", {}), *read.get("from_name", {})]
    told += {name for names in read.get("columns", {}).values() for name in names}
    for name in dict.fromkeys(name for name in told if told.count(name) > 1):
        at.wrong(f"{name!r} is given twice among columns, constants and from_name: write it in one of them")
    if "deciles" in read:
        read["deciles_turned"] = read.pop("deciles")
    return Source(**({"files": ()} | read | {"extract": contract.name, "name": name, "lines": lines}))


def _text(key: str) -> Callable[[At, Any], str]:
    return lambda at, given: given if isinstance(given, str) else at.wrong(f"{key!r} must be text", "")


def _texts(key: str) -> Callable[[At, Any], tuple[str, ...]]:
    return lambda at, given: texts(at, key, given)


def _leave_out(at: At, given: Any) -> tuple[str, ...]:
    found = texts(at, "leave_out", given)
    if any(not text.strip() for text in found):
        return at.wrong("'leave_out' holds a blank text, with which every line begins: write how they begin", ())
    return found


def _headings_line(at: At, given: Any) -> tuple[int, ...]:
    lines = given if isinstance(given, list) else [given]
    whole = all(isinstance(line, int) and not isinstance(line, bool) for line in lines)
    if not whole or not lines or min(lines) < (0 if len(lines) == 1 else 1) or lines != sorted(set(lines)):
        words = "'headings_line' must be the number of a line (0: there are no headings), or a list such as [3, 4]"
        return at.wrong(words, (1,))
    return tuple(lines)


def _separator(at: At, given: Any) -> str | None:
    known = isinstance(given, str) and given in SEPARATORS
    return SEPARATORS[given] if known else at.wrong(f"'separator' is none of {', '.join(map(repr, SEPARATORS))}")


def _encoding(at: At, given: Any) -> str | None:
    known = "such as 'utf-8', 'cp1252' or 'utf-16'"
    return text_encoding(given) or at.wrong(f"'encoding' {given!r} is none that is known, {known}")


def _date(at: At, given: Any) -> dt.date | None:
    if not isinstance(given, dt.date) or isinstance(given, dt.datetime):
        return at.wrong("'extract_date' must be a date such as 2026-03-31, without quotes")
    return given


def _append(at: At, given: Any) -> bool:
    return given if isinstance(given, bool) else at.wrong("'append' must be true or false", False)


def _duplicates(at: At, given: Any) -> str:
    if at.contract.name not in MERGED_WHERE_MANY:
        return at.wrong(f"'duplicates' is said of {' and '.join(MERGED_WHERE_MANY)} alone", "")
    return given if given in DUPLICATES else at.wrong(f"'duplicates' must be {' or '.join(map(repr, DUPLICATES))}", "")


def _deciles(at: At, given: Any) -> bool:
    stated = table_of(at, "deciles", given)
    words = stated.get("imd_decile")
    if not isinstance(words, str) or words not in MOST_DEPRIVED or len(stated) > 1:
        return at.wrong(f"[deciles] write imd_decile = {' or '.join(map(repr, MOST_DEPRIVED))}", False)
    return MOST_DEPRIVED[words] and at.has("deciles", "imd_decile")


READERS = {
    "name": _text("name"),
    "files": _texts("files"),
    "sheets": _texts("sheets"),
    "headings_line": _headings_line,
    "leave_out": _leave_out,
    "separator": _separator,
    "encoding": _encoding,
    "extract_date": _date,
    "append": _append,
    "duplicates": _duplicates,
    "blanks": _texts("blanks"),
    "columns": columns,
    "constants": constants,
    "from_name": from_name,
    "values": values,
    "dates": dates,
    "prefixes": prefixes,
    "plus_groups": plus_groups,
    "deciles": _deciles,
    "wide": wide,
}
