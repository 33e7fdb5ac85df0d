"""Beside "no clear difference": the size that would probably have been seen, since it is not sameness."""

import math

import numpy as np

from pimh_data.formats import number, people
from pimh_data.questions import words
from pimh_data.questions.kit.estimate import Limits
from pimh_data.statistics.detectable import detectable, detectable_ratios

PROBABLY = "would probably have been seen (80% power)"
WHOLE = 1.0  # a difference of shares: larger there is none
NO_GAP = "no gap could be seen with so few people (80% power)"


def points_seen(difference: Limits, of: str = "from the year before", largest: float = WHOLE) -> str:
    """'A difference of 12 points or more from the year before would probably have been seen (80% power).'

    '' where the difference is clear, or not known. `of`: what from, or between whom, or ''; `largest`: the largest
    difference that there could be, beyond which none could be seen.
    """
    _, lower, upper = difference
    if not lower <= 0 <= upper:
        return ""
    size = float(detectable(lower, upper))
    if size >= largest:
        return " ".join(filter(None, ("No difference", of, "could be seen with so few people (80% power).")))
    points = f"A difference of {words.number_of(math.ceil(100 * size), 'point')} or more"
    return " ".join(filter(None, (points, of, f"{PROBABLY}.")))


def ratio_seen(ratio: Limits, other: str) -> str:
    """'A rate 22% lower, or 28% higher, than that of the rest would probably have been seen (80% power).'

    '' where the ratio is clear, or has no interval. `other`: whom it is compared with.
    """
    _, lower, upper = ratio
    if not lower <= 1 <= upper:
        return ""
    less, more = (float(end) for end in detectable_ratios(lower, upper))
    if less != less:
        return ""
    ends = f"{math.ceil(100 * (1 - less))}% lower, or {math.ceil(100 * (more - 1))}% higher"
    return f"A rate {ends}, than that of {other} {PROBABLY}."


def rate_seen(found: Limits, what: str) -> str:
    """'A slope of 52.3 or more per 1,000 would probably have been seen (80% power).'; '' where it is clear.

    `what`: of which number per 1,000, that is 0 where there is nothing to see.
    """
    _, lower, upper = found
    if not lower <= 0 <= upper:
        return ""
    size = math.ceil(10 * float(detectable(lower, upper))) / 10
    return f"{what} of {number(size)} or more per 1,000 {PROBABLY}."


def size_seen(difference: Limits, what: str, unit: str = "", decimals: int = 1, largest: float = math.inf) -> str:
    """'A change of 1.2 points or more would probably have been seen (80% power).'; '' where it is clear, or not known.

    `largest`: such as the length of a scale, beyond which there is no difference.
    """
    _, lower, upper = difference
    if not lower <= 0 <= upper:
        return ""
    step = 10**decimals
    size = math.ceil(step * float(detectable(lower, upper))) / step
    if size >= largest:
        return f"No {what} could be seen with so few people (80% power)."
    return " ".join(filter(None, (f"A {what} of {number(size, decimals)}", unit, f"or more {PROBABLY}.")))


def outside_seen(limit: float, confidence: float) -> float:
    """The difference that would probably have been seen outside limits as far from 0 as this; NaN where that is."""
    return float(np.ceil(10 * detectable(-limit, limit, confidence)) / 10)


def gap_seen(half: float, confidence: float = 0.95, largest: float = math.inf) -> float:
    """The gap in people that would probably have been seen, from half the interval of one; NaN where that is.

    NaN too where it is more than the `largest` gap that there could be: then none could be seen. Rounded up to whole
    people, so that a table prints the number that its sentence says.
    """
    size = float(np.ceil(detectable(-half, half, confidence)))
    return size if size <= largest else math.nan


def gap_seen_in_words(size: float) -> str:
    """'A gap of 42 people or more would probably have been seen (80% power).'; or that none could be."""
    if size != size:
        return f"{NO_GAP[:1].upper()}{NO_GAP[1:]}."
    return f"A gap of {people(size)} people or more {PROBABLY}."
