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
    if _often(said):
        return _prints_as_often(said, triple)
    if _prints_all(said, (triple.value, triple.low, triple.high)):
        return True
    # '5.1 points of improvement (+4.5 to +5.7)' is -5.1 (-5.7 to -4.5) of a score that is better lower: turned whole.
    turned = (-triple.value, -triple.high, -triple.low)
    return bool(COMPARED.search(said.clause)) and _prints_all(said, turned)


def prints_ratio(said: Said, ratio: float) -> bool:
    """Whether '16% less often' is that ratio, 0.84: less where it says less, more where it says more."""
    word = _often(said)
    return bool(word) and prints(said.value, said, _off(ratio, word))


def _prints_as_often(said: Said, triple: Triple) -> bool:
    """'16% less often (95% interval 5% to 26% less)' is 0.84 (0.74 to 0.95); '12% less to 3% more' is 0.88 to 1.03."""
    if not prints_ratio(said, triple.value):
        return False
    first = re.search(r"%(?:\s+(less|more))?\s+to\s+[^%]*%$", said.text)
    last = re.match(r"\s+(less|more)\b", said.clause[said.clause.find(said.text) + len(said.text) :])
    if first is None or last is None:
        return False
    words = (first.group(1) or last.group(1), last.group(1))
    return any(
        prints(said.low, said, _off(one, words[0]), said.low_decimals)
        and prints(said.high, said, _off(other, words[1]), said.high_decimals)
        for one, other in ((triple.low, triple.high), (triple.high, triple.low))
    )


def _often(said: Said) -> str:
    """'less' or 'more', of '16% less often'; '' of anything else."""
    word = re.match(r"\s*[\d.]+%\s+(less|more) often\b", said.clause[said.clause.find(said.text) :])
    return word.group(1) if word and said.value is not None else ""


def _off(ratio: float, word: str) -> float:
    return 1 - ratio if word == "less" else ratio - 1


def _prints_all(said: Said, numbers: tuple[float, float, float]) -> bool:
    """Value and both ends."""
    ends = ((said.value, said.decimals), (said.low, said.low_decimals), (said.high, said.high_decimals))
    return all(
        printed is None or prints(printed, said, number, places)
        for (printed, places), number in zip(ends, numbers, strict=True)
    )


def prints_ends(said: Said, triple: Triple) -> bool:
    """Whether two ends are the range that is printed without a value."""
    if triple.low is None or triple.high is None:
        return False
    return prints(said.low, said, triple.low, said.low_decimals) and prints(
        said.high, said, triple.high, said.high_decimals
    )
