"""`demo`: the demonstration from nothing."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pimh_data.commands.options import DATASETS, DEMONSTRATION, Quarantine, Releases
from pimh_data.commands.saying import progress, refusals, say
from pimh_data.release.folders import SETTING, shown_folder
from pimh_data.secure.demo import SITE, write_demo
from pimh_data.secure.publish import publish as publish_extracts
from pimh_data.secure.releases.sharing import ensure_demonstrations


def demo(
    quarantine: Quarantine,
    seed: Annotated[int, typer.Option(help="Another seed gives other people, with the same published figures.")] = 1,
    referrals: Annotated[int, typer.Option(help="About how many referrals.")] = 60_000,
    extracts: Annotated[Path, typer.Option(help="Where the synthetic extracts are written.")] = DATASETS
    / "extracts"
    / "demo",
    releases: Releases = DEMONSTRATION,
) -> None:
    """Write synthetic extracts for the 21 demonstration Places and publish them, never among other releases."""
    with refusals(), progress() as step:
        ensure_demonstrations(releases, SITE)
        step("Writing synthetic extracts")
        write_demo(extracts, seed=seed, referrals=referrals, progress=lambda words, _share: step(words))
        outcome = publish_extracts(extracts, releases, quarantine, progress=step, replace_all_the_same=True)
    say([f"Synthetic extracts are in {os.path.relpath(extracts)}, releases in {os.path.relpath(releases)}"])
    say([*outcome.report, f"Published release {outcome.name}", *_not_shown(releases)])


def _not_shown(releases: Path) -> list[str]:
    shown = shown_folder()
    if shown.resolve() == releases.resolve():
        return []
    return [
        f"The application shows what is in {os.path.relpath(shown)}. To see the demonstration, start it with "
        f"{SETTING} set to {os.path.relpath(releases)}"
    ]
