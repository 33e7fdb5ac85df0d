"""`status`: the current release, whether every byte of it is as published, and how it differs from the one before."""

import logging
from collections.abc import Iterator
from pathlib import Path

import typer

from pimh_data.commands.options import Quarantine, Shown
from pimh_data.commands.saying import REFUSED, refusals, say, screen
from pimh_data.errors import ReleaseError
from pimh_data.release import Manifest, Store
from pimh_data.release.choice import candidates
from pimh_data.secure.releases.before import known_of, next_older
from pimh_data.secure.releases.differences import differences

EXACT = "by the private records of both"
AS_RELEASED = "by what the releases say of themselves: a private record is not on this machine"


def status(releases: Shown, quarantine: Quarantine) -> None:
    """Say which release is current, what it holds, whether it is as published, and what differs from the one before."""
    logging.getLogger("pimh").addHandler(logging.NullHandler())  # what it would say of a release is said below
    with refusals():
        release, problem = Store(releases).current()
    manifest = release.manifest
    years = f"{manifest.years[0]} to {manifest.years[-1]}" if manifest.years else "no whole year"
    data = "Synthetic data" if manifest.synthetic else "Data"
    say(
        [
            f"Release {manifest.release}, made {manifest.made}, {manifest.site}",
            f"{data} to {manifest.extract_date}, profile {manifest.profile}",
            f"{len(manifest.places)} Places, {years}, {len(manifest.files)} files, all as published",
            *(f"{cube}: {share:.0%} of cells hidden" for cube, share in manifest.hidden.items()),
            *_since(manifest, releases, quarantine),
        ]
    )
    if problem:
        screen.print(problem, style="bold", markup=False)
        raise typer.Exit(REFUSED)


def _since(manifest: Manifest, releases: Path, private: Path) -> Iterator[str]:
    names = candidates(releases)
    older = names[names.index(manifest.release) + 1 :] if manifest.release in names else []
    before = next_older(releases, older, private)
    if before is None:
        return
    try:
        this = known_of(releases, manifest.release, private)
    except ReleaseError:  # gone since it was opened
        return
    by = EXACT if before.recorded and this.recorded else AS_RELEASED
    found = differences(before.facts, this.facts)
    yield f"Before it: release {before.manifest.release}, made {before.manifest.made} ({by})"
    yield from (f"  {one.words}" for one in found)
    if not found:
        yield "  Site, dates, rows and shares quarantined are the same"
