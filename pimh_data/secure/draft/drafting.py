"""Looks at the files of a folder and writes a first `extract.toml`; what a person has written there stays as it is."""

import datetime as dt
import os
import tomllib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pimh_data.errors import ExtractError
from pimh_data.secure.draft.guessing.already import already_mapped
from pimh_data.secure.draft.guessing.beside import beside, constants
from pimh_data.secure.draft.guessing.drafted import Drafted, drafted, latest_day
from pimh_data.secure.draft.guessing.seen import seen
from pimh_data.secure.draft.looking.tables import NoTable, Sheet, look
from pimh_data.secure.draft.toml_lines import remark
from pimh_data.secure.draft.writing.as_it_is import as_it_is, names_in, pairs_in
from pimh_data.secure.draft.writing.entry import entry
from pimh_data.secure.draft.writing.lists import ENCODING, Begun, begun, unlisted
from pimh_data.secure.draft.writing.opening_lines import opening_lines
from pimh_data.secure.draft.writing.written_before import Before, written_before
from pimh_data.secure.gathering import no_folder
from pimh_data.secure.imd_look_ups import FOLDER as IMD
from pimh_data.secure.ingest.sources.finding import LOCKS, READ
from pimh_data.secure.settings import NAME

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Draft:
    """What was found and written. `text`: of `extract.toml`, `added`: lines of it that are new; `as_they_are`: extracts
    that need no source; `none`: files and sheets not used. `few`: referrals of services and Places that are not listed,
    `unlisted`: those that a services extract should list too. `has_look_ups`: of LSOAs to deciles.
    """

    text: str
    added: range
    sources: tuple[Drafted, ...]
    as_they_are: tuple[Drafted, ...]
    none: tuple[NoTable, ...]
    lists: tuple[Begun, ...] = ()
    few: int = 0
    unlisted: tuple[tuple[str, str], ...] = ()
    has_look_ups: bool = False
    advised: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def draft(folder: Path, today: dt.date, progress: Progress = lambda _: None) -> Draft:
    """Write or complete `extract.toml`, and begin the extracts about the setting that are missing.

    What stands in `extract.toml` is kept to the letter; files that its sources do not name are added behind it. Raises
    ExtractError, and writes nothing, where there is no such folder or its `extract.toml` cannot be read or added to.
    """
    if not folder.is_dir():
        raise ExtractError(no_folder(folder))
    before = written_before(folder)
    already = already_mapped(folder, before.mapped, before.encoding, progress)
    sheets, none = _looked(folder, before, already.passed, progress)
    none = [*already.copies, *none]
    progress("Guessing")
    if not sheets and not none and not before.text:
        raise ExtractError(f"in {folder.name!r} lies no CSV, XLSX or parquet file: put your exports into it")
    found, unknown = drafted(sheets, today)
    none += [NoTable(sheet.file, "it is like none of the extracts", sheet.sheet) for sheet in unknown]
    own = {"places": names_in(found, "places", "place"), "services": names_in(found, "services", "service")}
    own["providers"] = names_in(found, "services", "provider")
    as_they_are, sources = as_it_is([_named(source, before) for source in found], before)
    fixed = [constants(source, sources, own, already) for source in sources]
    values = {
        source.name: {column: value for column, (value, _, _) in said.items()}
        for source, said in zip(sources, fixed, strict=True)
        if source.extract == "referrals"
    }
    met = seen([*as_they_are, *sources], own["places"], values)
    latest = latest_day(found)
    entries = [
        entry(source, beside(source, sources, said, met, latest, own), _others(source, none))
        for source, said in zip(sources, fixed, strict=True)
    ]
    first = [] if before.text else opening_lines(folder.resolve().name, found, today)
    text, added = _put_together(before, first, entries, none)
    brought = {source.extract for source in found} | set(before.sources) | before.renamed
    lists = begun(folder, met, brought)
    _write(folder, before, text, lists)
    has_look_ups = (folder / IMD).is_dir()
    more = unlisted(met, pairs_in(found))
    return Draft(
        text,
        added,
        sources,
        as_they_are,
        tuple(none),
        lists,
        met.few,
        tuple(more),
        has_look_ups,
        already.advised,
        already.asked,
    )


def _looked(
    folder: Path, before: Before, passed: Collection[str], progress: Progress
) -> tuple[list[Sheet], list[NoTable]]:
    sheets: list[Sheet] = []
    none: list[NoTable] = []
    for path in sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name)):
        if path.suffix.lower() not in READ or path.name.startswith(LOCKS) or before.accounts_for(path.name):
            continue
        if path.name in passed:
            continue
        if not path.is_file():
            none.append(NoTable(path.name, "it is no file"))
            continue
        progress(f"Looking at {path.name}")
        for found in look(path):
            (sheets if isinstance(found, Sheet) else none).append(found)
    return sheets, none


def _named(source: Drafted, before: Before) -> Drafted:
    taken, name, turn = before.names(source.extract), source.name, 1
    while name in taken:
        turn += 1
        name = f"{source.name} {turn}"
    return replace(source, name=name)


def _others(source: Drafted, none: Sequence[NoTable]) -> list[str]:
    return [one.sheet for one in none if one.sheet and one.file == source.sheets[0].file]


def _put_together(
    before: Before, first: list[str], entries: list[list[str]], none: Sequence[NoTable]
) -> tuple[str, range]:
    """The text of the file, and which of its lines (from 1) are new. What was there stands at its beginning."""
    blocks = [first, *entries] if first else entries
    if first:
        unused = [remark(f"{one.file} is not used: {one.why}") for one in none if not one.sheet]
        blocks += [unused] if unused else []
    if not blocks:
        return before.text, range(0)
    new = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    ends = "\r\n" if "\r\n" in before.text else "\n"
    kept = before.text if not before.text or before.text.endswith("\n") else before.text + ends
    text = kept + (ends if kept else "") + new.replace("\n", ends)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = f"{NAME} is written in a way that nothing can be added behind it ({error})"
        raise ExtractError(f"{said}: write its sources as tables [[sources.referrals]]") from None
    return text, range(kept.count("\n") + 1, text.count("\n") + 1)


def _write(folder: Path, before: Before, text: str, lists: Sequence[Begun]) -> None:
    try:
        for one in lists:
            how = {"mode": "a", "encoding": "utf-8"} if one.there else {"mode": "x", "encoding": ENCODING}
            with (folder / one.name).open(**how, newline="\n") as file:
                file.write(one.text)
        if text != before.text:
            beside = folder / f".{NAME}.new"
            beside.write_bytes((b"\xef\xbb\xbf" if before.marked else b"") + text.encode("utf-8"))
            beside.replace(folder / NAME)
    except OSError as error:
        raise ExtractError(f"{folder.name!r} cannot be written into: {os.strerror(error.errno or 0)}") from None
