"""How the command line speaks: exit codes, refusals as sentences, how far a long step is, and lines of words."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pimh_data.errors import PimhError
from pimh_data.secure.gathering import not_opened
from pimh_data.secure.preparing import GOOD, REFUSED, TOO_MANY_QUARANTINED, Prepared

NOT_ALL_FETCHED = 1

screen = Console(highlight=False, soft_wrap=True)
errors = Console(highlight=False, soft_wrap=True, stderr=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Say an error that a person can put right as what it is, and end with the exit code of a refusal."""
    try:
        yield
    except PimhError as error:
        refuse(str(error).splitlines())
    except OSError as error:
        refuse([not_opened(error)])


def refuse(sentences: Iterable[str]) -> None:
    """Say why, and end."""
    errors.print("\n".join(("Refused.", *sentences)), markup=False)
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


def verdict(prepared: Prepared, good: str) -> None:
    """Say what came of it in the last lines, and end with its exit code. `good`: said where nothing refuses."""
    if prepared.exit_code == REFUSED:
        refuse(prepared.refusals)
    say([good, *prepared.too_many])
    if prepared.exit_code != GOOD:
        raise typer.Exit(TOO_MANY_QUARANTINED)


def say(lines: Iterable[str]) -> None:
    """Print lines as they are: nothing in them is markup."""
    for line in lines:
        screen.print(line, markup=False)
