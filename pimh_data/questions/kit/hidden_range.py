"""The least and the most that each member of a partition can be, hidden ones by what is shown beside them."""

import math
from collections.abc import Mapping

from pimh_data.questions.cells import Cell

Ends = tuple[float, float]  # the least and the most, in people; inf where nothing bounds it from above
ANY: Ends = (0, math.inf)


def ends_of(cell: Cell) -> Ends:
    """What a cell alone says: the true counts behind a shown one, ANY count of a hidden one, none without data."""
    if cell.state == "no data":
        return 0, 0
    return (cell.lowest, cell.highest) if cell.known else ANY


def member_ends(cells: Mapping[str, Cell], whole: Ends, at_most: Mapping[str, Ends] | None = None) -> dict[str, Ends]:
    """Member -> the least and the most people that the release permits; shown members say it themselves.

    `whole`: everyone that the members add up to. `at_most`: those of whom a member's people are a part, such as its
    people referred. A hidden member is what the whole leaves it, and no more than those it is a part of.
    """
    own = {name: ends_of(cell) for name, cell in cells.items()}
    least, most = sum(low for low, _ in own.values()), sum(high for _, high in own.values())
    found: dict[str, Ends] = {}
    for name, cell in cells.items():
        low, high = own[name]
        if cell.state == "hidden":
            of = (at_most or {}).get(name, ANY)[1]
            others = (
                most - high if math.isfinite(high) else sum(end for other, (_, end) in own.items() if other != name)
            )
            low, high = max(whole[0] - others, 0), min(whole[1] - (least - low), of)
            high = max(high, low)
        found[name] = (low, high)
    return found
