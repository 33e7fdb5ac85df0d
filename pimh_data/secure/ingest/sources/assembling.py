"""All sources of one extract as one table, every file and sheet with the lines that gave no row. Judges no row."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import Contract
from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.account import Malformed, Piece
from pimh_data.secure.ingest.sources.appending import appended
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import PARQUET, WORKBOOK, files_of, names_one, sheets_of
from pimh_data.secure.ingest.sources.headings import Headings, plain
from pimh_data.secure.ingest.sources.left_blank import loses
from pimh_data.secure.ingest.sources.lines import LINE, Lines, pasted_on
from pimh_data.secure.ingest.sources.mapped import Mapped, Named, column_of, mapped
from pimh_data.secure.ingest.sources.opening import opened, where_headings_stand
from pimh_data.secure.ingest.sources.renamed import no_heading
from pimh_data.secure.ingest.sources.spanning import too_long
from pimh_data.secure.ingest.sources.values import Reading
from pimh_data.secure.ingest.sources.wide import NO_SCORE, wide_columns, wide_rows
from pimh_data.secure.ingest.tabular import ROW, RawExtract, sha256_of

COLUMNS_NAMED = 40  # of those not used


@dataclass(frozen=True)
class Part:
    """The rows of one piece before they are put together; `last`: the number of its last line."""

    piece: Piece
    mapped: Mapped
    malformed: tuple[Malformed, ...]
    last: int


@dataclass(frozen=True)
class Site:
    """What holds for every source of a folder. `spellings`: column -> the names that stand in other extracts."""

    folder: Path
    encoding: str
    blanks: tuple[str, ...]
    spellings: Mapping[str, Collection[str]]


def assembled(contract: Contract, sources: Sequence[Source], site: Site) -> RawExtract | None:
    """The extract, put together from its sources; None where it is optional and no file of any is there.

    A source of which no file is there is `missing`, which is no error while another source brings rows. Raises
    ExtractError that lists all for which the extract cannot be taken.
    """
    parts: list[Part] = []
    wrong: list[str] = []
    notes: list[str] = []
    missing: list[str] = []
    lacking: dict[str, tuple[str, ...]] = {}
    hashes: dict[str, str] = {}
    for source in sources:
        try:
            paths, absent = files_of(source, site.folder)
        except ExtractError as error:
            wrong.append(f"{contract.name}, source {source.name!r}: {error}")
            continue
        hashes |= {path.relative_to(site.folder).as_posix(): sha256_of(path) for path in paths}
        if paths and absent:
            notes.append(f"{source.name}: no file fits {', '.join(map(repr, absent))}")
            lacking[source.name] = tuple(filter(names_one, absent))
        if not paths:
            missing.append(source.name)
            notes.append(f"{source.name} is missing: no file fits {', '.join(map(repr, absent))}")
        own = [part for path in paths for part in _parts(contract, source, path, site, wrong, notes)]
        wrong += _unmapped(contract, source, own)
        notes += _partly_mapped(contract, source, own)
        parts += appended(contract, own, notes) if source.append else own
    if not parts and not wrong and contract.optional:
        return None
    if not parts and not wrong:
        listed = ", ".join(repr(pattern) for source in sources for pattern in source.files)
        wrong.append(f"{contract.name}: no file of its sources is there ({listed})")
    if wrong:
        raise ExtractError("\n".join(wrong))
    together = _together(contract, parts, site, hashes, tuple(notes), tuple(missing))
    return replace(together, absent={name: files for name, files in lacking.items() if files})


def _parts(
    contract: Contract, source: Source, path: Path, site: Site, wrong: list[str], notes: list[str]
) -> Iterator[Part]:
    try:
        sheets, not_read = sheets_of(source, path)
        if not_read:
            notes.append(f"{path.name}: sheets not read: {', '.join(not_read)}")
        for sheet in sheets:
            yield from _of_sheet(contract, source, path, sheet, site, wrong, notes)
    except ExtractError as error:
        wrong.append(str(error))


def _of_sheet(
    contract: Contract, source: Source, path: Path, sheet: str, site: Site, wrong: list[str], notes: list[str]
) -> Iterator[Part]:
    lines, headings = opened(source, path, sheet, site.encoding)
    notes += [f"{path.name}: {words}" for words in (pasted_on(lines),) if words]
    source = _by_own_names(contract, source, headings)
    name = path.relative_to(site.folder).as_posix()
    piece = Piece(source.name, name, sheet, 0, lines.read, dict(lines.left_out), source.extract_date)
    wanted = [*source.columns, *source.plus_groups, *(one.score for one in source.wide if one.score)]
    if wanted and not any(headings.column(heading) is not None for heading in wanted):
        on = "-".join(map(str, source.headings_line))
        stand = where_headings_stand(source, path, sheet, site.encoding, wanted)
        wrong.append(f"{piece.where}: none of the headings that extract.toml maps stands on line {on}{stand}")
        return
    blanks = frozenset(plain(text) for text in (*site.blanks, *source.blanks))
    reading = Reading(source, blanks, site.spellings, lines.begins_1904)
    named = Named(path.stem, sheet)

    def say(words: str) -> None:
        wrong.append(f"{piece.where}: {words}")

    if path.suffix.lower() not in (*WORKBOOK, *PARQUET):
        for words in _too_long(lines, headings, contract, source):
            say(words)
    if not source.wide:
        yield Part(piece, mapped(lines, headings, contract, named, reading, say), lines.malformed, lines.last)
        return
    records = lines.read - sum(piece.left_out.values()) - len(lines.malformed)
    for number, (measure, found, without) in enumerate(wide_rows(lines, headings, contract, named, reading, say)):
        left_out = {NO_SCORE: without} if without else {}
        first = number == 0
        # The records of a file count once for each measure; lines are left out before any is looked at.
        count = lines.read if first else records
        left_out = {**(piece.left_out if first else {}), **left_out}
        own = replace(piece, measure=measure, lines=count, left_out=left_out)
        yield Part(own, found, lines.malformed if first else (), lines.last)


def _by_own_names(contract: Contract, source: Source, headings: Headings) -> Source:
    """Where a source maps nothing, the contract's own names are taken as they are; with one mapped, none is guessed."""
    if source.columns or source.wide:
        return source
    told = {*source.constants, *source.from_name}
    names = [column.name for column in contract.columns if headings.column(column.name) is not None]
    names += [name for name in headings.names if contract.pattern and name.startswith(contract.pattern)]
    return replace(source, columns={name: (name,) for name in dict.fromkeys(names) if name not in told})


