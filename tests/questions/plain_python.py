"""Released cells and the statistics on them in plain Python, written apart from the product, to check its numbers."""

import itertools
import math
from collections.abc import Callable
from statistics import NormalDist

import pandas as pd
import pytest

from pimh_data.release import Release

Z = 1.959963984540054
Shown = int | str | None  # a number, None when hidden, 'no data' when absent


def value(
    release: Release, cube: str, count: str, place: str, service: str, period: str, dimension: str, **keys: str
) -> Shown:
    """A released count, straight from the rows of the table: a number, None when hidden, 'no data' when absent."""
    table = release.tables[cube, place]
    keep = (table["period"] == period) & (table["service"] == service) & (table["dimension"] == dimension)
    for name, wanted in keys.items():
        keep &= table[name] == wanted
    rows = table[keep.to_numpy()]
    if rows.empty:
        return "no data"
    assert len(rows) == 1
    found = rows[count].iloc[0]
    return None if pd.isna(found) else int(found)


def there(*cells: Shown) -> bool:
    """Whether every cell is a number."""
    return all(isinstance(cell, int) for cell in cells)


def least(count: int) -> int:
    """The least true count behind one that was rounded at random to a multiple of 5."""
    return max(count - 4, 5)


def most(count: int) -> int:
    return count + 4


def error(count: int) -> float:
    """The variance of what rounding added: on average of r (5 - r), r being what the true count is over a multiple."""
    return sum(over * (5 - over) for over in range(5)) / 5 if count else 0


def widened(value: float, lower: float, upper: float, spread: float, z: float = Z) -> tuple[float, float]:
    """Limits joined with the error of rounding, as roots of sums of squares."""
    return value - math.hypot(value - lower, z * spread), value + math.hypot(upper - value, z * spread)


def same(found: float, expected: float | None) -> bool:
    """Equal, where None and NaN are both nothing."""
    if expected is None or math.isnan(expected):
        return bool(pd.isna(found))
    return found == pytest.approx(expected, rel=1e-9, abs=1e-12)


def wilson(x: float, n: float, z: float = Z) -> tuple[float, float]:
    p = x / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def share(part: int, whole: int) -> tuple[float, float, float]:
    """A share of two shown counts and its limits, with the error of rounding both."""
    (x, of_x), (n, of_n) = ((count, error(count)) if count > 5 else behind_five() for count in (part, whole))
    return min(part / whole, 1), *share_limits(x, n, of_x, of_n)


def behind_five() -> tuple[float, float]:
    """The mean of the true counts that are shown as 5, and their variance: five to nine, as none below is shown."""
    ways = [true for true in range(5, 10) for _ in range(10 - true)]
    mean = sum(ways) / len(ways)
    return mean, sum((true - mean) ** 2 for true in ways) / len(ways)


def share_limits(x: float, n: float, of_x: float, of_n: float) -> tuple[float, float]:
    """The last shares on either side that the score test with both errors in it does not leave out, by halving."""
    step, moved = min(max(math.sqrt(n) / 17.6 - 0.1, 0.3), 1.65), min(math.sqrt(of_x / 4), 1)
    x = min(x, n) + 2 / 3 * max(x - n, 0)

    def end(towards: float, count: float) -> float:
        def inside(p: float) -> bool:
            return abs(count - n * p) <= Z * math.sqrt(max(n * p * (1 - p) + of_x + p * p * of_n, 0))

        kept, out = min(x / n, 1), towards
        if inside(out):
            return out
        for _ in range(80):
            middle = (kept + out) / 2
            kept, out = (middle, out) if inside(middle) else (kept, middle)
        return kept

    down, up = moved * (step - 0.5), moved * (step + 0.5)
    return end(0.0, x - down) if x > down else 0.0, end(1.0, x + up)


def error_of_share(part: int, whole: int) -> float:
    """The standard error that rounding both gives a share."""
    return math.sqrt(error(part) + min(part / whole, 1) ** 2 * error(whole)) / whole


def difference(part: int, whole: int, other: int, of: int, tests: int = 1) -> tuple[float, float, float]:
    """A share less another with Newcombe's limits, each of so many tested together, and the error of rounding all."""
    z, value = _z(tests), min(part / whole, 1) - min(other / of, 1)
    spread = math.hypot(error_of_share(part, whole), error_of_share(other, of))
    lower, upper = widened(value, *newcombe(min(part, whole), whole, min(other, of), of, z), spread, z)
    return value, max(lower, -1), min(upper, 1)


def newcombe(x: float, n: float, y: float, m: float, z: float) -> tuple[float, float]:
    p, q = x / n, y / m
    (p_low, p_high), (q_low, q_high) = wilson(x, n, z), wilson(y, m, z)
    return p - q - math.hypot(p - p_low, q_high - q), p - q + math.hypot(p_high - p, q - q_low)


