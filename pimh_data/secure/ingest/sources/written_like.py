"""Which source a file that none names is written like, and which file it is a copy of. Reads headings, maps nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import LOCKS, READ, files_of, sheets_of
from pimh_data.secure.ingest.sources.headings import Headings, plain
from pimh_data.secure.ingest.sources.opening import headings_in
from pimh_data.secure.ingest.sources.wide import wide_columns
from pimh_data.secure.ingest.tabular import sha256_of

FEWEST, MOST = 3, 0.8  # headings that a file must have, and their share of those that a source maps


@dataclass(frozen=True)
class Unread:
    """A file that no source names and no extract is called like. `like`: the sources that it is written like.

    `copy_of`: the file that is read and holds the same to the byte; blank where it is of its own.
    """

    path: Path
    like: tuple[Source, ...] = ()
    copy_of: str = ""


def unread_files(folder: Path, sources: Mapping[str, Sequence[Source]], encoding: str) -> tuple[Unread, ...]:
    """The files in the folder that nothing reads, by name. `encoding`: of the folder, where a source names none."""
    every = [source for of_extract in sources.values() for source in of_extract]
    named = {path for source in every for path in present(source, folder)}
    there = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in READ and path.is_file()]
    left = [path for path in there if path not in named and not path.name.startswith(LOCKS)]
    left = [path for path in left if path.stem.lower() not in CONTRACTS or path.stem.lower() in sources]
    copies = _copies(sorted(named), sorted(left, key=lambda path: (len(path.name), path.name)))
    return tuple(
        Unread(path, copy_of=copies[path]) if path in copies else Unread(path, like=written_like(path, every, encoding))
        for path in left
    )


def _copies(read: Sequence[Path], left: Sequence[Path]) -> dict[Path, str]:
    """Those left that hold the same to the byte as one before them -> its name. Only files of one size are compared."""
    sizes = Counter(path.stat().st_size for path in (*read, *left))
    first: dict[str, Path] = {}
    found = {}
    for path in (*read, *left):
        if sizes[path.stat().st_size] > 1 and (sha := _sha(path)):
            held = first.setdefault(sha, path)
            found |= {path: held.name} if held != path and path not in read else {}
    return found


def _sha(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:  # said where the file is read
        return ""


def present(source: Source, folder: Path) -> tuple[Path, ...]:
    """The files of a source that are there; none where they cannot be told, which is said where they are read."""
    try:
        return files_of(source, folder)[0]
    except ExtractError:
        return ()


def written_like(path: Path, sources: Iterable[Source], encoding: str) -> tuple[Source, ...]:
    """The sources whose headings the file has, read as they say: the likest, and others that map the same files."""
    shares = [(_share(path, source, encoding), source) for source in sources]
    best, likest = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    if best < MOST:
        return ()
    also = [source for share, source in shares if share >= MOST and source.files == likest.files]
    return tuple(also)


def has_headings_of(names: Iterable[str], source: Source) -> float:
    """The share of the headings that a source maps which stand among a file's; 0 where these are too few to tell."""
    plainly = {plain(name) for name in names}
    return _of(source, lambda heading: plain(heading) in plainly)


def _share(path: Path, source: Source, encoding: str) -> float:
    headings = _headings(path, source, encoding)
    return _of(source, lambda heading: headings.column(heading) is not None) if headings else 0.0


def _of(source: Source, has: Callable[[str], bool]) -> float:
    wanted = headings_wanted(source)
    held = sum(map(has, wanted))
    return held / len(wanted) if held >= FEWEST else 0.0


def _headings(path: Path, source: Source, encoding: str) -> Headings | None:
    try:
        sheets, _ = sheets_of(source, path)
        return headings_in(source, path, sheets[0], encoding)
    except (ExtractError, OSError):  # it is written otherwise, or cannot be opened: said where it is read
        return None


def headings_wanted(source: Source) -> list[str]:
    """The headings that a source reads: those it maps, else the contract's own that every row needs."""
    mapped = dict.fromkeys(
        [*source.columns, *source.plus_groups, *(heading for one in source.wide for heading in wide_columns(one))]
    )
    told = {*source.constants, *source.from_name}
    contract = CONTRACTS[source.extract]
    return list(mapped) or [c.name for c in contract.columns if not c.optional and c.name not in told]
