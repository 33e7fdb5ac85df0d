"""How numbers are written for readers: people, rates, shares, ratios and intervals. No arithmetic beyond rounding."""

import math


def people(value: float) -> str:
    """Whole people with a thousands comma: 1,425. An undefined value gives 'not shown'."""
    return "not shown" if value is None or math.isnan(value) else f"{value:,.0f}"


def number(value: float, decimals: int = 1) -> str:
    """A rate or ratio with a fixed number of decimals: 48.3. An undefined value gives 'not shown'."""
    return "not shown" if value is None or math.isnan(value) else f"{value:,.{decimals}f}"


def percent(share: float, n: float = 0) -> str:
    """A share (0 to 1) as a percentage: without decimals, with one when it rests on 1,000 people or more."""
    if share is None or math.isnan(share):
        return "not shown"
    return f"{share * 100:.{1 if n >= 1000 else 0}f}%"


def interval(lower: float, upper: float, decimals: int = 1, scale: float = 1) -> str:
    """An interval as '6 to 22'; `scale` 100 turns shares into percentages."""
    if any(value is None or math.isnan(value) for value in (lower, upper)):
        return "no interval"
    return f"{lower * scale:,.{decimals}f} to {upper * scale:,.{decimals}f}"
