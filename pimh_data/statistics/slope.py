"""The slope and relative index of inequality of many areas at once. Groups are ordered from most to least deprived.

A result is NaN, with this reason to show: a group's value is unknown (hidden) although people live in it; fewer than
two groups have people; a value is 0 (or 1) where its logarithm (or logit) is needed; no error of the values was given
(limits); or the fitted line is at or below zero at the most deprived end (relative index).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, ndtri

from pimh_data.errors import StatisticsError
from pimh_data.statistics.inputs import Numbers, improper, numbers, refuse, tail

Transform = Callable[[Numbers], Numbers]
FORTH: dict[str | None, Transform] = {None: lambda y: y, "log": np.log, "logit": logit}
BACK: dict[str | None, Transform] = {None: lambda y: y, "log": np.exp, "logit": expit}
BLOCK = 10_000


class SlopeIndex(NamedTuple):
    """sii: the least minus the most deprived end of the fitted line, in units of the values. rii: their ratio."""

    sii: Numbers
    sii_lower: Numbers
    sii_upper: Numbers
    rii: Numbers
    rii_lower: Numbers
    rii_upper: Numbers


def slope_index(
    values: ArrayLike,
    populations: ArrayLike,
    standard_errors: ArrayLike | None = None,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    transform: str | None = None,
    multiplicative: bool = False,
    confidence: ArrayLike = 0.95,
    repetitions: int = 100_000,
    seed: int = 20_240_401,
) -> SlopeIndex:
    """Slope and relative index of inequality, by regression on rank weighted with the square root of population.

    values, populations, errors: shape (..., groups), the last axis from most to least deprived (decile 1 first). Each
    index has the shape (...), its limits the shape of confidence + (...). A group in which nobody lives is left out.
    A group's rank is the middle of its share of the population, cumulated from the most deprived; the line is fitted by
    least squares on values and ranks multiplied with the root of that share. SII is the line's rise from rank 0 to rank
    1 (positive: higher where less deprived); RII = (intercept + SII) / intercept, no unit.
    Give the error of each value as standard_errors, or as its 95% limits (lower, upper; whatever `confidence` is).
    transform: None, "log" (rates) or "logit" (shares from 0 to 1), the scale on which the errors are symmetric;
    standard_errors stay in units of the values (delta method). multiplicative=True also fits the line on that scale and
    gives both indices transformed back; with "log" the RII is then exp(slope).
    Untransformed, the SII is a sum of the values and its limits are exact. The RII, and whatever is transformed, is
    simulated: values drawn from their errors `repetitions` times, the same draws for every area, in blocks of bounded
    size; the limits are order statistics at round(repetitions x tail). repetitions=0 leaves simulated limits NaN; those
    of the RII are NaN too where the line reaches zero at either end in more draws than one tail holds.
    Raises StatisticsError for negative or infinite populations or errors, infinite values, values outside the
    transform's range, limits the wrong way round, errors given twice, or an unknown transform.
    Source: Low and Low 2004, J Public Health 26:388-395; OHID's public health technical guidance.
    """
    if transform not in FORTH or (multiplicative and transform is None) or repetitions < 0:
        raise StatisticsError(
            f"transform is {transform!r}, multiplicative {multiplicative} and repetitions {repetitions}: transform is "
            "None, 'log' or 'logit'; multiplicative needs one of the last two; repetitions is 0 or more."
        )
    value, people, error = _read(values, populations, standard_errors, lower, upper, transform)
    below, areas = tail(confidence, 0), value.shape[:-1]
    value, people, error = (part.reshape(-1, value.shape[-1]) for part in (value, people, error))
    kept, to_line = people > 0, _weights(people)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = FORTH[transform](value)
        fitted = drawn if multiplicative else value
        line = np.where(kept, to_line * np.where(np.isfinite(fitted), fitted, np.nan), 0).sum(-1)
        line[:, ~kept.any(-1)] = np.nan  # a line through no group is none, not a flat one
        variance = np.where(kept, (to_line[1] * error) ** 2, 0).sum(-1)
        known = np.isfinite(line[1]) & np.isfinite(np.where(kept, drawn + error, 0).sum(-1))
    outer = BACK[transform if multiplicative else None]
    sii, rii = _indices(line, outer)
    sii_limits, rii_limits = np.full((2, 2, below.size, len(value)), np.nan)
    if transform is None:
        sii_limits = sii + np.multiply.outer([1, -1], np.multiply.outer(ndtri(below).ravel(), np.sqrt(variance)))
    for area in np.flatnonzero(known) if repetitions else ():
        here = kept[area]
        inner = None if multiplicative else transform
        lines = _simulate(drawn[area, here], error[area, here], to_line[:, area, here], inner, repetitions, seed)
        sii_drawn, rii_drawn = _indices(lines, outer)
        if transform is not None:
            sii_limits[:, :, area] = _ends(sii_drawn, below.ravel())
        rii_limits[:, :, area] = _ends(rii_drawn, below.ravel())
    rii_limits[:, :, ~np.isfinite(rii)] = np.nan
    sii_limits, rii_limits = (part.reshape(2, *below.shape, *areas) for part in (sii_limits, rii_limits))
    found = (sii.reshape(areas), *sii_limits, np.where(np.isfinite(rii), rii, np.nan).reshape(areas), *rii_limits)
    return SlopeIndex(*(part[()] for part in found))


def _read(
    values: ArrayLike,
    populations: ArrayLike,
    standard_errors: ArrayLike | None,
    lower: ArrayLike | None,
    upper: ArrayLike | None,
    transform: str | None,
) -> list[Numbers]:
    named = {"values": values, "populations": populations}
    errors = {"standard_errors": standard_errors, "lower": lower, "upper": upper}
    given = {name: error for name, error in errors.items() if error is not None}
    if set(given) not in (set(), {"standard_errors"}, {"lower", "upper"}):
        raise StatisticsError(f"Errors were given as {', '.join(given)}: give standard_errors, or lower and upper.")
    value, people, *rest = np.broadcast_arrays(*numbers(**named, **given))
    if np.ndim(values) == 0:
        raise StatisticsError("values is a single number: give one value for each group, from most to least deprived.")
    range_ends = {None: (-np.inf, np.inf), "log": (0, np.inf), "logit": (0, 1)}[transform]
    problems = [(np.isinf(value), "value is infinite"), *improper("population", people)]
    for name, part in {"value": value, **dict(zip(given, rest, strict=True))}.items():
        if name == "standard_errors":
            problems += improper("standard error", part)
        else:
            problems.append(((part < range_ends[0]) | (part > range_ends[1]), f"{name} is outside {range_ends}"))
    if "lower" in given:
        problems += [(rest[0] > rest[1], "lower limit is over the upper"), (np.isinf(rest).any(0), "limit is infinite")]
    refuse(problems)
    with np.errstate(divide="ignore", invalid="ignore"):
        if "lower" in given:
            error = (FORTH[transform](rest[1]) - FORTH[transform](rest[0])) / (2 * ndtri(0.975))
        elif given:
            error = rest[0] / {None: 1, "log": value, "logit": value * (1 - value)}[transform]
        else:
            error = np.full(value.shape, np.nan)
    return [value, people, error]


def _weights(people: Numbers) -> Numbers:
    """What each group's value adds to the line's intercept and slope: shape (2, areas, groups)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = people / people.sum(-1, keepdims=True)
        from_middle = np.cumsum(share, -1) - share / 2 - 0.5
        to_slope = share * from_middle / (share * from_middle**2).sum(-1, keepdims=True)
    to_slope[(people > 0).sum(-1) < 2] = np.nan
    return np.array([share - to_slope / 2, to_slope])


