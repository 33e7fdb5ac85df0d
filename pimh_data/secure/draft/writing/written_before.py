"""What a person has already written in `extract.toml`: which files it accounts for. It is read and never changed."""

import codecs
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.declaring import read_sources
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.settings import NAME
from pimh_data.secure.toml_slips import read_toml


@dataclass(frozen=True)
class Before:
    """`text`: as it stands, blank where there is none. `sources`: extract -> its tables; `renamed`: [columns.X].

    `marked`: it begins with a byte order mark. `mapped`: extract -> its sources, as far as they can be read, and
    `encoding`: the folder's.
    """

    text: str = ""
    sources: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    renamed: frozenset[str] = frozenset()
    marked: bool = False
    mapped: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    encoding: str = "utf-8"

    def accounts_for(self, file: str) -> bool:
        """Whether a source names the file."""
        patterns = [pattern for tables in self.sources.values() for table in tables for pattern in _texts(table)]
        return any(plain(file) == plain(one) or fnmatchcase(plain(file), plain(one)) for one in patterns)

    def names(self, extract: str) -> set[str]:
        """How the sources of an extract are called."""
        return {str(table.get("name", "")) for table in self.sources.get(extract, ())}


def written_before(folder: Path) -> Before:
    """The `extract.toml` of a folder. Raises ExtractError where it is there and cannot be read: nothing is guessed."""
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return Before()
    try:
        content_bytes = path.read_bytes()
        text, content = read_toml(path)
    except OSError as error:
        raise ExtractError(f"{NAME} is there and cannot be read ({error.strerror}): move it away or mend it") from None
    except ExtractError as error:
        said = str(error).replace("not readable TOML:", "not readable TOML, so nothing is written into it:")
        raise ExtractError(said) from None
    given = content.get("sources")
    sources = {extract: _tables(tables) for extract, tables in given.items()} if isinstance(given, dict) else {}
    columns = content.get("columns")
    renamed = frozenset(columns if isinstance(columns, dict) else ()) & frozenset(CONTRACTS)
    # What is wrong with them is said by `check`: here they only tell what is mapped already.
    mapped = read_sources(given, dt.date.max, lambda _: None, text) if isinstance(given, dict) else {}
    encoding = content.get("encoding")
    marked = content_bytes.startswith(codecs.BOM_UTF8)
    return Before(text, sources, renamed, marked, mapped, encoding if isinstance(encoding, str) else "utf-8")


def _tables(given: Any) -> tuple[Mapping[str, Any], ...]:
    listed = given if isinstance(given, list) else [given]
    return tuple(table for table in listed if isinstance(table, dict))


def _texts(table: Mapping[str, Any]) -> list[str]:
    given = table.get("files", ())
    return [given] if isinstance(given, str) else [one for one in given if isinstance(one, str)]
