"""What a few charts take beside their Answer, worked out from the release: tiles, ground, or which deciles."""

from collections.abc import Callable, Hashable, Mapping

from pages.parts import indicators_ground
from pimh_data.answer import Answer
from pimh_data.charts.list import NEEDS_MORE
from pimh_data.geography.tiles import TileMap
from pimh_data.geography.tiles import tile_map as layout
from pimh_data.questions.address import question
from pimh_data.release import Release


def usual(release: Release, answer: Answer, choices: Mapping[str, str]) -> dict[str, Hashable]:
    """What the chart of the Answer takes, unless the reader of a page chooses otherwise; nothing for most charts.

    `choices`: what was chosen for the question beside the selection.
    """
    needed = NEEDS_MORE.get(question(answer.key).chart)
    if needed is None:
        return {}
    return {"basis": choices["basis"]} if needed == "basis" else {needed: MAKE[needed](release, answer)}


def tiles(release: Release, answer: Answer) -> TileMap:
    """The tiles of the Answer's Places, at the positions that the release gives them."""
    table = answer.table
    return layout(dict(zip(table["member"], table["system"], strict=True)), release.manifest.tiles)


def _ground(release: Release, answer: Answer) -> Hashable:
    where = answer.selection.place
    return indicators_ground.ground(release, where, indicators_ground.kinds(release, where)[0])


MAKE: Mapping[str, Callable[[Release, Answer], Hashable]] = {"tiles": tiles, "ground": _ground}
