"""A released part of a released whole as one number, or in words: never more than all, which rounding may print."""

import math

from pimh_data.formats import people, percent
from pimh_data.questions.cells import NAN, Cell

SMALL = 50  # of fewer, a sentence says of how many a share is: one of them is two points of it or more


def share_of(part: Cell, whole: Cell) -> float:
    """Part over whole, 0 to 1; NaN where either is not there, or nobody is in the whole."""
    return min(part.value / whole.value, 1) if whole.value > 0 else NAN


def percent_of(part: Cell, whole: Cell, others: float = math.inf) -> str:
    """'61%', of 1,000 people or more '61.2%'; 'about 100%' where rounding shows the part larger than the whole.

    `others`: how many people a share beside it is of: it has no more decimals than that one has.
    """
    return "about 100%" if part.value > whole.value > 0 else percent(share_of(part, whole), min(whole.value, others))


def counted_of(part: Cell, whole: Cell, others: float = math.inf) -> str:
    """'61%', or of a small number '61% of 15'. `others`: as `percent_of` takes it."""
    return f"{percent_of(part, whole, others)}{f' of {people(whole.value)}' if whole.value < SMALL else ''}"
