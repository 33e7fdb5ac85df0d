"""What a rounded release still allows to be true: the range behind a shown count, and intervals that allow for it.

A result is NaN, with this reason to show: the numerator or the denominator is hidden (NaN), or there is no denominator.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, improper, numbers, refuse
from pimh_data.statistics.intervals import Limits, byar, wilson

Method = Callable[..., Limits]
NAMED: dict[str, Method] = {"wilson": wilson, "byar": byar}


def released_range(
    shown: ArrayLike, base: int = 5, hidden_below: int = 5, hidden_as_range: bool = False, name: str = "shown"
) -> tuple[Numbers, Numbers]:
    """The lowest and the highest true count behind each shown count; both of the shape of `shown`, in people.

    A shown v was rounded to the nearest `base`, so the truth is within base // 2 of it (20 is 18 to 22 when the base is
    5), and never below `hidden_below`, since less is not shown (5 is 5 to 7). A base of 1 is an exact count.
    A shown 0 is never released under this rule; where somebody brings one it stands for anything hidden: 0 to 4.
    Hidden (NaN) stays NaN. With `hidden_as_range` it is 0 to 4: ask for that only where the cell is known to be hidden
    for being small, since a cell hidden to protect another can be any count.
    Raises StatisticsError where a count is negative, infinite, or could not have been shown under this rule.
    Source: NHS England's rule, counts of 0-4 hidden and others rounded to the nearest 5.
    """
    if base < 1 or hidden_below < 0:
        raise StatisticsError(f"base is {base} and hidden_below {hidden_below}: give at least 1 and at least 0.")
    (v,) = numbers(**{name: shown})
    half, most_hidden = base // 2, max(hidden_below - 1, base // 2)
    refuse(
        [
            *improper(name, v),
            (np.isfinite(v) & (v % base != 0), f"{name} is not a multiple of {base}"),
            ((v > 0) & (v + half < hidden_below), f"{name} is too small to have been shown"),
        ]
    )
    small = (v == 0) | (np.isnan(v) & hidden_as_range)
    lowest = np.where(small, 0, np.maximum(v - half, hidden_below))
    highest = np.where(small, most_hidden, v + half)
    return lowest[()], highest[()]


def released_interval(
    method: Method | str,
    numerator: ArrayLike,
    denominator: ArrayLike,
    base: int = 5,
    *,
    hidden_below: int = 5,
    rounded_denominator: bool = True,
    hidden_as_range: bool = False,
    part_of_whole: bool | None = None,
    **options: ArrayLike,
) -> Limits:
    """The envelope of an interval method over every pair of true counts that a rounded pair permits.

    method: "wilson", "byar" or any function of a numerator and a denominator whose limits rise with the first and fall
    with the second; `options` (confidence, multiplier) go to it, and its shapes and units are the result's.
    The lower limit is the method's at the lowest numerator and highest denominator (see `released_range`), the upper
    limit the opposite. rounded_denominator=False takes the denominator as it is: a published population, not a count
    of people seen. part_of_whole says that the numerator cannot be over its denominator (by default so for `wilson`):
    it is then kept within it, so 10 of 10 has the upper limit 1. hidden_as_range: see `released_range`.
    NaN where the numerator or denominator is hidden (NaN) or the denominator is 0. Raises StatisticsError where a
    number could not have been released, or no true pair fits the shown one.
    Source: this project's disclosure rule; coverage is measured in docs/statistics.md.
    """
    if isinstance(method, str):
        if method not in NAMED:
            raise StatisticsError(f"method is {method!r}: give one of {', '.join(NAMED)}, or a function.")
        method = NAMED[method]
    if part_of_whole is None:
        part_of_whole = method is wilson
    least, most = released_range(numerator, base, hidden_below, hidden_as_range, "numerator")
    if rounded_denominator:
        fewest, largest = released_range(denominator, base, hidden_below, name="denominator")
    else:
        (fewest,) = (largest,) = numbers(denominator=denominator)
    numbers(numerator=least, denominator=fewest)
    if part_of_whole:
        refuse([(least > largest, "numerator is over every denominator that the shown one permits")])
        fewest = np.maximum(fewest, least)
        most = np.minimum(most, fewest)
    return method(least, largest, **options)[0], method(most, fewest, **options)[1]