def byar(x: float) -> tuple[float, float]:
    """Byar's limits, or the exact ones below 10 by bisection of the Poisson sum."""
    if x >= 10:
        lower = x * (1 - 1 / (9 * x) - Z / (3 * math.sqrt(x))) ** 3
        return lower, (x + 1) * (1 - 1 / (9 * (x + 1)) + Z / (3 * math.sqrt(x + 1))) ** 3
    return _solve(lambda mean: _below(mean, x - 1), 0.975), _solve(lambda mean: _below(mean, x), 0.025)


def _below(mean: float, k: float) -> float:
    return sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(int(k) + 1))


def _solve(falling: Callable[[float], float], target: float, low: float = 0.0, high: float = 100.0) -> float:
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > target else (low, middle)
    return low


def ratio(a: int, per_a: float, others: list[int], per_b: float, tests: int = 1) -> tuple[float, float]:
    """Where a less what all others lead one to expect is z standard errors, rounding among them, by bisection."""
    z, b, of_b = _z(tests), sum(others), sum(map(error, others))

    def score(expected: float) -> float:
        return (a - expected * b) / math.sqrt(expected * (a + b) + error(a) + expected**2 * of_b)

    return tuple(_solve(score, end, 1e-9, 1e6) * per_b / per_a for end in (z, -z))


def gap(a: int, per_a: float, b: int, per_b: float) -> tuple[float, float, float]:
    """People missing in a to match b's rate, with the score limits of the difference, rounding an error in them."""
    found = (_score(a, per_a, b, per_b, end) for end in (Z, -Z))
    return per_a * (b / per_b - a / per_a), *(per_a * limit for limit in found)


def _score(a: int, per_a: float, b: int, per_b: float, z: float) -> float:
    """The difference of two rates whose score is z; the likeliest rates under it are found by bisection too."""

    def score(d: float) -> float:
        floor = max(-d, 0.0) + 1e-15
        rate = _solve(
            lambda r: a / r + b / (r + d) - per_a - per_b, 0.0, floor, floor + (a + b + 1) / min(per_a, per_b)
        )
        known = error(a) / per_a**2 + error(b) / per_b**2
        return (b / per_b - a / per_a - d) / math.sqrt(rate / per_a + (rate + d) / per_b + known)

    return _solve(score, z, -0.999 * a / per_a - 1, b / per_b + 1)


def _z(tests: int) -> float:
    return NormalDist().inv_cdf(1 - 0.025 / tests)


def rate(count: int, population: float) -> tuple[float, float]:
    """Byar's limits of people per head, with the error of rounding."""
    lower, upper = widened(count, *byar(count), math.sqrt(error(count)))
    return max(lower, 0) / population, upper / population


def slope(counts: list[int], populations: list[float]) -> tuple[float, float]:
    """The slope index per 1,000, by weighted least squares done in sums, and its standard error."""
    everyone, below, points = sum(populations), 0.0, []
    for count, population in zip(counts, populations, strict=True):
        if population:
            weight = population / everyone
            low, high = byar(count)
            error = 1000 * (high - low) / population / (2 * Z)
            points.append((weight, below + weight / 2, 1000 * count / population, error))
        below += population / everyone
    middle = sum(w * x for w, x, _, _ in points)
    spread = sum(w * (x - middle) ** 2 for w, x, _, _ in points)
    rise = sum(w * (x - middle) * y for w, x, y, _ in points) / spread
    error = math.sqrt(sum((w * (x - middle) / spread * e) ** 2 for w, x, _, e in points))
    return rise, error


def slope_limits(counts: list[int], populations: list[float]) -> tuple[float, float]:
    """The slope's limits at the true counts that push it furthest: every split of deciles into low and high is tried.

    The slope rises with the rate of a less deprived decile and falls with that of a more deprived one, so the furthest
    counts are low on one side of some decile, and high on the other.
    """
    ends = [(least(count), most(count)) for count in counts]
    found = [
        slope([end[first if place < cut else 1 - first] for place, end in enumerate(ends)], populations)
        for cut in range(len(ends) + 1)
        for first in (0, 1)
    ]
    steepest = min(found, key=lambda fit: fit[0]), max(found, key=lambda fit: fit[0])
    (down, down_error), (up, up_error) = steepest
    return down - Z * down_error, up + Z * up_error


def control_limits(values: list[float]) -> tuple[float, float, float]:
    """Mean and XmR limits, as Making Data Count draws them."""
    mean = sum(values) / len(values)
    ranges = [abs(b - a) for a, b in itertools.pairwise(values)]
    average = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < 3.267 * average or one == 0]
    step = 2.66 * sum(kept) / len(kept)
    return mean, mean - step, mean + step
