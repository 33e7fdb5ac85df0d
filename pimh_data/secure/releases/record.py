"""The private record of a publication: exact counts, hashes, who, when, with what. Beside the quarantine, private."""

import dataclasses
import datetime as dt
import getpass
import json
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

from pimh_data.errors import ReleaseError
from pimh_data.release.files import content
from pimh_data.release.shape import shaped
from pimh_data.secure.releases.durable import PRIVATE, write_whole
from pimh_data.secure.releases.facts import Facts
from pimh_data.secure.releases.private import make_private

FOLDER = "published"
SHORT = 12  # letters of the hash in the name of a record
NOBODY = "a user without a name"


@dataclass(frozen=True)
class Record:
    """What was published, by whom and when, and what of it no release says.

    `published`: the moment, ISO, universal time; `by`: the user's name on this machine. `settings`: extract.toml, as
    it stands; `options`: of the command. `extracts`: extract -> its counts, those of each file or sheet, and how many
    rows were quarantined only with their referral. `hashes`: file -> sha256 as it was read. `held_back`: differences
    that `--replace` overruled.
    """

    release: str
    manifest_sha256: str
    published: str
    by: str
    settings: str
    options: dict[str, Any]
    facts: Facts
    extracts: dict[str, Any]
    hashes: dict[str, str]
    held_back: tuple[str, ...] = ()


def keep_record(record: Record, private: Path) -> None:
    """Write a record where its owner alone reads it: folder mode 0700, file 0600."""
    make_private(private / FOLDER)
    text = json.dumps(dataclasses.asdict(record), indent=1, ensure_ascii=False) + "\n"
    write_whole(_path(private, record.release, record.manifest_sha256), text, PRIVATE)


def record_of(private: Path, release: str, manifest_sha256: str) -> Record | None:
    """The record of a release, known by its name and its manifest's hash; None where it is lost or unreadable."""
    found = _read(_path(private, release, manifest_sha256))
    return found if found and (found.release, found.manifest_sha256) == (release, manifest_sha256) else None


def records_of(private: Path, release: str) -> set[str]:
    """The manifest's hash in every record of a release of that name: none where the records are lost."""
    paths = (private / FOLDER).glob(f"{escape(release)}-*.json")
    return {found.manifest_sha256 for path in paths if (found := _read(path)) and found.release == release}


def who() -> str:
    """The user's name on this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # none is set, and Windows has no list of them
        return NOBODY


def now() -> str:
    """The moment, ISO, universal time."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _path(private: Path, release: str, manifest_sha256: str) -> Path:
    return private / FOLDER / f"{release}-{manifest_sha256[:SHORT]}.json"


def _read(path: Path) -> Record | None:
    try:
        return shaped(Record, json.loads(content(path, path.name)), path.name, [])
    except (ReleaseError, ValueError, RecursionError):
        return None
