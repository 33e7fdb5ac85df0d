"""Reads every extract of a folder as its settings say, with the contract's headings. Judges no row, types nothing."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.errors import ExtractError
from pimh_data.secure.gathering import Refusals
from pimh_data.secure.ingest.account import BLANK
from pimh_data.secure.ingest.nhs_numbers import possible_nhs_numbers
from pimh_data.secure.ingest.sources.assembling import Site, assembled
from pimh_data.secure.ingest.sources.queried import queried
from pimh_data.secure.ingest.sources.spanning import too_long
from pimh_data.secure.ingest.tabular import ROW, RawExtract, own_files, read_parts
from pimh_data.secure.ingest.written import with_ethnic_codes, with_local_days, with_own_words, without_site_blanks
from pimh_data.secure.placing import lines_that_do_not_add_up, numbers_in_words
from pimh_data.secure.printing import headings_to_print
from pimh_data.secure.scores.written import with_totals_read
from pimh_data.secure.settings import Settings

Progress = Callable[[str], None]
T = TypeVar("T")
# Columns whose values are names that stand in another extract: they are taken in any case, and spelled as there.
NAMES = {"place": "places", "service": "services"}


def read_extracts(
    folder: Path,
    settings: Settings,
    progress: Progress,
    take: Callable[[Contract, RawExtract], T] = lambda _, raw: raw,
) -> dict[str, T]:
    """What `take` makes of every extract that the folder holds, one after the other: memory need not hold two as read.

    In the contracts' order; an optional one without a row, where the site says so, is not brought. Raises ExtractError
    that lists everything for which an extract cannot be taken at all: a missing extract or column, an unreadable file,
    headings alone, dates that can be read in two ways, a possible NHS number.
    """
    if not folder.is_dir():
        raise ExtractError(f"there is no folder of extracts called {folder.name!r}")
    wrong, spellings, taken = Refusals(folder), {}, {}
    for name, contract in CONTRACTS.items():
        raw = wrong.attempt(lambda contract=contract: _brought(contract, folder, settings, spellings, progress))
        if raw is None:
            continue
        spellings.update(_spellings(raw))
        taken[name] = wrong.attempt(lambda contract=contract, raw=raw: take(contract, raw))
    wrong.refuse(ExtractError)
    return taken


def _brought(
    contract: Contract, folder: Path, settings: Settings, spellings: dict[str, list[str]], progress: Progress
) -> RawExtract | None:
    raw = _read(contract, folder, settings, spellings, progress)
    if raw is None and not contract.optional:
        raise ExtractError(f"{contract.name} is missing: bring {contract.name}.csv, .xlsx or .parquet")
    if raw is None:
        return None
    _refuse([*_headings_alone(contract, raw, settings), *_left_out_whole(raw)], raw.path.name)
    # A site that says so brought none: otherwise nobody would seem to have been seen.
    return raw if raw.table.num_rows or raw.malformed or not contract.optional else None


def _headings_alone(contract: Contract, raw: RawExtract, settings: Settings) -> list[str]:
    """An optional extract, or a source of any, whose files hold headings alone, unless the site says that it is so."""
    rows = {contract.name: raw.table.num_rows + len(raw.malformed)} if contract.optional else {}
    for piece in raw.pieces:
        if piece.source:
            rows[piece.source] = rows.get(piece.source, 0) + piece.lines - piece.left_out.get(BLANK, 0)
    return [
        f"{'' if name == contract.name else f'{name}: '}headings, and no row below them. Bring its rows, take it away, "
        f'or where there were none write without_rows = ["{name}"] in extract.toml'
        for name, held in rows.items()
        if not held and not {name, contract.name} & set(settings.without_rows)
    ]


def _left_out_whole(raw: RawExtract) -> list[str]:
    """A source of which every line that is not blank begins as those that are to be left out."""
    lines: dict[str, int] = {}
    left: dict[str, int] = {}
    for piece in raw.pieces:
        told = sum(count for why, count in piece.left_out.items() if why.startswith("'"))
        lines[piece.source] = lines.get(piece.source, 0) + piece.lines - piece.left_out.get(BLANK, 0)
        left[piece.source] = left.get(piece.source, 0) + told
    return [
        f"{source}: leave_out leaves out all {count:,} of its lines, and nothing of it is read. Name there only how "
        "lines begin that are no rows, such as 'Total'"
        for source, count in left.items()
        if count and count == lines[source]
    ]


def _read(
    contract: Contract, folder: Path, settings: Settings, spellings: dict[str, list[str]], progress: Progress
) -> RawExtract | None:
    name = contract.name
    paths = own_files(folder, name)
    query = folder / f"{name}.sql"
    if query.is_file():
        progress(f"Running {query.name}")
        raw = queried(contract, query, settings.sources.get(name, ()), folder, settings.encoding)
        _refuse(_possible_nhs_numbers(contract, raw), query.name)
        return _as_written(contract, raw, settings, spellings)
    if name in settings.sources:
        progress(f"Reading {name}")
        site = Site(folder, settings.encoding, settings.blanks, spellings)
        put_together = assembled(contract, settings.sources[name], site)
        if put_together is None:
            return None
        _refuse(lines_that_do_not_add_up(put_together), name)
        _refuse(_possible_nhs_numbers(contract, put_together), name)
        return _with_totals(put_together)
    if len(paths) > 1:
        listed = ", ".join(path.name for path in paths)
        raise ExtractError(f"{name} was brought {len(paths)} times ({listed}): leave one")
    if not paths:
        return None
    progress(f"Reading {paths[0].name}")
    parts = _own_form(contract, paths[0], settings, spellings)
    first = next(parts)
    return replace(first, more=parts) if first.more_rows else first


def _own_form(
    contract: Contract, path: Path, settings: Settings, spellings: Mapping[str, Collection[str]]
) -> Iterator[RawExtract]:
    """A file in the contract's own form, in one part or several."""
    for part in read_parts(contract.name, path, settings.encoding):
        yield _as_written(contract, _as_contract(contract, part, settings), settings, spellings)


