"""What several verbs ask for in the same words: where releases and quarantined rows lie, and the profile."""

from pathlib import Path
from typing import Annotated

import typer

from pimh_data.errors import PublishError
from pimh_data.release.folders import DATASETS, DEMONSTRATION, RELEASES, SETTING, shown_folder
from pimh_data.secure.releases.private import SETTING as QUARANTINE_SETTING
from pimh_data.secure.releases.private import private_folder

__all__ = ["DATASETS", "DEMONSTRATION", "RELEASES"]


def _private() -> Path:
    try:
        return private_folder()
    except PublishError as error:
        raise typer.BadParameter(str(error)) from None


Extracts = Annotated[Path, typer.Argument(help="The folder of extracts.")]
Releases = Annotated[Path, typer.Option(help="The folder of releases.", envvar=SETTING)]
Shown = Annotated[
    Path,
    typer.Option(
        "--releases",
        help="The folder of releases: that of the application, unless named.",
        envvar=SETTING,
        default_factory=shown_folder,
        show_default=False,
    ),
]
Quarantine = Annotated[
    Path,
    typer.Option(
        help="The private folder for quarantined rows and the records of publications, outside every release: in your "
        "user's state folder, unless named.",
        envvar=QUARANTINE_SETTING,
        default_factory=_private,
        show_default=False,
    ),
]
Profile = Annotated[str, typer.Option(help="rounded, or exact: for your own machine alone.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Publish also what would be held back for how it differs from before.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="For schedules: print only what is wrong, and the last line.")]
Report = Annotated[Path | None, typer.Option("--report", help="Write the report for machines into this file, as JSON.")]
Named = Annotated[str, typer.Argument(help="The name of a release, as 'list' gives it.")]
DUCKDB, SPARK = "duckdb", "spark"
Engine = Annotated[
    str, typer.Option(help="Where people are counted: duckdb, in this process; or spark, on a cluster (docs/scale.md).")
]
Master = Annotated[
    str,
    typer.Option(help="With --engine spark: the cluster's address, as Spark writes it. As set up there, unless named."),
]


def ensure_engine(engine: str, master: str) -> None:
    """Raise PublishError for an engine that there is not, and for a cluster's address that would not be used."""
    if engine not in (DUCKDB, SPARK):
        raise PublishError(f"there is no engine {engine!r}: give {DUCKDB} or {SPARK}")
    if master and engine != SPARK:
        raise PublishError(f"--master names a cluster, and --engine is {engine}: add --engine {SPARK}, or leave it out")
