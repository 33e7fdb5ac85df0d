"""Random choices for many rows at once."""

import numpy as np


def choose(frequencies: np.ndarray, rng: np.random.Generator, uniform: np.ndarray | None = None) -> np.ndarray:
    """One column number for each row of relative frequencies (rows x columns). `uniform`: the draws to use, 0 to 1."""
    cumulative = np.cumsum(frequencies, axis=1)
    drawn = rng.random(len(frequencies)) if uniform is None else uniform
    return (drawn[:, None] * cumulative[:, -1:] >= cumulative).sum(axis=1)


def choose_alike(frequencies: dict[str, float], size: int, rng: np.random.Generator) -> np.ndarray:
    """Names drawn with the same frequencies for every row, as their position in the dictionary."""
    cumulative = np.cumsum(list(frequencies.values()))
    return np.searchsorted(cumulative / cumulative[-1], rng.random(size), side="right")


def log_normal(median: np.ndarray, spread: float, rng: np.random.Generator) -> np.ndarray:
    """Numbers with the given medians; `spread` is the standard deviation of their logarithm."""
    return median * np.exp(spread * rng.standard_normal(len(median)))
