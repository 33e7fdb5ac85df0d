"""How numbers are written for readers: people, rates, shares, ratios and intervals. No arithmetic beyond rounding."""

import math
from collections.abc import Callable

NOTHING = 1e-9  # a share that arithmetic leaves so near to 0 or 1 is 0 or 1


def whole(value: float) -> float:
    """The nearest whole number, a half away from nought: people are counted whole. NaN and infinity stay."""
    return math.copysign(math.floor(abs(value) + 0.5), value) + 0.0 if math.isfinite(value) else value


def whole_range(least: float, most: float) -> tuple[float, float]:
    """Two ends of a range of people as whole ones that hold it: down from the least, up from the most; NaN stays."""
    return _outward(least, math.floor), _outward(most, math.ceil)


def _outward(end: float, to: Callable[[float], int]) -> float:
    # A product such as 0.28 * 25 lies a hair above 7: that is no person more.
    return float(to(round(end, 6))) if math.isfinite(end) else end


def people(value: float) -> str:
    """Whole people with a thousands comma: 1,425; half a person counts as one. An undefined value gives 'not shown'."""
    return "not shown" if value is None or math.isnan(value) else f"{whole(value):,.0f}"


def people_range(least: float, most: float) -> str:
    """A range of people as '46 to 50', in whole people that hold it; '46' where both ends are."""
    low, high = whole_range(least, most)
    return people(low) if low == high else interval(low, high, 0)


def number(value: float, decimals: int = 1) -> str:
    """A rate or ratio with a fixed number of decimals: 48.3. An undefined value gives 'not shown'."""
    return people(value) if not decimals or value is None or math.isnan(value) else f"{value:,.{decimals}f}"


def percent(share: float, n: float = 0) -> str:
    """A share (0 to 1) as a percentage: without decimals, with one when it rests on 1,000 people or more.

    It says 0% and 100% only of what is so: else 'under 1%', 'over 99%', with a decimal 'under 0.1%', 'over 99.9%'.
    """
    if share is None or math.isnan(share):
        return "not shown"
    decimals = 1 if n >= 1000 else 0
    written = f"{share * 100:.{decimals}f}"
    step = 10**-decimals
    if share > NOTHING and float(written) == 0:
        return f"under {step:g}%"
    if share < 1 - NOTHING and float(written) == 100:
        return f"over {100 - step:g}%"
    return f"{abs(share) * 100:.{decimals}f}%" if float(written) == 0 else f"{written}%"


def percent_figure(share: float, n: float = 0) -> str:
    """The same as a figure of a table or a bar: in place of 'under 1%' with the decimals that tell it from 0%: 0.4%."""
    written = percent(share, n)
    if not written.startswith(("under ", "over ")):
        return written
    return next(
        said
        for said in (f"{share * 100:.{decimals}f}%" for decimals in range(1, 13))
        if float(said[:-1]) not in (0, 100)
    )


def in_points(share: float) -> str:
    """A difference of two shares with its sign: '+6.6', '-0.04' where a decimal would print nought, '0'."""
    # An end that only just leaves out nought must not be printed as one.
    for decimals in (1, 2):
        if round(100 * share, decimals):
            return f"{100 * share:+.{decimals}f}"
    return "0"


def interval(lower: float, upper: float, decimals: int = 1, scale: float = 1) -> str:
    """An interval as '6 to 22'; `scale` 100 turns shares into percentages."""
    if any(value is None or math.isnan(value) for value in (lower, upper)):
        return "no interval"
    if scale == 1:
        return f"{number(lower, decimals)} to {number(upper, decimals)}"
    return f"{lower * scale:,.{decimals}f} to {upper * scale:,.{decimals}f}"
