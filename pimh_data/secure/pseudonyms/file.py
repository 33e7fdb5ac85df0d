"""One file, from identifiers to pseudonyms: reads, replaces, refuses what would still identify, writes."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.tabular import ROW, RawExtract, read_raw
from pimh_data.secure.pseudonyms.columns import as_text, named
from pimh_data.secure.pseudonyms.key import Key
from pimh_data.secure.pseudonyms.looks import looks_like
from pimh_data.secure.pseudonyms.people import Identifiers, people, replaced
from pimh_data.secure.pseudonyms.whereabouts import LSOA, Residence, residence_of

PERSON, DOMAIN = "person_id", "id_domain"
WRITTEN = (".csv", ".parquet")
NOT_ASKED = Residence()


@dataclass(frozen=True)
class Pseudonymised:
    """The file written, and what is to be said of it: counts, headings and row numbers, never a value."""

    path: Path
    lines: tuple[str, ...]


def pseudonymise(
    source: Path,
    out: Path,
    key: Key,
    identifiers: Identifiers,
    residence: Residence = NOT_ASKED,
    id_domain: str = "",
    encoding: str = "utf-8",
    today: dt.date | None = None,
) -> Pseudonymised:
    """Write the file without its identifiers. A row without a usable one keeps a pseudonym of its own: none is dropped.

    Raises ExtractError that says everything wrong: headings that are not there, an output that exists, a column left
    that looks like an NHS number, a postcode or a date of birth. Then nothing is written.
    """
    raw = _read(source, encoding)
    table = raw.table.drop_columns([ROW])
    texts = {name: as_text(table[name]) for name in table.column_names}
    _refuse(raw, out, identifiers, residence)
    rows = raw.table[ROW].to_pylist()
    persons, said = people(texts, rows, identifiers, key, raw.sha256)
    where, also_said = residence_of(texts, rows, identifiers, residence)
    left = [name for name in table.column_names if name not in {*identifiers.named, *where} or name in identifiers.also]
    for name in identifiers.also:
        table = table.set_column(table.column_names.index(name), name, pa.array(replaced(texts[name], key)))
    own = {PERSON: persons, DOMAIN: [id_domain or key.domain] * len(persons)} | where
    _refuse_identifying({name: texts[name] for name in left if name not in identifiers.also}, rows, today)
    made = pa.table(
        {**{name: pa.array(values, pa.string()) for name, values in own.items()}, **{n: table[n] for n in left}}
    )
    _write(made, out)
    lines = [f"{source.name}: {raw.table.num_rows + len(raw.malformed):,} rows read", *said, *also_said]
    if raw.malformed:
        ragged = named([record.row for record in raw.malformed])
        lines.append(f"  {len(raw.malformed):,} records are no rows and were not written ({ragged})")
    gone = [name for name in identifiers.named if name not in identifiers.also]
    lines.append(f"Columns left out: {', '.join(gone) or 'none'}")
    lines.append(f"Written: {out.name}, {made.num_rows:,} rows, {DOMAIN} '{id_domain or key.domain}'")
    return Pseudonymised(out, tuple(lines))


def _read(source: Path, encoding: str) -> RawExtract:
    try:
        return read_raw("the file", source, encoding)
    except OSError as error:
        raise ExtractError(f"{source.name} cannot be read ({error.strerror})") from None


def _refuse(raw: RawExtract, out: Path, identifiers: Identifiers, residence: Residence) -> None:
    headings = raw.table.column_names
    wrong = [f"{raw.path.name} has no column {name!r}" for name in identifiers.named if name not in headings]
    if not identifiers.nhs_number and not (identifiers.names and identifiers.born):
        wrong.append("name the column of NHS numbers (--nhs-number), or those of the name and the date of birth")
    if bool(identifiers.names) != bool(identifiers.born):
        wrong.append("a name identifies nobody without the date of birth, nor that without a name: give both")
    made = [PERSON, DOMAIN, *([LSOA] if identifiers.postcode and residence.look_up else [])]
    wrong += [
        f"{raw.path.name} has a column {name!r} already, which is what is made here: name it in --drop, or rename it"
        for name in made
        if name in headings and name not in identifiers.named
    ]
    if residence.places and not (identifiers.lsoa or (identifiers.postcode and residence.look_up)):
        wrong.append("a Place of residence needs LSOAs: name their column (--lsoa), or postcodes and a look-up")
    if out.suffix.lower() not in WRITTEN:
        wrong.append(f"{out.name}: what is written ends in {' or '.join(WRITTEN)}")
    if out.exists():
        wrong.append(f"{out.name} exists already and is not written over: name another file, or move it away")
    if wrong:
        raise ExtractError("; ".join(wrong))


def _refuse_identifying(texts: Mapping[str, list[str]], rows: Sequence[int], today: dt.date | None) -> None:
    wrong = []
    for name, values in texts.items():
        distinct = list(dict.fromkeys(values))
        words, positions = looks_like(name, distinct, today or dt.date.today())
        if words:
            found = {distinct[at] for at in positions}
            where = [row for row, value in zip(rows, values, strict=True) if value in found]
            wrong.append(f"{name!r} looks like {words}" + (f" ({named(where)})" if where else " by its heading"))
    if wrong:
        raise ExtractError(
            f"nothing is written, because columns that would be left look like identifiers: {'; '.join(wrong)}. Name "
            "each for what it is, or in --drop (or --also, for an id that must stay)"
        )


def _write(table: pa.Table, out: Path) -> None:
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ExtractError(f"{out.name} cannot be written ({error.strerror})") from None
    with os.fdopen(descriptor, "wb") as file:
        if out.suffix.lower() == ".parquet":
            pq.write_table(table, file)
        else:
            pa.csv.write_csv(table, file)
