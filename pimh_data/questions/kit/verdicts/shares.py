"""Two shares: whether one is beyond chance higher or lower than the other, where both sides can be spoken of."""

from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.verdicts.enough import Verdict, enough
from pimh_data.questions.rounded_intervals import differences


def shares_compared(
    part: Cell, whole: Cell, other_part: Cell, other_whole: Cell, confidence: float = 0.95, in_both: float = 0.0
) -> Verdict:
    """Whether a share is beyond chance higher or lower than another (Newcombe's interval of the difference).

    `in_both`: people in both wholes, of two years, where the share is of something that lasts.
    """
    found = differences([part], [whole], [other_part], [other_whole], confidence, [in_both])
    _, lower, upper = found[0]
    if lower != lower or upper != upper:
        return "undefined"
    if not enough(whole, other_whole):
        return "too few"
    return "higher" if lower > 0 else "lower" if upper < 0 else "no clear difference"
