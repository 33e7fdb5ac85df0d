"""What a site says of its extracts in `extract.toml`: dates, allowed shares, its sources and headings. Reads only."""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.registry.case_studies import CASE_STUDIES
from pimh_data.registry.disclosure import FEWEST_BIRTHS
from pimh_data.secure.elsewhere import SETTING, Figure, figures_of
from pimh_data.secure.gathering import no_folder
from pimh_data.secure.ingest.sources.declared import DUPLICATES, MERGED_WHERE_MANY, Source
from pimh_data.secure.ingest.sources.declaring import read_sources
from pimh_data.secure.ingest.sources.text_file import text_encoding
from pimh_data.secure.stated import LONGEST_NAME, STATED, wrongly_stated
from pimh_data.secure.toml_slips import read_toml

NAME = "extract.toml"
EXAMPLE = 'synthetic = false\nsite = "..."\nextract_date = 2026-03-31'
TO_FILL_IN = re.compile(r"^\s*#(?:.*# )?\s*FILL IN(?::|\s*$)")
LONGEST_QUARANTINE = 366  # days: rows of persons are not kept for longer than it takes to mend them
DAY_FIRST = re.compile(r"^(\s*(\w+)\s*=\s*)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*(?:#.*)?$", re.MULTILINE)
TYPES = {
    "synthetic": (bool, "true or false"),
    "site": (str, "text"),
    "extract_date": (dt.date, "a date such as 2026-03-31, without quotes"),
    "allowed_share": ((int, float), "a share such as 0.01"),
    "quarantine_days": (int, "a whole number of days"),
    "fewest_births": (int, "a whole number of births a year"),
    "encoding": (str, "text such as 'cp1252'"),
    "blanks": (list, 'a list such as ["n/k", "NULL"]'),
    "without_rows": (list, 'a list such as ["feedback"]'),
    "duplicates": (dict, 'a table such as [duplicates] with contacts = "merge"'),
    "case_studies": (list, f"a list of {', '.join(CASE_STUDIES)}"),
    "columns": (dict, "tables such as [columns.referrals]"),
    "sources": (dict, "tables such as [[sources.referrals]]"),
    SETTING: (list, f"tables such as [[{SETTING}]]"),
}


@dataclass(frozen=True)
class Settings:
    """A site's settings.

    `extract_date`: the last day that the extracts cover. `allowed_share`: of rows quarantined, per extract, before
    `publish` says so with its exit code. `fewest_births`: a year, below which a Place's people are not broken down.
    `case_studies`: the published cases that the release shows. `columns`:
    extract -> the site's own heading -> the contract's column, of an extract that has no `sources`. `blanks`: what
    stands for nothing in the files of every source. `without_rows`: extracts, or names of sources, that rightly have
    headings alone. `duplicates`: extract -> merge or keep, what becomes of rows that say the same as an earlier one.
    `release`: what was stated of STATED, of the release itself. `published_elsewhere`: counts that stand in another
    publication, which the audit takes for known too.
    """

    synthetic: bool
    site: str
    extract_date: dt.date
    allowed_share: float = 0.01
    quarantine_days: int = 30
    fewest_births: int = FEWEST_BIRTHS
    encoding: str = "utf-8"
    case_studies: tuple[str, ...] = ()
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    without_rows: tuple[str, ...] = ()
    duplicates: dict[str, str] = field(default_factory=dict)
    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    release: dict[str, object] = field(default_factory=dict)
    published_elsewhere: tuple[Figure, ...] = ()

    def duplicates_of(self, extract: str, source: str = "") -> str:
        """What becomes of records of an extract that say the same: merge, keep, or '' where nothing is said of it."""
        own = [one.duplicates for one in self.sources.get(extract, ()) if one.name == source]
        return next(filter(None, own), self.duplicates.get(extract, ""))


def read_settings(folder: Path) -> Settings:
    """The settings of an extracts folder. Raises ExtractError that lists everything wrong with `extract.toml`."""
    path = folder / NAME
    if not folder.is_dir():
        raise ExtractError(no_folder(folder))
    try:
        text, content = read_toml(path)
    except FileNotFoundError:
        raise ExtractError(
            f"{NAME} is missing from the extracts folder. Have a first one written from your files (python -m "
            f"pimh_data draft FOLDER) or one to fill in (python -m pimh_data template FOLDER), or write:\n{EXAMPLE}"
        ) from None
    except ExtractError as error:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        raise ExtractError(f"{error}{_as_dates_are_written(text)}") from None
    if isinstance(content.get("duplicates"), str):
        content["duplicates"] = dict.fromkeys(MERGED_WHERE_MANY, content["duplicates"])
    wrong = [_missing(name, text) for name in ("synthetic", "site", "extract_date") if name not in content]
    types = TYPES | STATED
    wrong += [f"{name!r} is not a setting (there are: {', '.join(types)})" for name in content if name not in types]
    for name, (kind, words) in types.items():
        if name in content and (
            not isinstance(content[name], kind)
            or (isinstance(content[name], bool) and kind is not bool)
            or isinstance(content[name], dt.datetime)
        ):
            wrong.append(f"{name!r} must be {words}")
    if not wrong:
        wrong = _wrong_values(content)
        elsewhere = figures_of(content.pop(SETTING, ()), wrong.append)
        sources = read_sources(content.pop("sources", {}), content["extract_date"], wrong.append, text)
        named = {*CONTRACTS, *(source.name for own in sources.values() for source in own)}
        strange = [str(name) for name in content.get("without_rows", ()) if name not in named]
        wrong += [f"'without_rows' names {name!r}, which is no extract and no source" for name in strange]
    if wrong:
        raise ExtractError(f"{NAME}: " + "; ".join(wrong))
    blanks, cases, without = (
        tuple(map(str, content.pop(name, ()))) for name in ("blanks", "case_studies", "without_rows")
    )
    release = {name: content.pop(name) for name in STATED if name in content}
    return Settings(
        **content,
        blanks=blanks,
        case_studies=tuple(dict.fromkeys(cases)),
        without_rows=without,
        sources=sources,
        release=release,
        published_elsewhere=elsewhere,
    )


