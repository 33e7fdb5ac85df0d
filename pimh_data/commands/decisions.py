"""`decisions`: list what was decided, withdraw one, or erase its words."""

from typing import Annotated

import typer

from pimh_data.commands.options import Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.decisions import RETAINED_YEARS, Decision, Ledger

NEEDS = "--withdraw and --erase need --by (who does it) and --why (a sentence without any detail of a person)"


def decisions(
    releases: Shown,
    withdraw: Annotated[str, typer.Option(help="The id of a decision that no longer holds; it stays to be read.")] = "",
    erase: Annotated[str, typer.Option(help="The id of a decision whose words must go; when, who and why stay.")] = "",
    by: Annotated[str, typer.Option(help="Who does it.")] = "",
    why: Annotated[str, typer.Option(help="Why, in a sentence without any detail of a person; it is kept.")] = "",
    expire: Annotated[int | None, typer.Option(help="Erase the words of those older than so many years.")] = None,
) -> None:
    """List the decisions written down beside the releases, the newest first; or withdraw one, or erase its words."""
    ledger = Ledger(releases)
    if (withdraw or erase) and not (by and why):
        raise typer.BadParameter(NEEDS)
    with refusals():
        if withdraw:
            ledger.withdraw(withdraw, by, why)
        if erase:
            ledger.erase(erase, by, why)
        if expire is not None:
            say([f"Older than {expire} {'year' if expire == 1 else 'years'}, words erased: {ledger.expire(expire)}."])
        held = ledger.read()
    say([_line(one) for one in held.decisions] or ["No decision was written down."])
    say(list(held.problems))
    if held.decisions:
        say([f"Decisions are kept for {RETAINED_YEARS} years unless you say otherwise: --expire {RETAINED_YEARS}"])


def _line(one: Decision) -> str:
    state = "erased" if one.erased else "withdrawn" if one.withdrawn else "holds"
    return f"{one.id}  {one.at:%Y-%m-%d}  {one.place}, {one.title}, {one.by}: {one.words or '(erased)'} [{state}]"
