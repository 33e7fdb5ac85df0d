"""What a site says of its extracts in `extract.toml`: dates, allowed shares, its sources and headings. Reads only."""

import codecs
import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.registry.case_studies import CASE_STUDIES
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.declaring import read_sources

NAME = "extract.toml"
EXAMPLE = 'synthetic = false\nsite = "..."\nextract_date = 2026-03-31'
TYPES = {
    "synthetic": (bool, "true or false"),
    "site": (str, "text"),
    "extract_date": (dt.date, "a date such as 2026-03-31, without quotes"),
    "allowed_share": ((int, float), "a share such as 0.01"),
    "quarantine_days": (int, "a whole number of days"),
    "encoding": (str, "text such as 'cp1252'"),
    "blanks": (list, 'a list such as ["n/k", "NULL"]'),
    "case_studies": (list, f"a list of {', '.join(CASE_STUDIES)}"),
    "columns": (dict, "tables such as [columns.referrals]"),
    "sources": (dict, "tables such as [[sources.referrals]]"),
}
# What a release of real data is to carry.
RELEASE_TYPES = {
    "controllers": (list, 'a list such as ["Our NHS Trust"]'),
    "purpose": (str, "text"),
    "lawful_basis": (str, "text"),
    "sharing_agreement": (str, "text"),
    "national_opt_outs": (str, "text such as 'applied'"),
    "audience": ((str, list), "'only me', 'public' or a list of partners"),
    "approver": (str, "text"),
    "review_date": (dt.date, "a date such as 2027-03-31, without quotes"),
}


@dataclass(frozen=True)
class Settings:
    """A site's settings.

    `extract_date`: the last day that the extracts cover. `allowed_share`: of rows quarantined, per extract, before
    `publish` says so with its exit code. `case_studies`: the published cases that the release shows. `columns`:
    extract -> the site's own heading -> the contract's column, of an extract that has no `sources`. `blanks`: what
    stands for nothing in the files of every source. `release`: what was stated of RELEASE_TYPES; kept, not yet asked
    for.
    """

    synthetic: bool
    site: str
    extract_date: dt.date
    allowed_share: float = 0.01
    quarantine_days: int = 30
    encoding: str = "utf-8"
    case_studies: tuple[str, ...] = ()
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    blanks: tuple[str, ...] = ()
    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    release: dict[str, object] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """The settings of an extracts folder. Raises ExtractError that lists everything wrong with `extract.toml`."""
    path = folder / NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ExtractError(f"{NAME} is missing from the extracts folder. Write one with:\n{EXAMPLE}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExtractError(f"{NAME} is not readable TOML: {error}") from None
    wrong = [f"{name!r} is missing" for name in ("synthetic", "site", "extract_date") if name not in content]
    types = TYPES | RELEASE_TYPES
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
        sources = read_sources(content.pop("sources", {}), content["extract_date"], wrong.append)
    if wrong:
        raise ExtractError(f"{NAME}: " + "; ".join(wrong))
    blanks, cases = (tuple(map(str, content.pop(name, ()))) for name in ("blanks", "case_studies"))
    release = {name: content.pop(name) for name in RELEASE_TYPES if name in content}
    return Settings(
        **content, blanks=blanks, case_studies=tuple(dict.fromkeys(cases)), sources=sources, release=release
    )


def _wrong_values(content: dict) -> list[str]:
    wrong = []
    if not 0 <= content.get("allowed_share", 0) <= 1:
        wrong.append("'allowed_share' must lie between 0 and 1")
    if content.get("quarantine_days", 1) < 1:
        wrong.append("'quarantine_days' must be 1 or more")
    try:
        codecs.lookup(content.get("encoding", "utf-8"))
    except (LookupError, ValueError):
        wrong.append(f"'encoding' {content['encoding']!r} is none that is known, such as 'utf-8' or 'cp1252'")
    strange = [name for name in content.get("case_studies", ()) if name not in CASE_STUDIES]
    if strange:
        wrong.append(f"'case_studies' names {', '.join(map(str, strange))}; there are {', '.join(CASE_STUDIES)}")
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
