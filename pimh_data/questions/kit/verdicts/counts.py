"""Two counts of equal stretches of time, such as one year and the next: whether one is beyond chance larger."""

from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.verdicts.enough import FEWEST, Verdict
from pimh_data.questions.rounded_intervals import ratios


def counts_compared(one: Cell, other: Cell) -> Verdict:
    """Whether a count is beyond chance larger or smaller than another; 'too few' where both together are under 20."""
    if not (one.known and other.known):
        return "undefined"
    if one.value + other.value < FEWEST:
        return "too few"
    # With nobody in the other, the ratio has no upper end; turned round it has one, and says the same.
    if other.lowest == 0:
        _, lower, upper = ratios([other], [1], [one], [1])[0]
        return "higher" if upper < 1 else "lower" if lower > 1 else "no clear difference"
    _, lower, upper = ratios([one], [1], [other], [1])[0]
    return "higher" if lower > 1 else "lower" if upper < 1 else "no clear difference"
