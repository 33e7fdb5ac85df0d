"""A small grammar of the numbers that sentences hold: a value with its interval or range, unit and decimals.

What is a name and no quantity is passed over: years, days, deciles, ages, measures, thresholds of weeks, levels.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAMES = (
    r"\d{4}/\d{2}(?: Q\d)?(?: (?:to|and) \d{4}/\d{2})?",
    rf"\b\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?",
    rf"\b(?:{MONTHS}) \d{{4}}",
    r"(?<![\d,.£])(?:19|20)\d{2}(?:-\d{2})*(?!,?\d|\.\d|%)",
    r"fewer than 5\b|1 to 4, or hidden|\b\d+% of (?:the capacity|those seen by)|whose capacity \d+%",
    r"\b[Dd]eciles? \d+(?:-\d+)?(?:,? (?:and|or) \d+)*",
    r"per 1,?000|(?<=beside )\d+ scores",
    r"\baged \d+(?:-\d+| to \d+)?|\bchildren \d+-\d+|\(\d+ and over\)|\(?[Uu]nder[- ]\d+s?\)?|\(\d+\+ yrs\)",
    r"(?:PHQ|GAD|CORE|EPDS|HADS)-\d+|\b\d+-19 PAIRS",
    r"(?:within|by|over|up to|for up to|to|for|after) (?:\d+ to )?\d+ (?:or \d+ )?weeks(?! of waiting)",
    r"\d+ to \d+ weeks\b(?! of)",
    r"less than \d+ weeks|\d+ weeks? gestation\w*",
    r"(?:training )?level \d|\bcontact \d|\bgoal \d|\btable \d|\(IMD \d{4}[^)]*\)|IMD \d{4}",
    r"\(80% power\)|99\.8%|95% limits?|outside 95%|(?<=ambition of )\d+%",
    r"\(Core20\)|\(deciles \d+-\d+\)",
    r"per cent|\d+½|\b\d+(?:st|nd|rd|th)\b",
    r"rounded to the nearest \d+|[Ff]ewer than \d+ (?:are )?hidden|within \d+(?:, \d+)* and \d+ weeks",
    r"minimal important difference of about [\d.]+ points",  # of a measure, as its document has it
)
NAMED = re.compile("|".join(f"(?:{one})" for one in NAMES))
INTERVAL = "\u27e6"  # stands for '95% interval', whose 95 is no quantity
NUMBER = r"(?P<{0}>[+\u2212-]?£?\d[\d,]*(?:\.\d+)?)(?P<{0}_unit>%?)"
PAIR = re.compile(
    NUMBER.format("low")
    + r"(?: less| more)?(?: to | and at most | and up to | and )(?:at most )?"
    + NUMBER.format("high")
)
SINGLE = re.compile(r"(?<![\w.,\u2212-])" + NUMBER.format("low"))
JOINED = re.compile(r"(?:between |at least )$")
WHOLE = re.compile(r"\bof (?:the |all )?$")
UNITS = re.compile(r"\s*(times|points?|people|weeks)\b")


@dataclass(frozen=True)
class Said:
    """One quantity of a sentence: `value` with the interval `low` to `high`, or a range alone, or a value alone.

    `unit`: '%', '£', 'times', 'points', or ''. `decimals`: those printed. `clause`: the words round it, names included.
    """

    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    decimals: int
    low_decimals: int
    high_decimals: int
    clause: str
    start: int


def read(sentence: str, names: Iterable[str] = ()) -> tuple[Said, ...]:
    """Every quantity of a sentence, in order. `names`: texts that are names here, such as the cells of a table."""
    plain = _masked(sentence, names)
    pairs = list(_pairs(plain))
    taken = [False] * len(plain)
    found: list[Said] = []
    of_value: dict[int, re.Match[str]] = {}
    for pair, start in pairs:
        for at in range(pair.start(), pair.end()):
            taken[at] = True
        of_value[start] = pair
    singles = [one for one in SINGLE.finditer(plain) if not taken[one.start()]]
    for pair, start in pairs:
        owner = _owner(plain, start, singles)
        if owner is None:
            found.append(_said(plain, sentence, None, pair))
        else:
            singles.remove(owner)
            found.append(_said(plain, sentence, owner, pair))
    found += [_said(plain, sentence, one, None) for one in singles]
    return tuple(sorted(found, key=lambda said: said.start))


def _masked(sentence: str, names: Iterable[str]) -> str:
    plain = sentence.replace("\u2212", "-").replace("interval under 1 to", "interval       0 to")
    for written, meant in (("under 1%", "0%"), ("under 0.1%", "0.0%"), ("over 99%", "100%"), ("over 99.9%", "100.0%")):
        plain = plain.replace(written, meant.rjust(len(written)))  # as they round
    plain = plain.replace("95% interval", INTERVAL + " " * (len("95% interval") - 1))
    for name in sorted((one for one in names if re.search(r"\d", one) and re.search(r"[A-Za-z]", one)), key=len)[::-1]:
        plain = plain.replace(name, "_" * len(name))
    return NAMED.sub(lambda match: "_" * len(match.group()), plain)


def _pairs(plain: str) -> Iterable[tuple[re.Match[str], int]]:
    for pair in PAIR.finditer(plain):
        joiner = pair.group()[len(pair.group("low")) + len(pair.group("low_unit")) :]
        before = plain[: pair.start()]
        if (joiner.startswith(" and ") and not JOINED.search(before)) or before.endswith("from "):
            continue  # two quantities: 'fell to 30 and 40 more', 'from 15.6 to 10.6'
        yield pair, len(JOINED.sub("", before))


def _owner(plain: str, start: int, singles: list[re.Match[str]]) -> re.Match[str] | None:
    """The value that an interval belongs to: before its '95% interval' in the clause, or right before its bracket."""
    before = plain[:start]
    marked = re.search(rf"{INTERVAL}\s*$", before)
    bracket = re.search(r"\($|(?<=\()[^()]*, $", before)
    earlier = [one for one in singles if one.end() <= start]
    if not earlier:
        return None
    last = earlier[-1]
    if len(earlier) > 1 and WHOLE.search(plain[: last.start()]) and "%" in earlier[-2].group():
        last = earlier[-2]  # '58% of the 325 with two scores'
    owned = marked or bracket
    if owned is None:
        return None
    if bracket and not marked and bracket.group() != "(":
        return last if plain[last.end() : start].strip() == "," else None  # '(rank correlation 0.69, 0.32 to 0.87)'
    between = plain[last.end() : owned.start()].rstrip(" (,")
    return None if re.search(r"[;(]|\. ", between) else last


def _said(plain: str, sentence: str, value: re.Match[str] | None, ends: re.Match[str] | None) -> Said:
    first = value or ends
    assert first is not None
    last = max(one.end() for one in (value, ends) if one is not None)
    written = (value or ends).group("low")
    unit = "%" if "%" in "".join(one.group() for one in (value, ends) if one) else "£" if "£" in written else ""
    if not unit and (named := UNITS.match(plain, (value or ends).end())):
        unit = {"point": "points"}.get(named.group(1), named.group(1))
    unit = "" if unit in ("people", "weeks") else unit
    return Said(
        sentence[first.start() : last],
        _number(value.group("low")) if value else None,
        _number(ends.group("low")) if ends else None,
        _number(ends.group("high")) if ends else None,
        unit,
        _decimals(written),
        _decimals(ends.group("low")) if ends else 0,
        _decimals(ends.group("high")) if ends else 0,
        _clause(sentence, first.start(), last),
        first.start(),
    )


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("£", "").replace("+", ""))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _clause(sentence: str, start: int, end: int) -> str:
    begin = max((match.end() for match in re.finditer(r"[;:] |\. ", sentence[:start])), default=0)
    stop = re.search(r"; |\. |\.$", sentence[end:])
    return sentence[begin : end + (stop.start() if stop else len(sentence) - end)]
