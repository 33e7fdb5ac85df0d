"""What a few charts take beside their Answer, worked out from the release: tiles, ground, or which deciles."""

from collections.abc import Hashable, Mapping

from pages.parts import indicators_ground
from pages.parts.failed import Unanswered
from pimh_data.answer import NOT_NAMED, Answer
from pimh_data.charts.list import NEEDS_MORE
from pimh_data.charts.place_map import Ground
from pimh_data.geography.tiles import TileMap
from pimh_data.geography.tiles import tile_map as layout
from pimh_data.questions.address import question
from pimh_data.questions.question import Parameter
from pimh_data.release import Release

Beside = Mapping[str, Hashable]  # what a chart takes more, by the name under which it takes it
# What a map is drawn on is chosen for the picture alone: the numbers are the same on any ground.
GROUND = Parameter("map", "map", lambda asking: indicators_ground.kinds(asking.release, asking.selection.place))


def parameters(key: str) -> tuple[Parameter, ...]:
    """What the address of a picture lets choose beside what the question does. Raises SelectionError for the key."""
    return (GROUND,) if NEEDS_MORE.get(question(key).chart) == "ground" else ()


def taken(release: Release, answer: Answer, on: Mapping[str, str]) -> Beside:
    """What the chart of the Answer takes; nothing for most charts. `on`: what was chosen beside the selection."""
    needed = None if isinstance(answer, Unanswered) else NEEDS_MORE.get(question(answer.key).chart)
    if needed == "tiles":
        return {needed: tiles(release, answer)}
    if needed == "ground":
        return {needed: indicators_ground.ground(release, answer.selection.place, on["map"])}
    return {needed: on.get(needed, "")} if needed else {}  # '' where there was nothing to choose: there is no chart


def as_in_the_address(beside: Beside) -> dict[str, str]:
    """What `parameters` let choose, as it was where a chart took this."""
    ground = beside.get("ground")
    if not isinstance(ground, Ground):
        return {}
    return {GROUND.name: indicators_ground.TILES if ground.tiles else indicators_ground.BOUNDARIES}


def tiles(release: Release, answer: Answer) -> TileMap:
    """The tiles of the Answer's Places that are named, at the positions that the release gives them."""
    table = answer.table[answer.table["system"] != NOT_NAMED]
    return layout(dict(zip(table["member"], table["system"], strict=True)), release.to_compare.manifest.tiles)
