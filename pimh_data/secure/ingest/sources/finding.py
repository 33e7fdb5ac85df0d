"""Which files and sheets of a folder a source means. Names only: no file is read but for the names of its sheets."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.workbook import sheet_names

TEXT, WORKBOOK, PARQUET = (".csv", ".txt", ".tsv"), (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), (".parquet",)
READ = (*TEXT, *WORKBOOK, *PARQUET)
LOCKS = ("~$", ".~lock")  # what Excel and LibreOffice leave beside an open workbook


def files_of(source: Source, folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files of a source, oldest first (as its patterns are listed, then by name), and patterns that no file fits.

    Raises ExtractError for a file of a kind that is not read, and where `append` needs an order that names do not give.
    """
    there = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(LOCKS))
    found: dict[Path, None] = {}
    missing, wrong = [], []
    for pattern in source.files:
        fits = sorted((path for path in there if _fits(path.relative_to(folder), pattern)), key=_in_order)
        if not fits:
            missing.append(pattern)
        if source.append and not _told_by_name(fits):
            words = "their names do not say for certain which is later; list them oldest first: files = [...]"
            wrong.append(f"append: {len(fits)} files fit {pattern!r}, and {words}")
        wrong += [
            f"{path.name} is none of the files that are read ({', '.join(READ)}); save it as one of them"
            for path in fits
            if path.suffix.lower() not in READ
        ]
        found |= dict.fromkeys(fits)
    if wrong:
        raise ExtractError("\n".join(wrong))
    return tuple(found), tuple(missing)


def names_one(pattern: str) -> bool:
    """Whether a source names one file by it, with no wildcard: a file that is expected, and missing where none fits."""
    return not set("*?") & set(pattern)


def sheets_of(source: Source, path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sheets of a workbook that the source means, and those that it does not. Raises ExtractError where it is not
    said which of several, and where a pattern fits none.
    """
    if path.suffix.lower() not in WORKBOOK:
        return ("",), ()
    names = sheet_names(path, empty=bool(source.sheets))
    if not source.sheets:
        if len(names) > 1:
            listed = ", ".join(map(repr, names))
            raise ExtractError(f"{path.name} has {len(names)} sheets ({listed}); say which: sheets = {names[-1]!r}")
        return names, ()
    for pattern in source.sheets:
        if not any(_alike(name, pattern) for name in names):
            raise ExtractError(f"{path.name} has no sheet {pattern!r}; it has {', '.join(map(repr, names))}")
    meant = tuple(name for name in names if any(_alike(name, pattern) for pattern in source.sheets))
    return meant, tuple(name for name in names if name not in meant)


def _fits(path: Path, pattern: str) -> bool:
    name = path.as_posix() if "/" in pattern else path.name if len(path.parts) == 1 else ""
    return bool(name) and _alike(name, pattern)


def _alike(name: str, pattern: str) -> bool:
    # A name may itself hold brackets, which a pattern would read as a choice of letters.
    return plain(name) == plain(pattern) or fnmatchcase(plain(name), plain(pattern))


def _in_order(path: Path) -> list[tuple[int, int, str]]:
    # "log 2" comes before "log 10".
    parts = re.split(r"(\d+)", path.as_posix().casefold())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]


def _told_by_name(paths: Sequence[Path]) -> bool:
    """Whether the names differ by one number alone, or by several of which the first is a year (2025-03, 2024-25 Q4).

    "Q4 2024" and "Q1 2025", or "March" and "April", would be put in another order than they were made in.
    """
    parts = [re.split(r"(\d+)", path.stem.casefold()) for path in paths]
    if len({tuple(one[::2]) for one in parts}) > 1:
        return False
    numbers = list(zip(*(one[1::2] for one in parts), strict=True))
    differing = [column for column in numbers if len(set(column)) > 1]
    return len(differing) < 2 or all(re.fullmatch(r"(19|20)\d\d", number) for number in differing[0])
