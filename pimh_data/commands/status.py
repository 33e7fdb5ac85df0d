"""`status`: the current release, and whether every byte of it is as published."""

import logging

import typer

from pimh_data.commands.options import RELEASES, Releases
from pimh_data.commands.saying import REFUSED, refusals, say, screen
from pimh_data.release import Store


def status(releases: Releases = RELEASES) -> None:
    """Say which release is current, what it holds, and whether every byte of it is as published."""
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
        ]
    )
    if problem:
        screen.print(problem, style="bold", markup=False)
        raise typer.Exit(REFUSED)
