"""The release before: the one that is current, or else the newest that can be read; and what is known of it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import ReleaseError
from pimh_data.release import Manifest
from pimh_data.release.choice import candidates
from pimh_data.release.files import content
from pimh_data.release.manifest import NAME
from pimh_data.release.pointer import Pointer, held
from pimh_data.release.withdrawn import ensure_not_withdrawn
from pimh_data.secure.releases.facts import Facts, facts_in
from pimh_data.secure.releases.record import record_of


@dataclass(frozen=True)
class Before:
    """A release that another is compared with. `recorded`: whether its facts are those of its private record."""

    manifest: Manifest
    facts: Facts
    recorded: bool


def release_before(releases: Path, private: Path) -> Before | None:
    """The release that a publication into this folder comes after; None where there is none that can be read."""
    try:
        pointer = Pointer.of(held(releases)[0])
        ensure_not_withdrawn(releases, pointer.name)
        return known_of(releases, pointer.name, private, pointer.sha256)
    except ReleaseError:  # what is wrong with it, `status` and the application say
        return next_older(releases, candidates(releases), private)


def next_older(releases: Path, names: list[str], private: Path) -> Before | None:
    """The first of these releases whose manifest can be read."""
    for name in names:
        try:
            return known_of(releases, name, private)
        except ReleaseError:
            continue
    return None


def known_of(releases: Path, name: str, private: Path, sha256: str | None = None) -> Before:
    """What is known of a release: by its private record, or where that is lost by what it says itself.

    Raises ReleaseError where its manifest is missing, damaged, or not that of the hash.
    """
    manifest = Manifest.read(releases / name, sha256)
    record = record_of(private, manifest.release, manifest_hash(releases / name))
    return Before(manifest, record.facts if record else facts_in(manifest), record is not None)


def manifest_hash(folder: Path) -> str:
    """The sha256 of a release's manifest. Raises ReleaseError where it cannot be read."""
    return hashlib.sha256(content(folder / NAME, NAME)).hexdigest()
