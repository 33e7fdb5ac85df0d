"""Times the statistics against their budgets, on one core: python benchmarks/statistics.py. Exit code 1 if one is over.

Each is run once cold (first call in the process) and then several times; the median of the later runs is held against
the budget. The plain version is the published algorithm of the public health functions for R, as written there, in
numpy: the largest difference between it and ours is printed beside the times.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.special import gammaincinv, ndtri

# Run as a file, Python looks for modules beside it first, where this file would stand for the standard library's own
# `statistics`; the root of the checkout takes that place.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

RUNS = 9
ROWS = 1_000_000


def plain_wilson(x: np.ndarray, n: np.ndarray, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's limits as the public health functions for R write them."""
    z = ndtri(confidence + (1 - confidence) / 2)
    lower = (2 * x + z**2 - z * np.sqrt(z**2 + 4 * x * (1 - x / n))) / 2 / (n + z**2)
    upper = (2 * x + z**2 + z * np.sqrt(z**2 + 4 * x * (1 - x / n))) / 2 / (n + z**2)
    return lower, upper


def plain_byar(x: np.ndarray, n: np.ndarray, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Byar's limits as the public health functions for R write them: both methods for every row, then a choice."""
    z = ndtri(confidence + (1 - confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        byar_lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        byar_upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
        exact_lower = np.where(x == 0, 0, gammaincinv(x, (1 - confidence) / 2))
        exact_upper = gammaincinv(x + 1, confidence + (1 - confidence) / 2)
    return np.where(x < 10, exact_lower, byar_lower) / n, np.where(x < 10, exact_upper, byar_upper) / n


def timed(call: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Seconds of the first call, and the median of the later ones."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times[0], float(np.median(times[1:]))


def import_seconds() -> tuple[float, float]:
    """Importing the package in a fresh process, after one import has warmed the disk cache."""
    script = "import time; t = time.perf_counter(); import pimh_data.statistics; print(time.perf_counter() - t)"
    times = [
        float(
            subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        )
        for _ in range(RUNS)
    ]
    return times[0], float(np.median(times[1:]))


def measure() -> list[tuple[str, tuple[float, float], float | None]]:
    """Name, (first, median) in seconds, and the budget in seconds where there is one."""
    from pimh_data.statistics.inequality import slope_index
    from pimh_data.statistics.intervals import byar, wilson

    draws = np.random.default_rng(20240401)
    n = draws.integers(1, 20_000, ROWS)
    x = draws.binomial(n, draws.uniform(0, 1, ROWS))
    events = draws.poisson(draws.gamma(1.2, 60, ROWS))
    x, n, events = x.astype(float), n.astype(float), events.astype(float)
    few = draws.poisson(3, ROWS).astype(float)
    people = draws.integers(2_000, 9_000, (25, 10))
    values = 60 + np.linspace(0, 14, 10) + draws.normal(0, 2, (25, 10))
    errors = draws.uniform(0.5, 2, (25, 10))
    shares = {"lower": (values - 1.96 * errors) / 100, "upper": (values + 1.96 * errors) / 100}

    counted = np.maximum(events, 1)
    print(f"largest difference from the plain Wilson: {np.abs(np.array(wilson(x, n)) - plain_wilson(x, n)).max():.1e}")
    print(
        "largest relative difference from the plain Byar: "
        f"{np.max(np.abs(np.array(byar(counted, n)) / np.array(plain_byar(counted, n)) - 1)):.1e}"
    )
    return [
        ("import pimh_data.statistics, fresh process", import_seconds(), 0.4),
        ("Wilson, 1 million rows", timed(lambda: wilson(x, n)), 0.060),
        ("  the plain algorithm", timed(lambda: plain_wilson(x, n)), None),
        ("Byar, 1 million rows, 11% under 10 events", timed(lambda: byar(events, n)), 0.400),
        ("Byar, 1 million rows, all under 10 or nearly", timed(lambda: byar(few, n)), 0.400),
        ("  the plain algorithm", timed(lambda: plain_byar(events, n), 2), None),
        (
            "slope index, 25 areas x 10 deciles",
            timed(lambda: slope_index(values, people, errors, repetitions=0)),
            0.001,
        ),
        ("  and relative index, 100,000 repetitions", timed(lambda: slope_index(values, people, errors), 5), 0.6),
        (
            "  both on the logit scale, 100,000 repetitions",
            timed(lambda: slope_index(values / 100, people, **shares, transform="logit"), 3),
            None,
        ),
    ]


def main() -> int:
    """Print a line for each measurement; 1 if any is over its budget."""
    over = False
    for name, (first, median), budget in measure():
        verdict = (
            "" if budget is None else f"budget {1_000 * budget:7.1f} ms  {'over' if median > budget else 'within'}"
        )
        over |= budget is not None and median > budget
        print(f"{name:<48} first {1_000 * first:8.2f} ms  median {1_000 * median:8.2f} ms  {verdict}".rstrip())
    return int(over)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sys.exit(main())
