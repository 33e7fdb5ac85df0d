"""How the command line speaks: exit codes, refusals as sentences, how far a long step is, and lines of words."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pimh_data.errors import PimhError

GOOD, TOO_MANY_QUARANTINED, REFUSED = 0, 1, 2
NOT_ALL_FETCHED = 1

screen = Console(highlight=False, soft_wrap=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Say an error that a person can put right as what it is, and end with the exit code of a refusal."""
    try:
        yield
    except PimhError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"Refused.\n{error}", markup=False)
        raise typer.Exit(REFUSED) from None


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done, and at its end how long it took."""
    started = time.monotonic()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=screen.is_terminal) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda words: bar.update(task, description=words)
    screen.print(f"Took {time.monotonic() - started:.1f} s")


def finish(report: tuple[str, ...], above_allowed: tuple[str, ...], folder: Path) -> None:
    """Print what a publication did; more rows quarantined than allowed end with their own exit code."""
    say([*report, f"Published release {folder.name}"])
    if above_allowed:
        say(above_allowed)
        raise typer.Exit(TOO_MANY_QUARANTINED)


def say(lines: list[str] | tuple[str, ...]) -> None:
    """Print lines as they are: nothing in them is markup."""
    for line in lines:
        screen.print(line, markup=False)
