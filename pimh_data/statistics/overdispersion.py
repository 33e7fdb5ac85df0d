"""How far points differ beyond chance, and funnel limits that allow for it. It does not choose what to compare.

Populations differ for reasons that no chance explains: with limits of chance alone half of them lie outside. The
variance between them is estimated from the points themselves, with the extreme tenths drawn in, so that a true outlier
does not widen its own limits; of points that are normally spread that leaves about two thirds of it, so the limits are
still on the narrow side. NaN points are left out.
"""

import numpy as np
from numpy.typing import ArrayLike

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, count_and_denominator, critical_value, numbers
from pimh_data.statistics.intervals import Limits

KINDS = ("proportion", "rate")
DRAWN_IN = 0.1  # of the points at either end
FEWEST = 3  # points: with fewer no variance between them is estimated


def between_points(
    kind: str, numerator: ArrayLike, denominator: ArrayLike, benchmark: float, multiplier: float = 1
) -> float:
    """The variance between points beyond chance (tau squared, 0 or more), on the scale on which chance is even.

    kind: "proportion" (scale: arcsine of the root, in radians) or "rate" (root of events per person); benchmark in
    units of the values, rates per `multiplier`. z = (T(value) - T(benchmark)) / s with s = 1 / (2 sqrt(n)), the lowest
    and highest tenth of z drawn in to the 10th and 90th percentile; then, with w = 1 / s^2 and I points,
    tau^2 = max(0, (sum z^2 - (I - 1)) / (sum w - sum w^2 / sum w)). 0 for fewer than three points.
    Raises StatisticsError for another kind, and as `funnel` does.
    Source: Spiegelhalter 2005, Stat Med 24:1185-1202, section 3 and appendix; DerSimonian and Laird 1986.
    """
    value, n = _values(kind, numerator, denominator)
    known = np.isfinite(value) & (n > 0)
    if known.sum() < FEWEST:
        return 0.0
    weight = 4 * n[known]
    z = (_scaled(kind, value[known]) - _scaled(kind, np.asarray(benchmark / multiplier))) * np.sqrt(weight)
    z = np.clip(z, *np.quantile(z, (DRAWN_IN, 1 - DRAWN_IN)))
    excess = (z * z).sum() - (len(z) - 1)
    return float(max(excess / (weight.sum() - (weight**2).sum() / weight.sum()), 0))


def limits_between(
    kind: str,
    benchmark: float,
    denominator: ArrayLike,
    between: float,
    confidence: ArrayLike = (0.95, 0.998),
    multiplier: float = 1,
) -> Limits:
    """Control limits that allow for chance and for the variance between points; shape of confidence + denominator.

    T(benchmark) -/+ z sqrt(s^2 + between) on the scale of `between_points`, back in units of the values. Source: as
    there. Raises StatisticsError for another kind.
    """
    (n,) = numbers(denominator=denominator)
    middle = _scaled(kind, np.asarray(benchmark / multiplier))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(1 / (4 * np.where(n > 0, n, np.nan)) + between)
    half = critical_value(confidence, n.ndim) * spread
    lower = np.maximum(middle - half, 0)
    upper = middle + half if kind == "rate" else np.minimum(middle + half, np.pi / 2)
    return (
        (multiplier * lower**2, multiplier * upper**2) if kind == "rate" else (np.sin(lower) ** 2, np.sin(upper) ** 2)
    )


def _values(kind: str, numerator: ArrayLike, denominator: ArrayLike) -> tuple[Numbers, Numbers]:
    if kind not in KINDS:
        raise StatisticsError(f"kind is {kind!r}: give one of {', '.join(KINDS)}.")
    x, n = np.broadcast_arrays(*count_and_denominator(numerator, denominator, part_of_whole=kind == "proportion"))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, x / n, np.nan), n


def _scaled(kind: str, value: Numbers) -> Numbers:
    return np.sqrt(value) if kind == "rate" else np.arcsin(np.sqrt(value))
