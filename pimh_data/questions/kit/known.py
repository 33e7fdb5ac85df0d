"""How many people's ethnic group is known, and how many unknown, also where some of the members are hidden."""

from collections.abc import Mapping, Sequence

from pimh_data.questions.cells import HIDDEN, NOBODY, Cell, all_others, less, total
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN

MOST_HIDDEN = 0.1  # of the known: where more could be hidden, shares of the known are not given


def known_and_unknown(
    counts: Mapping[str, Cell], everyone: Cell, names: Sequence[str] = GROUPS, without: Sequence[str] = UNKNOWN
) -> tuple[Cell, Cell]:
    """People of known and of unknown ethnic group, with their ranges, from the cells of each member and of everyone.

    `names`: the members that are known: the five groups, the 16 categories, or those of another partition; `without`:
    those that are not.
    Hidden members are bounded by the total: the known are everyone less the unknown, and the reverse. Where members of
    both are hidden, what is hidden counts as known, and the ranges hold every way that it could fall; where that leaves
    more than a tenth of the known open, both are HIDDEN.
    """
    groups, unknowns = [counts[name] for name in names], [counts[name] for name in without]
    known, unknown = total(groups), total(unknowns)
    if (known.known and unknown.known) or not everyone.known or "no data" in (known.state, unknown.state):
        return known, unknown
    if known.known:
        return known, less(everyone, known)
    if unknown.known:
        known = less(everyone, unknown)
    else:
        shown_known, shown_unknown = _shown(groups), _shown(unknowns)
        left = less(everyone, shown_unknown)
        known = Cell(left.value, shown_known.lowest, left.highest, left.state)
        unknown = Cell(shown_unknown.value, shown_unknown.lowest, less(everyone, shown_known).highest, "shown")
    open_ended = known.highest - known.lowest > MOST_HIDDEN * known.value
    return (HIDDEN, HIDDEN) if open_ended else (known, unknown)


def known_of_others(name: str, counts: Mapping[str, Cell], known: Cell, names: Sequence[str] = GROUPS) -> Cell:
    """The known of every group but one: the other cells added up, or the known less the one where some are hidden."""
    others = total(counts[other] for other in names if other != name)
    return others if others.known else all_others(known, counts[name])


def _shown(cells: list[Cell]) -> Cell:
    return total([NOBODY, *(found for found in cells if found.known)])