def lines_to_fill_in(text: str) -> list[int]:
    """The numbers of the lines of an `extract.toml` that a draft left to a person: still commented out, and marked."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if TO_FILL_IN.match(line)]


def line_of(folder: Path, name: str) -> int | None:
    """The number of the line of `extract.toml` that gives a setting of the folder; None where it cannot be told."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):  # said where the settings are read
        return None
    written = re.compile(rf"^\s*[\"']?{name}[\"']?\s*=")
    return next((number for number, line in enumerate(lines, start=1) if written.match(line)), None)


def _missing(name: str, text: str) -> str:
    waiting = re.compile(rf"^\s*#\s*{name}\s*=")
    at = [number for number, line in enumerate(text.splitlines(), start=1) if waiting.match(line)]
    where = f": fill in line {at[0]}, and take the first # of it away" if at else ""
    return f"{name!r} is missing{where}"


def _as_dates_are_written(text: str) -> str:
    """For days written day first, which TOML does not know: how to write them, each with its line."""
    said = ""
    for found in DAY_FIRST.finditer(text):
        line = text.count("\n", 0, found.start(2)) + 1
        day, month, year = (int(found[group]) for group in (3, 4, 5))
        try:
            said += f"; line {line}: write the date as {dt.date(year, month, day)}"
        except ValueError:  # no day, or the month first: nothing is guessed
            said += f"; line {line}: write the date as year-month-day, such as 2026-03-31"
    return said


def _wrong_values(content: dict) -> list[str]:
    wrong = wrongly_stated(content)
    if not 0 <= content.get("allowed_share", 0) <= 1:
        wrong.append("'allowed_share' must lie between 0 and 1")
    if not 1 <= content.get("quarantine_days", 1) <= LONGEST_QUARANTINE:
        wrong.append(f"'quarantine_days' must lie between 1 and {LONGEST_QUARANTINE}")
    if content.get("fewest_births", 0) < 0:
        wrong.append("'fewest_births' must be 0 or more")
    wrong += [
        f"{name!r} must be one line of text, of {LONGEST_NAME} letters at most"
        for name in ("site",)
        if not content[name].strip() or not content[name].isprintable() or len(content[name]) > LONGEST_NAME
    ]
    if not text_encoding(content.get("encoding", "utf-8")):
        wrong.append(f"'encoding' {content['encoding']!r} is none that is known, such as 'utf-8' or 'cp1252'")
    strange = [name for name in content.get("case_studies", ()) if name not in CASE_STUDIES]
    if strange:
        wrong.append(f"'case_studies' names {', '.join(map(str, strange))}; there are {', '.join(CASE_STUDIES)}")
    for extract, told in content.get("duplicates", {}).items():
        if extract not in MERGED_WHERE_MANY:
            wrong.append(f"[duplicates] names {extract!r}; it is said of {' and '.join(MERGED_WHERE_MANY)} alone")
        elif told not in DUPLICATES:
            wrong.append(f"[duplicates] {extract} must be {' or '.join(map(repr, DUPLICATES))}")
    if content["extract_date"] > dt.date.today():
        wrong.append(f"'extract_date' {content['extract_date']} lies in the future")
    for extract in set(content.get("columns", {})) & set(content.get("sources", {})):
        wrong.append(f"{extract} has sources: write [sources.{extract}.columns] in place of [columns.{extract}]")
    for extract, renames in content.get("columns", {}).items():
        contract = CONTRACTS.get(extract)
        if contract is None:
            wrong.append(f"[columns.{extract}] names no extract (there are: {', '.join(CONTRACTS)})")
            continue
        if not isinstance(renames, dict):
            wrong.append(f"[columns.{extract}] must map the site's heading to the contract's column")
            continue
        names = {column.name for column in contract.columns}
        for heading, name in renames.items():
            if name not in names and not (contract.pattern and str(name).startswith(contract.pattern)):
                wrong.append(f"[columns.{extract}] {heading!r} maps to {name!r}, which the contract does not have")
    return wrong
