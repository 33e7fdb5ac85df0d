"""Counts that lie within each other: the ranges of true counts that they leave each other. A part is no larger."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pimh_data.formats import people
from pimh_data.questions.cells import Cell


def nested(cells: Mapping[str, Cell], within: Mapping[str, Sequence[str]], own: Collection[str]) -> dict[str, Cell]:
    """The cells `own`, each with the range left to it: a part is at most any of its wholes, a whole at least any part.

    Rounded at random, 30 may be shown of 25: 26 to 34 of 21 to 29; the true counts of both are 26 to 29. Released
    values stay as they are. `cells`: those, and others that bound them and stay as they are, so that a count has one
    range whatever is read beside it. `within`: part -> all of its wholes, those of wholes among them, wholes before
    their parts. What is hidden or has no data bounds nothing, nor do counts of which none could lie within each other.
    """
    found = dict(cells)
    pairs = [(whole, part) for part, wholes in within.items() for whole in wholes if part in found and whole in found]
    for whole, part in pairs:
        if part in own and found[part].highest > found[whole].highest >= found[part].lowest:
            found[part] = replace(found[part], highest=found[whole].highest)
    for whole, part in reversed(pairs):
        if whole in own and found[whole].lowest < found[part].lowest <= found[whole].highest:
            found[whole] = replace(found[whole], lowest=found[part].lowest)
    return {name: found[name] for name in own}


def overstepping(pairs: Iterable[tuple[str, Cell, str, Cell]]) -> str:
    """A note where a part is shown larger than its whole: '30 are shown as recovered reliably and 25 as recovered ...'.

    `pairs`: name and cell of a whole, then of its part. '' where no part is.
    """
    said = [
        f"{people(part.value)} under “{of}” and {people(whole.value)} under “{name}”"
        for name, whole, of, part in pairs
        if part.value > whole.value
    ]
    if not said:
        return ""
    return (
        f"Shown are {'; '.join(said)}: the former are among the latter, and each count is rounded at random on its own."
    )
