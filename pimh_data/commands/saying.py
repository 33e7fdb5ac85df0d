"""How the command line speaks: exit codes, refusals as sentences, verdicts, and lines of words."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import typer
from rich.console import Console

from pimh_data.commands.bar import Bar, bar
from pimh_data.errors import PimhError
from pimh_data.secure.gathering import not_opened
from pimh_data.secure.preparing import GOOD, REFUSED, TOO_MANY_QUARANTINED, Prepared
from pimh_data.secure.report_file import write_report

NOT_ALL_FETCHED = 1
LOOK_FIRST = "But see the lines above that begin with 'Look first'."
TOO_MANY = "More rows are quarantined than allowed (exit code 1)."

# Names of files and headings are printed as they are: neither markup nor codes of pictures (:smile:) are read in them.
screen = Console(highlight=False, soft_wrap=True, emoji=False)
errors = Console(highlight=False, soft_wrap=True, stderr=True, emoji=False)


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


def progress(quiet: bool = False) -> AbstractContextManager[Bar]:
    """Hears what is being done, shows how far it is, and says at its end how long it took."""
    return bar(screen, quiet)


def verdict(prepared: Prepared, good: str, done: bool = True) -> None:
    """Say in the last lines what came of it, and end with its exit code. `good`: said where nothing refuses.

    `done`: whether `good` tells what was done, and so holds also where more is quarantined than allowed.
    """
    if prepared.exit_code == REFUSED:
        refuse(prepared.refusals)
    if prepared.exit_code == GOOD:
        say([_then(good, LOOK_FIRST) if prepared.look_first else good])
        return
    say([_then(good, TOO_MANY) if done else f"Not ready: {'; '.join(prepared.too_many)} (exit code 1)."])
    raise typer.Exit(TOO_MANY_QUARANTINED)


def _then(good: str, further: str) -> str:
    """Two sentences; the first may end with what is to be typed, and so without a full stop."""
    return f"{good.removesuffix('.')}. {further}"


def report_to(
    path: Path | None, prepared: Prepared, verb: str, refused: tuple[str, ...] = (), release: str = ""
) -> None:
    """Write the report for machines, where one is asked for."""
    if path is not None:
        write_report(path, prepared, verb, refused, release)


def say(lines: Iterable[str]) -> None:
    """Print lines as they are: nothing in them is markup."""
    for line in lines:
        screen.print(line, markup=False)
