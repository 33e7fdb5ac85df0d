"""What several verbs ask for in the same words: where releases and quarantined rows lie, and the profile."""

from pathlib import Path
from typing import Annotated

import typer

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
RELEASES = DATASETS / "releases"
QUARANTINE = DATASETS / "quarantine"

Extracts = Annotated[Path, typer.Argument(help="The folder of extracts.")]
Releases = Annotated[Path, typer.Option(help="The folder of releases.", envvar="PIMH_RELEASES")]
Quarantine = Annotated[Path, typer.Option(help="Where quarantined rows are written, outside every release.")]
Profile = Annotated[str, typer.Option(help="rounded, suppressed or exact.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="For schedules: print only what is wrong, and the last line.")]
Report = Annotated[Path | None, typer.Option("--report", help="Write the report for machines into this file, as JSON.")]
