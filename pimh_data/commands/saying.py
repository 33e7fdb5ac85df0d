"""How the command line speaks: refusals as sentences and lines of words, and which exit codes they end with."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

import typer
from rich.console import Console

from pimh_data.commands.bar import Bar, bar
from pimh_data.errors import PimhError
from pimh_data.secure.exit_codes import REFUSED
from pimh_data.secure.gathering import not_opened

NOT_ALL_FETCHED = 1

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


def say(lines: Iterable[str]) -> None:
    """Print lines as they are: nothing in them is markup."""
    for line in lines:
        screen.print(line, markup=False)
