"""What a rounded release still allows to be true: the range behind a shown count, and intervals that allow for it.

A result is NaN, with this reason to show: the numerator or the denominator is hidden (NaN), or there is no denominator.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, critical_value, improper, numbers, refuse
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


def wilson_with_error(
    numerator: ArrayLike,
    denominator: ArrayLike,
    numerator_variance: ArrayLike,
    denominator_variance: ArrayLike,
    confidence: ArrayLike = 0.95,
) -> Limits:
    """Wilson's interval of a proportion whose two counts carry an error of known variance, such as that of rounding.

    The shares p with (x/n - p)^2 = z^2 (p (1 - p) / n + e), where e = (v_x + (x/n)^2 v_n) / n^2: Wilson's own without
    error. Kept within 0 and 1. A numerator over its denominator, which rounding may give, is taken as all of it.
    Shapes, NaN and errors as `wilson`; variances in people squared.
    Source: the score equation of Wilson 1927 with the error's variance added to the binomial one.
    """
    x, n, v_x, v_n = numbers(
        numerator=numerator,
        denominator=denominator,
        numerator_variance=numerator_variance,
        denominator_variance=denominator_variance,
    )
    refuse([*improper("numerator", x), *improper("denominator", n), *improper("numerator_variance", v_x)])
    z2 = critical_value(confidence, np.broadcast(x, n, v_x, v_n).ndim) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(n > 0, n, np.nan)
        share = np.minimum(x / n, 1)
        error = (v_x + share * share * v_n) / (n * n)
        middle = (2 * share + z2 / n) / (2 * (1 + z2 / n))
        half = np.sqrt(middle * middle - (share * share - z2 * error) / (1 + z2 / n))
        return np.maximum(middle - half, 0)[()], np.minimum(middle + half, 1)[()]


def difference_with_error(
    a: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike],
    b: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike],
    confidence: ArrayLike = 0.95,
) -> Limits:
    """Newcombe's interval of a difference of two proportions, a less b, from the limits of `wilson_with_error`.

    `a`, `b`: numerator, denominator, and the variances of their errors. Shapes, NaN and errors as there.
    Source: Newcombe 1998, Stat Med 17:873-890, method 10.
    """
    (lower_a, upper_a), (lower_b, upper_b) = wilson_with_error(*a, confidence), wilson_with_error(*b, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        (x_a, n_a), (x_b, n_b) = (numbers(x=side[0], n=side[1]) for side in (a, b))
        p_a, p_b = np.minimum(x_a / n_a, 1), np.minimum(x_b / n_b, 1)
        down, up = np.hypot(p_a - lower_a, upper_b - p_b), np.hypot(upper_a - p_a, p_b - lower_b)
        return np.maximum(p_a - p_b - down, -1)[()], np.minimum(p_a - p_b + up, 1)[()]
