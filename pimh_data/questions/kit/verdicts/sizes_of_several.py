"""Beside several groups that are not told apart: the size of each that would probably have been seen, and its words."""

import math
from collections.abc import Mapping

from pimh_data.formats import people
from pimh_data.questions.kit.estimate import Limits
from pimh_data.questions.kit.verdicts.could_be_seen import PROBABLY
from pimh_data.statistics.detectable import detectable, detectable_ratios


def ratio_size(ratio: Limits, confidence: float) -> float:
    """The ratio below 1 that would probably have been seen (80% power); NaN where the ratio is clear, or not known.

    Rounded down to two decimals, so that a table prints what its sentence says.
    """
    _, lower, upper = ratio
    if not lower <= 1 <= upper:
        return math.nan
    less = float(detectable_ratios(lower, upper, confidence)[0])
    return math.floor(100 * less) / 100 if less == less else math.nan


def points_size(difference: Limits, beside: float, confidence: float) -> float:
    """The difference of shares (0 to 1) that would probably have been seen; NaN where the difference is clear.

    NaN too where it is more than there could be from the share `beside`, and where either is not known. Rounded up to
    whole points.
    """
    _, lower, upper = difference
    if not lower <= 0 <= upper:
        return math.nan
    size = math.ceil(100 * float(detectable(lower, upper, confidence))) / 100
    return size if size <= max(beside, 1 - beside) else math.nan


def ratios_seen(sizes: Mapping[str, float], other: str) -> str:
    """'A rate 21% lower (White people) to 64% lower (Asian people) than that of all others known would probably ...'.

    `sizes`: by group in words, as from `ratio_size`; '' where none is known. `other`: whom they are compared with.
    """
    said = _ends({name: round(100 * (1 - size)) for name, size in sizes.items() if size == size}, "% lower")
    return f"A rate {said} than that of {other} {PROBABLY}." if said else ""


def points_seen_of(sizes: Mapping[str, float], of: str, what: str = "A difference") -> str:
    """'A difference of 9 points (Asian people) to 21 points (Black people) or more from White people would ...'.

    `sizes`: by group in words, as from `points_size`; '' where none is known. `of`: what from, or between whom.
    """
    said = _ends({name: round(100 * size) for name, size in sizes.items() if size == size}, " points")
    return f"{what} of {said} or more {of} {PROBABLY}." if said else ""


def _ends(sizes: Mapping[str, float], unit: str) -> str:
    """The smallest and the largest size, each with whose it is; '' of none."""
    ends = {pick(sizes, key=lambda name: sizes[name]) for pick in (min, max)} if sizes else set()
    return " to ".join(f"{people(sizes[name])}{unit} ({name})" for name in sorted(ends, key=lambda name: sizes[name]))
