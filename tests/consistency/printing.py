"""Whether a number, or a value with its interval, is what a sentence prints: to its decimals, sign and unit."""

import re

from tests.consistency.numbers import Said
from tests.consistency.tables import Triple

COMPARED = re.compile(
    r"\b(?:more|fewer|less|above|below|short|gap|higher|lower|larger|smaller|improvement|fell|rose|falls|rises|left)\b"
)


def prints(printed: float, said: Said, number: float, decimals: int | None = None) -> bool:
    """Whether a number, rounded as it is printed, is what is printed: as it stands, or a share as per cent."""
    places = said.decimals if decimals is None else decimals
    scales = (1.0, 100.0) if said.unit in ("%", "points") else (1.0,)
    return any(abs(number * scale - printed) <= 0.5 * 10**-places + 1e-6 for scale in scales)


def prints_number(printed: float | None, said: Said, number: float | None) -> bool:
    """The same of a number of either sign; nothing printed is nothing there."""
    if printed is None or number is None:
        return printed is number
    return prints(printed, said, number) or prints(printed, said, -number)


def prints_triple(said: Said, triple: Triple) -> bool:
    """Whether a value and both ends are what is printed, as they stand, turned round, or as more and less often."""
    if triple.low is None or triple.high is None or triple.value is None:
        return False
    if _prints_all(said, (triple.value, triple.low, triple.high)):
        return True
    # '5.1 points of improvement (+4.5 to +5.7)' is -5.1 (-5.7 to -4.5) of a score that is better lower: turned whole.
    turned = (-triple.value, -triple.high, -triple.low)
    if COMPARED.search(said.clause) and _prints_all(said, turned):
        return True
    if said.unit != "%" or not re.search(r"(?:less|more) often", said.clause):
        return False
    # '16% less often (5% to 26% less)' and '(26% less to 5% less)' are 0.84 (0.74 to 0.95).
    less, low, high = 1 - triple.value, 1 - triple.low, 1 - triple.high
    return any(
        _prints_all(said, one) for one in ((less, high, low), (less, low, high), (less, triple.low, triple.high))
    )


def _prints_all(said: Said, numbers: tuple[float, float, float]) -> bool:
    """Value and both ends. Words such as '5% less to 10% more' print ends without their signs."""
    signs = (1.0, -1.0) if said.unit == "%" and "often" in said.clause else (1.0,)
    ends = ((said.value, said.decimals), (said.low, said.low_decimals), (said.high, said.high_decimals))
    return all(
        printed is None or any(prints(printed, said, sign * number, places) for sign in signs)
        for (printed, places), number in zip(ends, numbers, strict=True)
    )


def prints_ends(said: Said, triple: Triple) -> bool:
    """Whether two ends are the range that is printed without a value."""
    if triple.low is None or triple.high is None:
        return False
    return prints(said.low, said, triple.low, said.low_decimals) and prints(
        said.high, said, triple.high, said.high_decimals
    )