def _too_long(lines: Lines, headings: Headings, contract: Contract, source: Source) -> Iterator[str]:
    for heading, names in source.columns.items():
        number = headings.column(heading)
        if number is not None:
            yield from too_long(lines.table[str(number)], lines.table[LINE], column_of(contract, names[0]), heading)


def _supplied(source: Source, part: Part) -> set[str]:
    return {*part.mapped.table.column_names, *source.constants, *source.from_name}


def _unmapped(contract: Contract, source: Source, parts: Sequence[Part]) -> Iterator[str]:
    """What keeps a source from being taken: a heading that no file has, a column that every row needs and none maps."""
    for heading, names in source.columns.items():
        lacking = [
            part for part in parts if heading in part.mapped.absent and not set(names) <= _supplied(source, part)
        ]
        if parts and len(lacking) == len(parts):
            yield f"{contract.name}, source {source.name!r}: {_no_heading(source, heading, lacking)}"
    for heading in dict.fromkeys(heading for one in source.wide for heading in wide_columns(one)):
        lacking = [part for part in parts if heading in part.mapped.absent]
        if lacking:
            yield f"{contract.name}, source {source.name!r}: {_no_heading(source, heading, lacking)}"
    for heading in source.plus_groups:
        if parts and all(heading in part.mapped.absent for part in parts):
            yield f"{contract.name}, source {source.name!r}: {_no_heading(source, heading, parts)}"
    for column in contract.columns:
        lacking = [part for part in parts if not {column.name, column.instead} & _supplied(source, part)]
        if lacking and not column.optional and not column.blank:
            yield (
                f"{contract.name}, source {source.name!r}: nothing is mapped to {column.name!r}, which every row needs "
                f"({_listed(lacking)}): map a heading, or write it under constants or from_name ({source.line()})"
            )


def _partly_mapped(contract: Contract, source: Source, parts: Sequence[Part]) -> Iterator[str]:
    if not parts:
        return
    blank = [
        column.name
        for column in contract.columns
        if not column.optional and column.blank and not any(column.name in _supplied(source, part) for part in parts)
    ]
    if blank:
        yield f"{source.name} brings no {', '.join(blank)}: left blank{loses(contract.name, blank)}"
    for heading in source.columns:
        lacking = [part for part in parts if heading in part.mapped.absent]
        if lacking and len(lacking) < len(parts):
            yield f"{source.name}: {heading!r} is no heading of {_listed(lacking)}: left blank there"
    unused = dict.fromkeys(name for part in parts for name in part.mapped.unused)
    if unused:
        more = f" and {len(unused) - COLUMNS_NAMED:,} more" if len(unused) > COLUMNS_NAMED else ""
        yield f"{source.name}: columns not used: {', '.join(list(unused)[:COLUMNS_NAMED])}{more}"


def _no_heading(source: Source, heading: str, parts: Sequence[Part]) -> str:
    return no_heading(source, heading, _listed(parts), parts[0].mapped.absent[heading])


def _listed(parts: Sequence[Part]) -> str:
    names = list(dict.fromkeys(part.piece.where for part in parts))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _together(
    contract: Contract,
    parts: Sequence[Part],
    site: Site,
    hashes: Mapping[str, str],
    notes: tuple[str, ...],
    missing: tuple[str, ...],
) -> RawExtract:
    brought = {name for part in parts for name in part.mapped.table.column_names} - {LINE}
    names = [column.name for column in contract.columns if column.name in brought]
    names += sorted(brought - set(names))
    tables, pieces, malformed, start = [], [], [], 0
    for part in parts:
        table = part.mapped.table
        nothing = pa.nulls(table.num_rows, pa.string())
        columns = {name: table[name] if name in table.column_names else nothing for name in names}
        tables.append(pa.table({**columns, ROW: pc.add(table[LINE], start)}))
        pieces.append(replace(part.piece, start=start))
        malformed += [replace(bad, row=bad.row + start) for bad in part.malformed]
        start += part.last
    return RawExtract(
        contract.name,
        site.folder / contract.name,
        pa.concat_tables(tables),
        tuple(malformed),
        0,
        "",
        tuple(pieces),
        hashes,
        mapped=True,
        notes=notes,
        missing=missing,
    )
