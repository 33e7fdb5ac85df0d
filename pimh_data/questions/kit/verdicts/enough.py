"""Who can be spoken of: how many people a comparison needs on each side, and the most that a hidden count can be."""

from collections.abc import Iterable, Mapping
from typing import Literal

from pimh_data.questions.cells import Cell

Verdict = Literal["higher", "lower", "no clear difference", "too few", "undefined"]
PATH_TESTS = 5  # of two groups along the pathway: its four steps and the whole of it, which are held to 95% together
FEWEST = 20  # people on each side, of the denominator: not of what became of them


def enough(*wholes: Cell) -> bool:
    """Whether each side of a comparison of shares has people enough: those in the step before."""
    return all(whole.known and whole.value >= FEWEST for whole in wholes)


def expected(population: float, other: Cell, other_population: float) -> float:
    """How many of a group would be counted, were they counted as often as the other; NaN where that is not known."""
    return population * other.value / other_population if other_population > 0 else float("nan")


def enough_for_rates(one: Cell, population: float, other: Cell, other_population: float) -> bool:
    """Whether 20 of the group would be counted at the other's rate, and the other has 20, counted or so expected.

    Expected, not counted: a group that is hardly counted is the one that must be named, and a small one that is often
    counted is not chosen for it.
    """
    if not expected(population, other, other_population) >= FEWEST:
        return False
    return other.value >= FEWEST or expected(other_population, one, population) >= FEWEST


def at_most(hidden: Cell, whole: Cell, others: Iterable[Cell]) -> Cell:
    """A hidden part as the range that its shown whole and the other parts leave; the cell as it is where none is left.

    The range is a cell without a value: it can be compared at its ends, and is never printed as a count.
    """
    if hidden.state != "hidden" or not whole.known:
        return hidden
    taken = sum(other.lowest for other in others if other.known)
    return Cell(hidden.value, 0.0, max(whole.highest - taken, 0.0), "hidden")


def missed(counts: Mapping[str, Cell], would_be: Mapping[str, float], whole: Cell) -> Mapping[str, tuple[float, float]]:
    """Groups of whom 20 or more are expected and fewer shown, or hidden: the most that each can be, and those expected.

    `whole`: all groups together, which bounds the hidden. A group whose most is not below those expected is left out.
    """
    found = {}
    for name, one in counts.items():
        most = at_most(one, whole, (other for key, other in counts.items() if key != name)).highest
        few = one.state == "hidden" or one.value < FEWEST
        if few and would_be[name] >= FEWEST and most < would_be[name]:
            found[name] = (most, would_be[name])
    return found
