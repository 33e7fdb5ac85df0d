"""The lines of one file or sheet as rows of the contract: each column found, constant or named, its texts read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import Contract, ExtractColumn
from pimh_data.secure.ingest.nhs_numbers import possible_nhs_numbers
from pimh_data.secure.ingest.sources.declared import AGE_YEARS, FromName, Source
from pimh_data.secure.ingest.sources.distinct import each_distinct, trimmed, without_blanks
from pimh_data.secure.ingest.sources.headings import Headings, unnamed
from pimh_data.secure.ingest.sources.lines import LINE, Lines
from pimh_data.secure.ingest.sources.values import Reading, reader, yes_or_no

Say = Callable[[str], None]


@dataclass(frozen=True)
class Mapped:
    """Rows in the contract's columns as text, with `line`.

    `absent`: headings that extract.toml maps and the file lacks, each with the nearest that nothing maps, or blank.
    `unused`: headings that nothing maps.
    """

    table: pa.Table
    absent: Mapping[str, str]
    unused: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """The names of what is mapped: of the file (without its ending), and of the sheet."""

    file: str
    sheet: str


def mapped(lines: Lines, headings: Headings, contract: Contract, named: Named, reading: Reading, wrong: Say) -> Mapped:
    """The rows of the contract. `wrong` is told of what keeps the file from being taken at all, in words."""
    source = reading.source
    found = {heading: headings.column(heading) for heading in _headings(source)}
    columns: dict[str, pa.ChunkedArray] = {}
    for name, heading in _mapped_once(source, found, headings, wrong).items():
        column = column_of(contract, name)
        cells = lines.table[str(found[heading])]
        columns[column.name] = _read(
            cells, column, reading, lambda words, at=(column, heading): wrong(_at(at[0], at[1], words, reading.source))
        )
    count = lines.table.num_rows
    for name, said in source.from_name.items():
        text = _from_name(said, named, name, wrong)
        column = column_of(contract, name)
        columns[name] = _everywhere(reader(column, reading, wrong)([text])[0], count)
    columns |= {name: _everywhere(text, count) for name, text in source.constants.items()}
    groups = [
        each_distinct(lines.table[str(found[heading])], yes_or_no(group, heading, reading))
        for heading, group in source.plus_groups.items()
        if found[heading] is not None
    ]
    if groups:
        columns["plus_groups"] = _joined([*([columns["plus_groups"]] if "plus_groups" in columns else []), *groups])
    used = set(found.values())
    free = {number for number in range(len(headings.names)) if number not in used}
    table = pa.table({**columns, LINE: lines.table[LINE]})
    return Mapped(
        table,
        absent={heading: headings.nearest(heading, free) for heading, number in found.items() if number is None},
        unused=tuple(
            name
            for number, name in enumerate(headings.names)
            if number not in used and not (name == unnamed(number) and _is_empty(lines.table[str(number)]))
        ),
    )


def _is_empty(cells: pa.ChunkedArray) -> bool:
    return not pc.any(pc.not_equal(trimmed(cells), "")).as_py()


def _headings(source: Source) -> Iterator[str]:
    yield from source.columns
    yield from source.plus_groups


def _mapped_once(source: Source, found: dict[str, int | None], headings: Headings, wrong: Say) -> dict[str, str]:
    """Column (or AGE_YEARS) -> the heading that it is read from. Two headings for one column are said to be wrong."""
    once: dict[str, str] = {}
    for heading, names in source.columns.items():
        if found[heading] is None:
            continue
        for name in names:
            other = once.setdefault(name, heading)
            if other != heading and found[other] != found[heading]:
                wrong(f"headings {other!r} and {heading!r} are both mapped to {name!r}; map one only")
    return once


def column_of(contract: Contract, name: str) -> ExtractColumn:
    """The column of that name: an item's is text, an age in years makes the age band."""
    if contract.pattern and name.startswith(contract.pattern):
        return ExtractColumn(name, "text", meaning="", example="")
    return contract.column("age_band" if name == AGE_YEARS else name)


def _read(cells: pa.ChunkedArray, column: ExtractColumn, reading: Reading, wrong: Say) -> pa.ChunkedArray:
    if column.kind != "id":
        return each_distinct(cells, reader(column, reading, wrong))
    ids = without_blanks(trimmed(cells), reading.blanks)
    prefix = reading.source.prefixes.get(column.name, "")
    if not prefix:
        return ids
    if len(possible_nhs_numbers(ids)):
        wrong("it holds ten-digit numbers, which may be NHS numbers: bring pseudonyms that are not a bare number")
    return pc.if_else(pc.equal(ids, ""), "", pc.binary_join_element_wise(prefix, ids, ""))


def _at(column: ExtractColumn, heading: str, words: str, source: Source) -> str:
    own = ("dates", column.name)
    where = f"on {source.line(*own)}" if own in source.lines else f"under [sources.{source.extract}.dates]"
    return f"{column.name!r} ({heading!r}): {words.replace('{column}', column.name).replace('{where}', where)}"


def _from_name(said: FromName, named: Named, name: str, wrong: Say) -> str:
    text = named.file if said.of == "file" else named.sheet
    found = said.pattern.search(text)
    if not found or not found[1]:
        wrong(f"[from_name] {name}: the {said.of}'s name does not fit {said.pattern.pattern!r}")
        return ""
    return found[1].strip()


def _everywhere(text: str, count: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(text), count)])


def _joined(groups: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    # Joining with null_handling="skip" drops the rows that are null in every column (pyarrow 26).
    texts = groups[0]
    for more in groups[1:]:
        both = pc.and_(pc.not_equal(texts, ""), pc.not_equal(more, ""))
        mark = pc.if_else(both, "; ", "")
        texts = pc.binary_join_element_wise(texts, mark, more, "")
    return texts
