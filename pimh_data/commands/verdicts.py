"""What came of extracts that were checked or published: last lines with their exit code, and a report for machines."""

from pathlib import Path

import typer

from pimh_data.commands.saying import refuse, say
from pimh_data.secure.exit_codes import GOOD, REFUSED, TOO_MANY_QUARANTINED
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.report_file import write_report

LOOK_FIRST = "But see the lines above that begin with 'Look first'."
TOO_MANY = "More rows are quarantined than allowed (exit code 1)."


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
