"""Times the statistics against their budgets, on one core.

Each is run once cold (first call in the process) and then several times; the median of the later runs is held against
the budget. The plain version is the published algorithm of the public health functions for R, as written there, in
numpy: the largest difference between it and ours is given beside the times.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from scipy.special import gammaincinv, ndtri

from benchmarks.figures import ROOT, Asked, Figure, run

RUNS, SMALL_RUNS = 9, 1
ROWS, SMALL_ROWS = 1_000_000, 10_000
REPETITIONS, SMALL_REPETITIONS = 100_000, 1_000


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


def timed(name: str, call: Callable[[], object], runs: int, limit: float | None = None) -> Iterator[Figure]:
    """Milliseconds of the first call, and the median of the later ones."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    yield Figure(f"{name}, first", times[0], "ms")
    yield Figure(name, float(np.median(times[1:])), "ms", limit)


def importing(runs: int) -> Iterator[Figure]:
    """Importing the package in a fresh process, the interpreter's own start left out."""
    script = "import time; t = time.perf_counter(); import pimh_data.statistics; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", script]
    times = [
        1000 * float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(runs + 1)
    ]
    yield Figure("import pimh_data.statistics in a fresh process, first", times[0], "ms")
    yield Figure("import pimh_data.statistics in a fresh process", float(np.median(times[1:])), "ms", 400)


def measure(asked: Asked) -> Iterator[Figure]:
    """Milliseconds of each, with the budget where there is one; and how far ours are from the plain algorithms."""
    from pimh_data.statistics.inequality import slope_index
    from pimh_data.statistics.intervals import byar, wilson

    rows, runs = (SMALL_ROWS, SMALL_RUNS) if asked.small else (ROWS, RUNS)
    repetitions = SMALL_REPETITIONS if asked.small else REPETITIONS
    draws = np.random.default_rng(20240401)
    n = draws.integers(1, 20_000, rows)
    x = draws.binomial(n, draws.uniform(0, 1, rows))
    events = draws.poisson(draws.gamma(1.2, 60, rows))
    x, n, events = x.astype(float), n.astype(float), events.astype(float)
    few = draws.poisson(3, rows).astype(float)
    people = draws.integers(2_000, 9_000, (25, 10))
    values = 60 + np.linspace(0, 14, 10) + draws.normal(0, 2, (25, 10))
    errors = draws.uniform(0.5, 2, (25, 10))
    shares = {"lower": (values - 1.96 * errors) / 100, "upper": (values + 1.96 * errors) / 100}

    counted = np.maximum(events, 1)
    apart = np.abs(np.array(wilson(x, n)) - plain_wilson(x, n)).max()
    yield Figure("largest difference from the plain Wilson", float(apart), "")
    apart = np.max(np.abs(np.array(byar(counted, n)) / np.array(plain_byar(counted, n)) - 1))
    yield Figure("largest relative difference from the plain Byar", float(apart), "")
    yield from importing(runs)
    yield from timed(f"Wilson, {rows:,} rows", lambda: wilson(x, n), runs, 60)
    yield from timed("  the plain algorithm", lambda: plain_wilson(x, n), runs)
    yield from timed(f"Byar, {rows:,} rows, 11% under 10 events", lambda: byar(events, n), runs, 400)
    yield from timed(f"Byar, {rows:,} rows, nearly all under 10", lambda: byar(few, n), runs, 400)
    yield from timed("  the plain algorithm", lambda: plain_byar(events, n), min(runs, 2))
    slope = f"and relative index, {repetitions:,} repetitions"
    yield from timed("slope index, 25 areas x 10", lambda: slope_index(values, people, errors, repetitions=0), runs, 1)
    yield from timed(
        f"  {slope}", lambda: slope_index(values, people, errors, repetitions=repetitions), min(runs, 5), 600
    )
    yield from timed(
        "  both on the logit scale",
        lambda: slope_index(values / 100, people, **shares, transform="logit", repetitions=repetitions),
        min(runs, 3),
    )


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    run("methods", __doc__, measure)
