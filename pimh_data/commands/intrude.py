"""`intrude`: what a release gives away to somebody who has nothing else; and what a person should try with it."""

import logging
from typing import Annotated

import typer

from pimh_data.commands.options import Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.release import Store
from pimh_data.secure.disclosure.outside import NO_BUNDLES, Outside, from_outside

FOUND = 1  # exit code: something could be worked out
NOW_A_PERSON = """\
What no machine can try. Take two people who did not make the release, one who knows the area:
  1. Each takes an hour, the pages and files of the release, and whatever is public: news, social media, other figures.
  2. They look for one person whom they believe to be in it, and for something about that person not known before:
     small groups in small Places, the counts named above, 0% and 100%, what changed since the last release.
  3. They write down whom they believe to have found (by a number, not by name), why, and how sure they are.
  4. Somebody with the extracts says of each whether it is so, and destroys the list.
For extract.toml, in one line: intruder_test = "DAY, WHO BY ROLE, HOW MANY CLAIMS, HOW MANY TRUE\""""


def intrude(
    releases: Shown,
    named: Annotated[
        int, typer.Option(help="How many of the hidden counts that keep the fewest values to name.", min=0, max=1000)
    ] = 20,
) -> None:
    """Try to work out what the current release hides, from outside, and say what a person should try then."""
    logging.getLogger("pimh").addHandler(logging.NullHandler())  # what it would say of a release is said below
    with refusals():
        release, problem = Store(releases).current()
        found = from_outside(release, named)
    say([f"Release {release.manifest.release}, read as anybody who has it could read it."])
    say([*([problem] if problem else []), *_said(found), NO_BUNDLES, "", *NOW_A_PERSON.splitlines()])
    if found.exactly or found.to_two or found.few:
        raise typer.Exit(FOUND)


def _said(found: Outside) -> list[str]:
    said = [
        f"{found.cells:,} counts, {found.hidden:,} of them hidden.",
        f"Hidden and worked out exactly: {found.exactly:,}; to one of two values: {found.to_two:,}.",
        f"Hidden and known not to be nought: {found.not_nought:,}.",
        f"Differences of means that are of one to nine people: {found.few:,}.",
    ]
    if found.left_out:
        said.append(
            f"Relations that contradict others, for what they say is not always so: {found.left_out:,}; left out."
        )
    if found.narrowest:
        said += ["Hidden counts that keep the fewest values:", *(f"  {words}" for words in found.narrowest)]
    return said