def _indices(line: Numbers, outer: Transform) -> tuple[Numbers, Numbers]:
    most, least = outer(line[0]), outer(line[0] + line[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(most > 0, np.where(least > 0, least / most, -np.inf), np.inf)
        return least - most, np.where(np.isnan(most + least), np.nan, ratio)


def _simulate(
    drawn: Numbers, error: Numbers, to_line: Numbers, inner: str | None, repetitions: int, seed: int
) -> Numbers:
    """Simulated intercepts and slopes, shape (2, repetitions)."""
    draws = np.random.default_rng(seed)
    if inner is None:
        # Intercept and slope are sums of independent normal values: two draws give their joint distribution.
        (first, both), (_, second) = (to_line * error**2) @ to_line.T
        shared = both / np.sqrt(first) if first > 0 else 0.0
        root = np.array([[np.sqrt(first), 0], [shared, np.sqrt(max(second - shared**2, 0))]])
        return (to_line @ drawn)[:, None] + root @ draws.standard_normal((2, repetitions))
    lines = np.empty((2, repetitions))
    for start in range(0, repetitions, BLOCK):
        some = lines[:, start : start + BLOCK]
        some[:] = to_line @ BACK[inner](
            drawn[:, None] + error[:, None] * draws.standard_normal((len(drawn), some.shape[1]))
        )
    return lines


def _ends(simulated: Numbers, below: Numbers) -> Numbers:
    """Order statistics at each tail, shape (2, tails); NaN where there are too few draws or the end is infinite."""
    ranks = np.round(len(simulated) * np.array([below, 1 - below])).astype(int) - 1
    inside = (ranks >= 0) & (ranks < len(simulated))
    at = np.clip(ranks, 0, len(simulated) - 1)
    ends = np.partition(simulated, np.unique(at))[at]
    return np.where(inside & np.isfinite(ends), ends, np.nan)
