"""The former limits, beside which today's are set: over every true count that rounding permits, 4 either way."""

import numpy as np

from pimh_data.statistics.intervals import byar, proportion_difference, rate_ratio, wilson

OFF = 4  # the most that a printed count lies from the true one
Limits = tuple[np.ndarray, np.ndarray]


def of_shares(part: np.ndarray, whole: np.ndarray) -> Limits:
    """Wilson's limits of printed shares, each end at the true counts that push it furthest."""
    fewest, largest = np.maximum(whole - OFF, 1), whole + OFF
    lower = wilson(np.minimum(np.maximum(part - OFF, 0), largest), largest)[0]
    return lower, wilson(np.minimum(part + OFF, fewest), fewest)[1]


def of_rates(count: np.ndarray, population: float, per: float) -> Limits:
    """Byar's limits of printed counts over a known population, likewise."""
    return byar(np.maximum(count - OFF, 0), population, per)[0], byar(count + OFF, population, per)[1]


def of_differences(a: np.ndarray, n: np.ndarray, b: np.ndarray, m: np.ndarray) -> Limits:
    """Newcombe's limits of a printed share a / n less another b / m, likewise."""
    least, most = (_furthest(a, n, b, m, end) for end in (-OFF, OFF))
    return least[0], most[1]


def of_ratios(a: np.ndarray, per_a: np.ndarray, b: np.ndarray, per_b: np.ndarray) -> Limits:
    """The score limits of the ratio of two rates of printed counts, likewise."""
    lower = rate_ratio(np.maximum(a - OFF, 0), per_a, b + OFF, per_b)[0]
    return lower, rate_ratio(a + OFF, per_a, np.maximum(b - OFF, 1), per_b)[1]


def _furthest(a: np.ndarray, n: np.ndarray, b: np.ndarray, m: np.ndarray, end: int) -> Limits:
    n_a, n_b = np.maximum(n - end, 1), np.maximum(m + end, 1)
    return proportion_difference(np.clip(a + end, 0, n_a), n_a, np.clip(b - end, 0, n_b), n_b)
