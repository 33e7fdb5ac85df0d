"""Opens one release: bytes are hashed first and the same bytes parsed, so what is shown is what was published."""

import hashlib
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pimh_data.errors import ReleaseError, SelectionError
from pimh_data.kept import Owner
from pimh_data.registry.cubes import ALL_PLACES, CUBES, PUBLISHED
from pimh_data.registry.posts import POSTS_INSIDE, WITHOUT_SIGN_IN, grant_for
from pimh_data.release.columns import Names, table_of
from pimh_data.release.entries import FileEntry
from pimh_data.release.files import content, look
from pimh_data.release.manifest import Manifest
from pimh_data.release.tables import Index, Keeping, Opened, Tables
from pimh_data.release.views import NO_VIEWS, Views, by_view

SAID = 10  # files that are named one by one
# Rows of a release whose tables are all parsed when it is opened: some fifty Places. Of a larger one so many bytes of
# parsed tables are kept, with what is made of them.
AT_HAND, PARSED_BYTES = 2_000_000, 600_000_000
Result = TypeVar("Result")
Periods = Mapping[str, frozenset[str]]  # of a table: service -> periods


@dataclass(frozen=True, eq=False)
class Release(Owner):
    """An opened release: a table for each cube and partition; person-derived counts are nullable Int32.

    It keeps what is derived from it (`once`), which so leaves memory with it; what is derived from one table, as long
    as that is in memory (`once_of`). `wider`: of a part, what questions that compare Places are handed in its place,
    and no other; there `unnamed` holds the Places that stand beside others without a name (`release.peers`).
    `withheld`: of a part, what the release has and the part is left without: of a cube and where, service -> periods;
    `partly`: roll-ups that hold Places of others, of which it is not said whether there is what the part is without;
    `shut`: what takes a grant that is not given (of NEED_A_GRANT); `brought`: which cubes the release has of anybody.
    """

    manifest: Manifest
    tables: Mapping[tuple[str, str], pd.DataFrame]
    index: Mapping[tuple[str, str], Views] = field(repr=False)
    wider: "Release | None" = field(default=None, repr=False)
    unnamed: "Release | None" = field(default=None, repr=False)
    withheld: Mapping[tuple[str, str], Periods] = field(default_factory=dict, repr=False)
    partly: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()

    @property
    def wheres(self) -> tuple[str, ...]:
        """Places, systems and all, as far as the viewer may see them, in the manifest's order."""
        return self.once("wheres", self._wheres)

    @property
    def to_compare(self) -> "Release":
        """What questions that compare Places are handed: itself, where no other Place may be set beside its own."""
        return self.wider or self

    @property
    def alone(self) -> "Release":
        """The part without other Places beside it: what briefs are made of, which go from hand to hand."""
        return self if self.wider is None else self.once("alone", lambda: replace(self, wider=None))

    def _wheres(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(where for cube, where in self.tables if where != PUBLISHED and cube != POSTS_INSIDE))

    def table(self, cube: str, where: str) -> pd.DataFrame:
        """The whole table of a cube and partition. Raises SelectionError when the release (or the viewer) has none."""
        try:
            return self.tables[cube, where]
        except KeyError:
            raise SelectionError(f"release {self.manifest.release} holds no {cube!r} for {where!r}") from None

    def withholds(self, cubes: Collection[str], where: str, service: str, periods: Collection[str]) -> bool:
        """Whether what is not there, of a service in these periods in one of the cubes, may have been left out."""
        if where in self.partly:
            return self.has_brought(cubes)
        held = (self.withheld.get((cube, where)) for cube in cubes)
        return any(of is not None and not of.get(service, frozenset()).isdisjoint(periods) for of in held)

    def has_brought(self, cubes: Collection[str]) -> bool:
        """Whether the whole release has one of the cubes, of whichever Place: else it is not there for anybody."""
        return any(cube in cubes for cube in self.brought) or any(cube in cubes for cube, _ in self.tables)

    def rows(self, cube: str) -> int:
        """How many rows its tables of a cube have together; none is parsed for it."""
        if isinstance(self.tables, Tables):
            return sum(
                entry.rows
                for entry in self.manifest.files
                if (entry.cube, entry.where) in self.tables and entry.cube == cube
            )
        return sum(len(table) for (of, _), table in self.tables.items() if of == cube)

    def once_of(self, cube: str, where: str, key: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` gives, made when it is first asked for under this key of a table.

        It must hang on the table alone: parts of a release that have the table whole share it.
        """
        return self.keeper(cube, where).once(key, make)

    def keeper(self, cube: str, where: str) -> Owner:
        """Who keeps what is made of a table, and knows nothing of the release."""
        if isinstance(self.tables, Keeping):
            return self.tables.keeper((cube, where))
        return self.once((Owner, cube, where), Owner)

    def cells(self, cube: str, where: str, period: str, service: str, dimension: str) -> pd.DataFrame:
        """The rows of one view: one row a member (and week band), counts null when hidden; no row means no data."""
        table = self.table(cube, where)
        found = self.index[cube, where].get((period, service, dimension))
        return table.iloc[found] if found is not None else table.iloc[:0]


def open_release(
    folder: Path,
    permitted: Collection[str] | None = None,
    manifest_sha256: str | None = None,
    granted: Collection[str] | None = WITHOUT_SIGN_IN,
) -> Release:
    """Open the release in a folder, every file checked against the manifest before any of it is used.

    `permitted`: the Places and systems that the viewer may see; only their files are opened. None: all.
    `granted`: what the viewer holds of the grants of `registry.posts`: files that need another are not opened. None:
    all, for whoever hands each viewer a part of it (`release.scope`).
    `manifest_sha256`: the hash that CURRENT holds for the manifest. None: the manifest is taken as it is.
    Of more than AT_HAND rows each table is parsed when it is first asked for, of the bytes that were checked here.
    Raises ReleaseError that names every missing, changed or unreadable file.
    """
    manifest = Manifest.read(folder, manifest_sha256)
    entries = [entry for entry in manifest.files if _may_open(entry, permitted, granted)]
    # A release that is still being copied is found out by looking, before much of it is read.
    _each(folder, entries, _look)
    if permitted is None:
        # What nobody without a grant is shown is part of the release all the same: it must be as it was published.
        shown = {entry.path for entry in entries}
        _each(folder, [entry for entry in manifest.files if entry.path not in shown], _as_published)
    wheres = (ALL_PLACES, *dict.fromkeys(manifest.places.values()), *manifest.places)
    order = {name: place for place, name in enumerate(wheres)}
    keys = sorted(((entry.cube, entry.where) for entry in entries), key=lambda key: order.get(key[1], len(order)))
    names = Names()
    if sum(entry.rows for entry in entries) > AT_HAND:
        checked = zip(entries, _each(folder, entries, _as_published), strict=True)
        held = {(entry.cube, entry.where): (found, entry) for entry, found in checked}
        tables = Tables(keys, lambda key: Opened(*_read(*held[key], names)), PARSED_BYTES)
        return Release(manifest, tables, Index(tables))
    opened = zip(entries, _each(folder, entries, lambda of, entry: _opened(of, entry, names)), strict=True)
    read = {(entry.cube, entry.where): table for entry, table in opened}
    parsed = {key: read[key][0] for key in keys}
    return Release(manifest, parsed, {key: read[key][1] for key in keys if key[0] in CUBES})


def ensure_as_published(folder: Path, manifest_sha256: str | None = None) -> Manifest:
    """The manifest of a release whose every file is as it was published, byte for byte; nothing of them is parsed.

    Raises ReleaseError as `open_release` does.
    """
    manifest = Manifest.read(folder, manifest_sha256)
    _each(folder, list(manifest.files), _look)
    _each(folder, list(manifest.files), _as_published)
    return manifest


def _each(folder: Path, entries: list[FileEntry], do: Callable[[Path, FileEntry], Result]) -> list[Result]:
    """Do it with every file; raises ReleaseError that says with how many, and with which, it could not be done."""
    done, wrong = [], []
    for entry in entries:
        try:
            done.append(do(folder, entry))
        except ReleaseError as error:
            wrong.append(str(error))
    if wrong:
        more = f"; and {len(wrong) - SAID} more" if len(wrong) > SAID else ""
        found = f"{len(wrong)} of {len(entries)} files cannot be used: " + "; ".join(wrong[:SAID]) + more
        raise ReleaseError(f"release {folder.name}: {found}; publish again, or copy the whole release again")
    return done


def _may_open(entry: FileEntry, permitted: Collection[str] | None, granted: Collection[str] | None) -> bool:
    needed = grant_for(entry.cube, entry.where)
    if needed and granted is not None and needed not in granted:
        return False
    # A partition of an organisation is no Place: its grant alone decides.
    return permitted is None or entry.where == PUBLISHED or entry.cube == POSTS_INSIDE or entry.where in permitted


def _look(folder: Path, entry: FileEntry) -> None:
    size = look(folder / entry.path, entry.path).st_size
    if size != entry.bytes:
        raise ReleaseError(f"{entry.path} is not the file that was published ({size} of {entry.bytes} bytes)")


def _as_published(folder: Path, entry: FileEntry) -> bytes:
    held = content(folder / entry.path, entry.path)
    if hashlib.sha256(held).hexdigest() != entry.sha256:
        raise ReleaseError(f"{entry.path} is not the file that was published (another hash)")
    return held


def _opened(folder: Path, entry: FileEntry, names: Names) -> tuple[pd.DataFrame, Views]:
    return _read(_as_published(folder, entry), entry, names)


def _read(held: bytes, entry: FileEntry, names: Names) -> tuple[pd.DataFrame, Views]:
    try:
        if entry.cube not in CUBES:
            return _parsed(held, entry, ()).to_pandas(), NO_VIEWS
        texts = [name for name, kind in entry.columns.items() if kind == "string"]
        # Keys repeat thousands of times: as the file's own codes they take a tenth of the memory and of the time.
        return by_view(table_of(_parsed(held, entry, texts), names))
    except (pa.ArrowException, OSError, ValueError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{entry.path} cannot be read ({error})") from None


def _parsed(held: bytes, entry: FileEntry, texts: Collection[str]) -> pa.Table:
    """The table of a file's bytes, its columns of text as codes where they are named. Small files: no thread helps."""
    file = pq.ParquetFile(pa.BufferReader(held), page_checksum_verification=True, read_dictionary=list(texts))
    columns = {column.name: str(_kind(column.type)) for column in file.schema_arrow}
    rows = file.metadata.num_rows
    if rows != entry.rows or columns != entry.columns:
        raise ReleaseError(f"{entry.path} has {rows} rows and columns {columns}, not those of the manifest")
    return file.read(use_threads=False)


def _kind(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
