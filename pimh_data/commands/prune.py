"""`prune`: remove releases that are no longer needed."""

from typing import Annotated

import typer

from pimh_data.commands.options import Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.secure.releases.pruning import Removed
from pimh_data.secure.releases.pruning import prune as prune_releases


def prune(
    releases: Shown,
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest good releases stay.")],
) -> None:
    """Keep the release that is shown and the newest good ones; remove the others, and say how many bytes that were."""
    done: list[Removed] = []

    def removed(one: Removed) -> None:
        done.append(one)
        what = "not removed: it is a symbolic link" if one.bytes < 0 else f"removed ({one.state}), {one.bytes:,} bytes"
        say([f"Release {one.name}: {what}"])

    with refusals():
        prune_releases(releases, keep, lambda words: say([words]), removed)
    sizes = [one.bytes for one in done if one.bytes >= 0]
    say([f"{len(sizes)} {'release' if len(sizes) == 1 else 'releases'} removed, {sum(sizes):,} bytes"])
