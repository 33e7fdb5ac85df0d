"""What to do with files of the folder that nothing reads: a further file of a source, or a newer one. Says only."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.errors import ExtractError
from pimh_data.secure.beside import advice_beside
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import files_of, names_one
from pimh_data.secure.ingest.sources.written_like import Unread, present, unread_files
from pimh_data.secure.ingest.tabular import own_files
from pimh_data.secure.settings import Settings


def look_first(folder: Path, settings: Settings) -> tuple[str, ...]:
    """A sentence for every source or named file that is missing, and for every unread file that is like a source."""
    unread = unread_files(folder, _with_own_form(folder, settings.sources), settings.encoding)
    of_files = (said for one in unread for said in advice(one, folder))
    return (*_missing(folder, settings), *of_files, *advice_beside(folder))


def _missing(folder: Path, settings: Settings) -> Iterator[str]:
    for extract, sources in settings.sources.items():
        for source in sources:
            absent = _missing_patterns(source, folder)
            if present(source, folder):
                yield from _lacking(source, list(filter(names_one, absent)))
            elif absent:
                named = [name for name, contract in CONTRACTS.items() if _names(contract, extract)]
                lost = f". Rows of {', '.join(named)} that name its {extract} find none" if named else ""
                patterns = ", ".join(map(repr, source.files))
                at = source.line("files")
                yield (
                    f"{source.name!r} of {source.extract} is missing: no file fits {patterns} ({at}){lost}. Bring the "
                    f"file, or name it in {at} as it is called; where the source has ended, take it out"
                )


def _lacking(source: Source, files: Sequence[str]) -> Iterator[str]:
    """What to do where some files of a source are there, and these, which it names, are not."""
    if files:
        are, them = ("is", "it") if len(files) == 1 else ("are", "them")
        yield (
            f"{source.name!r} of {source.extract} lacks {', '.join(map(repr, files))}, which {source.line('files')} "
            f"names and which {are} not there: rows are missing. Bring {them}, or take {them} out of that line"
        )


def _missing_patterns(source: Source, folder: Path) -> tuple[str, ...]:
    try:
        return files_of(source, folder)[1]
    except ExtractError:  # said where its files are read
        return ()


def _names(contract: Contract, extract: str) -> bool:
    """Whether rows of a contract name those of an extract by their ids."""
    return any(c.kind == "id" and (c.known or "").startswith(f"{extract}.") for c in contract.columns)


def advice(unread: Unread, folder: Path) -> Iterator[str]:
    """For each source that an unread file is written like: which line to change, and how."""
    name = unread.path.name
    for source in unread.like:
        missing = _missing_patterns(source, folder)
        if len(missing) == 1:
            files = _files([name if pattern == missing[0] else pattern for pattern in source.files])
            yield (
                f"{name} is not read. It is written like {source.name!r}, whose file {missing[0]!r} is missing: if it "
                f"takes its place, change {source.line('files')} to {files}"
            )
            continue
        files, more = _files([*source.files, name]), "" if source.append else " and write append = true under it"
        if source.lines:
            what = f"make {source.line('files')} {files}{more}"
        else:
            what = f"write in extract.toml: [[sources.{source.extract}]], under it {files}, under that append = true"
        yield (
            f"{name} is not read. It is written like {source.name!r}: if it is a further file of it, {what} (oldest "
            "first). A file of another organisation needs a source of its own"
        )


def _with_own_form(folder: Path, sources: Mapping[str, Sequence[Source]]) -> dict[str, Sequence[Source]]:
    """The sources, and the files that are extracts in the contracts' own form."""
    own = {
        extract: [Source(extract, path.name, (path.name,)) for path in own_files(folder, extract)]
        for extract in CONTRACTS
        if extract not in sources
    }
    return {**sources, **own}


def _files(names: Sequence[str]) -> str:
    return f"files = {json.dumps(names if len(names) > 1 else names[0], ensure_ascii=False)}"
