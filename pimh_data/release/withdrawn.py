"""Releases that were taken back: a record beside each, which people can read and every opening heeds."""

import json
from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import ReleaseError, Withdrawn
from pimh_data.release.files import content
from pimh_data.release.shape import shaped

SUFFIX = ".withdrawn.json"
UNREADABLE = "(the record of it cannot be read)"
OTHERWISE = "choose another ('python -m pimh_data list', then 'use NAME') or publish again"


@dataclass(frozen=True)
class Withdrawal:
    """Which release was taken back, why, at which moment (ISO, universal time) and by which user of the machine."""

    release: str
    reason: str
    withdrawn: str = ""
    by: str = ""


def record_of(releases: Path, name: str) -> Path:
    """Where it is recorded that the release of that name was withdrawn: the record outlives the release."""
    return releases / f"{name}{SUFFIX}"


def is_withdrawn(releases: Path, name: str) -> bool:
    """Whether a release was taken back: that its record is there is enough, whatever it holds."""
    try:
        record_of(releases, name).lstat()
    except OSError:
        return False
    return True


def ensure_not_withdrawn(releases: Path, *names: str) -> None:
    """Raise Withdrawn if one of these was taken back: the name of a folder, and the name that its manifest gives."""
    for name in names:
        if is_withdrawn(releases, name):
            raise Withdrawn(f"release {name} was withdrawn, so it is not shown again: {OTHERWISE}")


def withdrawals(releases: Path) -> dict[str, Withdrawal]:
    """Every withdrawn release of a folder, by name."""
    try:
        paths = sorted(path for path in releases.iterdir() if path.name.endswith(SUFFIX) and path.name[0] != ".")
    except OSError:
        return {}
    return {name: _read(path, name) for path in paths if (name := path.name.removesuffix(SUFFIX))}


def _read(path: Path, name: str) -> Withdrawal:
    try:
        found = shaped(Withdrawal, json.loads(content(path, path.name)), path.name, [])
    except (ReleaseError, ValueError, RecursionError):
        found = None
    return found or Withdrawal(name, UNREADABLE)
