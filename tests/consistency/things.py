"""Which thing and period a quantity is of, by the words round it, and whether two quantities of one thing agree."""

import re
from collections.abc import Iterator

from tests.consistency.numbers import Said
from tests.consistency.screens import Sentence

BEFORE = re.compile(r"\(from |year before|a year before|since|before \(")
OPENINGS, VERDICTS = ("answer", "verdict", "graded"), ("equity-decile", "equity-core20")
MEASURE = re.compile(r"\b(EPDS|PHQ-9|GAD-7|CORE-10|GBO(?: goal \d)?|KPCS|SWEMWBS|HADS-[AD]|MORS-SF \w+)\b")
OF_A_GROUP = re.compile(
    r"deciles? [\d_]|[Cc]ore20|most deprived fifth|ethnic|White|Asian|Black|of people from|the rest"
)


def thing(said: Said, sentence: Sentence) -> Iterator[tuple[str, ...]]:
    """The thing and period that a quantity is of, by the words round it; nothing where the words are of none.

    Groups are left out but for the one that openings are of: what is said of everyone, and of the most deprived fifth.
    """
    text, clause = sentence.text, said.clause
    after, at = text[said.start + len(said.text) :], _period(said, text)
    opening, everyone = sentence.kind in OPENINGS or sentence.panel in VERDICTS, not OF_A_GROUP.search(clause)
    measure = MEASURE.search(text)
    # '58% of the 325 with two scores improved reliably', '190 (34%) are known to have improved reliably'
    # 'of the 325 with two scores', not 'of fathers and co-parents'
    everyone = everyone and not re.match(r"[\d.]+% of (?!the [\d,]+ with|all |those with)", text[said.start :])
    of_everyone = measure and everyone and said.unit == "%" and said.value is not None
    named = re.match(r"[^;,.]{0,60}\bimproved reliably", said.text.partition("%")[2] + after)
    if of_everyone and named and "recovered" not in clause and "NHS Talking" not in clause:
        yield ("improved reliably", measure.group(1), at)
    if opening and "as often" in clause + said.text and said.unit == "times" and "eciles 1-2" in text:
        yield ("how often the most deprived fifth are seen", at)
    before = text[max(text.rfind(". ", 0, said.start), 0) : said.start]
    if opening and re.match(r"[\d.]+% (?:less|more) often", text[said.start :]) and "ost deprived fifth" in before:
        yield ("how much less often the most deprived fifth are seen", at)
    if opening and not said.unit and re.match(r" people were seen\b(?! within| by specialist)", after) and everyone:
        yield ("people seen", at)
    if everyone and said.unit == "%" and "seen within six weeks" in clause:
        yield ("seen within six weeks", at)


def _period(said: Said, text: str) -> str:
    begin = max(text.rfind(";", 0, said.start), text.rfind(". ", 0, said.start)) + 1
    return "before" if BEFORE.search(text[begin : said.start]) else "now"


def agree(one: Said, other: Said) -> bool:
    if one.value is None or other.value is None:
        return True
    decimals = min(one.decimals, other.decimals)
    if abs(one.value - other.value) > 0.5 * 10**-decimals * (one.decimals != other.decimals) + 1e-9:
        return False
    ends = [end for end in (one.low, other.low) if end is not None]
    if len(ends) < 2:
        return True
    return abs(one.low - other.low) <= _slack(one.low_decimals, other.low_decimals) and (
        abs(one.high - other.high) <= _slack(one.high_decimals, other.high_decimals)
    )


def _slack(one: int, other: int) -> float:
    """How far two prints of one number may lie apart: half of the last decimal of the shorter."""
    return (0.5 * 10 ** -min(one, other) if one != other else 0) + 1e-9
