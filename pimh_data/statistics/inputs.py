"""Arguments as arrays of floats, and one refusal that names every impossible position. No statistics here."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from pimh_data.errors import StatisticsError

Numbers = NDArray[np.float64]
NAMED_AT_MOST = 20


def numbers(**named: ArrayLike) -> list[Numbers]:
    """Each argument as an array of floats, in the order given; None and pandas' missing values become NaN.

    Raises StatisticsError for text, dates or ragged lists, naming each such argument.
    """
    arrays, refused = [], []
    for name, given in named.items():
        try:
            array = np.asarray(given)
            text = array.dtype.kind == "O" and any(isinstance(part, str) for part in array.flat)
            if text or array.dtype.kind not in "biufO":
                raise TypeError("it holds text or dates")
            arrays.append(np.asarray(given, dtype=np.float64))
        except (TypeError, ValueError) as reason:
            refused.append(f"{name} ({reason})")
    if refused:
        raise StatisticsError(f"Not numbers: {'; '.join(refused)}. Give numbers, with NaN where there is none.")
    try:
        np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(named, arrays, strict=True))
        raise StatisticsError(f"These shapes do not fit each other: {shapes}.") from None
    return arrays


def refuse(problems: Iterable[tuple[ArrayLike, str]]) -> None:
    """Raise one StatisticsError that names every position at which any mask is true; say nothing if none is.

    problems: pairs of a boolean mask and what it means in words, such as (count < 0, "count is negative").
    """
    said = [f"{what} at {positions(np.asarray(mask))}" for mask, what in problems if np.any(mask)]
    if said:
        raise StatisticsError(f"Cannot be computed: {'; '.join(said)}. Correct these, or give NaN where unknown.")


def positions(mask: NDArray[np.bool_]) -> str:
    """Where a mask is true, in words: 'position 3', 'positions 3, 7', '(0, 2)' in two dimensions."""
    if mask.ndim == 0:
        return "the only position"
    where = np.argwhere(mask)
    names = [str(int(w[0])) if mask.ndim == 1 else str(tuple(map(int, w))) for w in where[:NAMED_AT_MOST]]
    more = f" and {len(where) - NAMED_AT_MOST} more" if len(where) > NAMED_AT_MOST else ""
    return f"position{'s' if len(where) > 1 else ''} {', '.join(names)}{more}"


def count_and_denominator(
    count: ArrayLike, denominator: ArrayLike, part_of_whole: bool, group: str = ""
) -> list[Numbers]:
    """A count and its denominator as floats; NaN passes.

    Raises StatisticsError where either is negative or infinite or, if the count is part of the whole, where it is over
    its denominator. `group` is added to both names in what is said, such as "_a".
    """
    over, under = ("numerator" if part_of_whole else "count") + group, "denominator" + group
    x, n = numbers(**{over: count, under: denominator})
    with np.errstate(invalid="ignore"):
        sound = (x >= 0) & (n < np.inf) & ((x <= n) if part_of_whole else (x < np.inf) & (n >= 0))
        if not np.all(sound):
            refuse(
                [
                    *improper(over, x),
                    *improper(under, n),
                    (np.isfinite(x) & (n >= 0) & (x > n) & part_of_whole, f"{over} is over its {under}"),
                ]
            )
    return [x, n]


def improper(name: str, values: Numbers) -> list[tuple[ArrayLike, str]]:
    """What can be wrong with numbers that may not be below zero, for `refuse`."""
    return [(values < 0, f"{name} is negative"), (values == np.inf, f"{name} is infinite")]


def tail(confidence: ArrayLike, dimensions: int) -> Numbers:
    """The probability left out at each end, (1 - confidence) / 2, its axes put before `dimensions` others.

    Raises StatisticsError unless every confidence is over 0.5 and under 1.
    """
    (level,) = numbers(confidence=confidence)
    if not np.all((level > 0.5) & (level < 1)):
        raise StatisticsError(
            f"confidence is {confidence!s}: give a share over 0.5 and under 1, such as 0.95 or 0.998."
        )
    return ((1 - level) / 2).reshape(level.shape + (1,) * dimensions)


def critical_value(confidence: ArrayLike, dimensions: int) -> Numbers:
    """Standard normal deviate of a two-sided interval (1.96 for 0.95), its axes put before `dimensions` others."""
    return -ndtri(tail(confidence, dimensions))


def better_when(direction: str) -> int:
    """1 where higher is better, -1 where lower is, 0 where there is no judgement. Raises StatisticsError otherwise."""
    signs = {"higher_is_better": 1, "lower_is_better": -1, "no_judgement": 0}
    if direction not in signs:
        raise StatisticsError(f"direction is {direction!r}: give one of {', '.join(signs)}.")
    return signs[direction]
