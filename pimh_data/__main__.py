"""The command line: `python -m pimh_data demo | check | publish | fetch | status`. Words and exit codes only.

Exit codes: 0 good, 1 published with more rows quarantined than allowed or not every file fetched, 2 refused.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import ibis
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pimh_data.errors import PimhError
from pimh_data.release import Store
from pimh_data.secure.areas import area_lines
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.deciles import with_deciles
from pimh_data.secure.demo import write_demo
from pimh_data.secure.fetch import FAILED, KINDS, by_hand, sources
from pimh_data.secure.fetch import fetch as fetch_files
from pimh_data.secure.fetch.sources import LOWER_TIER, UPPER_TIER
from pimh_data.secure.publish import publish as publish_extracts
from pimh_data.secure.report import report_lines
from pimh_data.secure.settings import read_settings

DATASETS = Path(__file__).resolve().parents[1] / "datasets"
GOOD, TOO_MANY_QUARANTINED, REFUSED = 0, 1, 2
NOT_ALL_FETCHED = 1

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
screen = Console(highlight=False, soft_wrap=True)
Releases = Annotated[Path, typer.Option(help="The folder of releases.")]
Quarantine = Annotated[Path, typer.Option(help="Where quarantined rows are written, outside every release.")]
Profile = Annotated[str, typer.Option(help="rounded, suppressed or exact.")]


@app.command()
def demo(
    seed: Annotated[int, typer.Option(help="Another seed gives other people, with the same published figures.")] = 1,
    referrals: Annotated[int, typer.Option(help="About how many referrals.")] = 60_000,
    extracts: Annotated[Path, typer.Option(help="Where the synthetic extracts are written.")] = DATASETS
    / "extracts"
    / "demo",
    releases: Releases = DATASETS / "releases",
    quarantine: Quarantine = DATASETS / "quarantine",
) -> None:
    """Write synthetic extracts for the 21 demonstration Places and publish them."""
    with _refusals(), _progress() as say:
        say("Writing synthetic extracts")
        write_demo(extracts, seed=seed, referrals=referrals, progress=lambda words, _share: say(words))
        outcome = publish_extracts(extracts, releases, quarantine, progress=say)
    _print([f"Synthetic extracts are in {os.path.relpath(extracts)}, releases in {os.path.relpath(releases)}"])
    _finish(outcome.report, outcome.above_allowed, outcome.folder)


@app.command()
def check(extracts: Annotated[Path, typer.Argument(help="The folder of extracts.")]) -> None:
    """Check extracts against their contracts and report; nothing is written."""
    with _refusals(), _progress() as say:
        assigned = with_deciles(check_extracts(extracts, read_settings(extracts), ibis.duckdb.connect(), say))
        places = assigned.checks.extracts["places"].accepted.to_pandas()
        lines = [*report_lines(assigned.checks), *assigned.lines, *area_lines(extracts, places)]
    _print(lines)


@app.command()
def publish(
    extracts: Annotated[Path, typer.Argument(help="The folder of extracts.")],
    profile: Profile = "rounded",
    releases: Releases = DATASETS / "releases",
    quarantine: Quarantine = DATASETS / "quarantine",
    accept_unaudited: Annotated[
        bool, typer.Option("--accept-unaudited", help="Publish real extracts before every crossing is audited.")
    ] = False,
) -> None:
    """Check, count, protect, audit and publish extracts as the current release."""
    with _refusals(), _progress() as say:
        outcome = publish_extracts(extracts, releases, quarantine, profile, accept_unaudited, progress=say)
    _finish(outcome.report, outcome.above_allowed, outcome.folder)


@app.command()
def fetch(
    extracts: Annotated[Path, typer.Argument(help="The folder of extracts that the files are brought into.")],
    what: Annotated[list[str] | None, typer.Option(help="indicators, boundaries or imd; all unless given.")] = None,
    indicator: Annotated[list[str] | None, typer.Option(help="A number of Fingertips; may be repeated.")] = None,
    area_type: Annotated[list[int] | None, typer.Option(help="An area type of Fingertips; may be repeated.")] = None,
    mirror: Annotated[str, typer.Option(help="An address that serves the same files under the same paths.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Ask for every file anew, also those brought by hand.")
    ] = False,
) -> None:
    """Bring official files: Fingertips indicators, ONS boundaries, deprivation deciles by LSOA."""
    with _refusals(), _progress() as say:
        wanted = sources(what or KINDS, indicator or (), area_type or (UPPER_TIER, LOWER_TIER), mirror)
        found = fetch_files(extracts, wanted, again=again, mirror=mirror, progress=say)
    _print([done.line for done in found])
    _print(by_hand(found, extracts))
    if any(done.outcome == FAILED for done in found):
        raise typer.Exit(NOT_ALL_FETCHED)


@app.command()
def status(releases: Releases = DATASETS / "releases") -> None:
    """Say which release is current, what it holds, and whether every byte of it is as published."""
    with _refusals():
        release, problem = Store(releases).current()
    manifest = release.manifest
    years = f"{manifest.years[0]} to {manifest.years[-1]}" if manifest.years else "no whole year"
    data = "Synthetic data" if manifest.synthetic else "Data"
    _print(
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


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except PimhError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"Refused.\n{error}", markup=False)
        raise typer.Exit(REFUSED) from None


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    started = time.monotonic()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=screen.is_terminal) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda words: bar.update(task, description=words)
    screen.print(f"Took {time.monotonic() - started:.1f} s")


def _finish(report: tuple[str, ...], above_allowed: tuple[str, ...], folder: Path) -> None:
    _print([*report, f"Published release {folder.name}"])
    if above_allowed:
        _print(above_allowed)
        raise typer.Exit(TOO_MANY_QUARANTINED)


def _print(lines: list[str] | tuple[str, ...]) -> None:
    for line in lines:
        screen.print(line, markup=False)


if __name__ == "__main__":
    app(prog_name="python -m pimh_data")