def _as_written(
    contract: Contract, raw: RawExtract, settings: Settings, spellings: Mapping[str, Collection[str]]
) -> RawExtract:
    table = with_local_days(without_site_blanks(raw.table, settings.blanks), contract)
    table = with_own_words(with_ethnic_codes(table, contract), contract, spellings)
    return _with_totals(replace(raw, table=table))


def _with_totals(raw: RawExtract) -> RawExtract:
    if raw.name != "scores":
        return raw
    table, gave_way = with_totals_read(raw.table)
    return replace(raw, table=table, added_up=gave_way)


def _spellings(raw: RawExtract) -> dict[str, list[str]]:
    return {
        column: [str(text).strip() for text in raw.table[column].unique().to_pylist() if text is not None]
        for column, extract in NAMES.items()
        if raw.name == extract and column in raw.table.column_names
    }


def _as_contract(contract: Contract, raw: RawExtract, settings: Settings) -> RawExtract:
    renames = settings.columns.get(contract.name, {})
    headings = raw.table.column_names[:-1]
    table = raw.table.rename_columns([renames.get(name, name) for name in raw.table.column_names])
    names = table.column_names
    wrong = [f"extract.toml renames {heading!r}, which is no heading" for heading in renames if heading not in headings]
    wrong += [f"two headings mean {name!r}; map one only" for name in sorted({n for n in names if names.count(n) > 1})]
    missing = [
        column.name
        for column in contract.columns
        if not column.optional and column.name not in names and column.instead not in names
    ]
    if missing:
        further = "".join(f"; {note}" for note in raw.notes if note.startswith("sheets not read"))
        wrong.append(f"no column {', '.join(map(repr, missing))}; {headings_to_print(headings)}{further}")
    raw = replace(raw, table=table)
    if raw.path.suffix.lower() == ".csv":
        held = [column for column in contract.columns if column.name in names and not wrong]
        wrong += [words for column in held for words in too_long(table[column.name], table[ROW], column, column.name)]
    _refuse(wrong or _possible_nhs_numbers(contract, raw), raw.path.name)
    return raw


def _refuse(wrong: list[str], where: str) -> None:
    if wrong:
        raise ExtractError("\n".join(f"{where}: {words}" for words in wrong))


def _possible_nhs_numbers(contract: Contract, raw: RawExtract) -> list[str]:
    wrong = []
    ids = [column.name for column in contract.columns if column.kind == "id" and column.name in raw.table.column_names]
    for name in ids:
        found = raw.table[ROW].take(possible_nhs_numbers(raw.table[name])).to_pylist()
        if found:
            wrong.append(
                f"{name!r} holds ten-digit numbers (rows {numbers_in_words(raw, found, 5)}), which may be NHS numbers: "
                "the extract is refused. Bring pseudonyms that are not a bare number"
            )
    return wrong
