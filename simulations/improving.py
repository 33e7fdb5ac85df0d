"""The chance with which a person of the demonstration was drawn to improve reliably: exact, by both scores' laws."""

from collections.abc import Sequence

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import ndtr

from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.measures import Measure
from pimh_data.secure.demo.scores import CHANGE_SPREAD, IMPROVEMENT_IF_LEFT

FURTHEST = 9.0  # standard deviations, beyond which nobody lies
NODES, WEIGHTS = leggauss(24)
# What a later score holds of the gain, and of the bad day on which a first one is taken.
LAST, REVIEW = (1.0, 0.0), (0.5, 0.3)


def improving(
    measure: Measure, points: float, completed: bool, later: tuple[float, float], metric: Sequence[float] = ()
) -> float:
    """The chance that a first score at a contact and a later one (LAST or REVIEW) differ by the points or more, the
    better way. `metric`: what each score from the lowest counts as, where it is converted.

    Before they are rounded to whole points within the measure's range both scores are normal together: the person's
    standing is in both, the gain in the later, and each has an error of its own.
    """
    of_gain, of_bad_day = later
    worse, spread = -measure.better, measure.spread
    gain = measure.change * (1 if completed else IMPROVEMENT_IF_LEFT)
    first = measure.start + worse * sizes.BAD_DAY * spread
    second = measure.start + measure.better * of_gain * gain + worse * of_bad_day * sizes.BAD_DAY * spread
    alike = measure.reliability  # of the variance of a first score, what a later one shares
    left = spread * np.sqrt(1 + (of_gain * CHANGE_SPREAD) ** 2 - alike**2)
    scores = np.arange(measure.low, measure.high + 1)
    inner = scores[:-1] + 0.5
    low, high = np.append(-np.inf, inner), np.append(inner, np.inf)
    ends = np.clip((low - first) / spread, -FURTHEST, FURTHEST), np.clip((high - first) / spread, -FURTHEST, FURTHEST)
    middle, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    at = middle[:, None] + half[:, None] * NODES  # of each first score, in standard deviations
    weight = half[:, None] * WEIGHTS * np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)
    expected = second + alike * spread * at
    below = ndtr((high - expected[..., None]) / left)
    later_is = np.diff(below, axis=-1, prepend=0.0)
    together = (weight[..., None] * later_is).sum(1)  # first score x later score
    counted = np.asarray(metric or scores, dtype=float)
    better = measure.better * (counted[None, :] - counted[:, None]) >= points - 1e-9
    return float(together[better].sum())
