"""Which outcome measure a heading or a word names, and what else the heading says: first or last, a date, an item."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pimh_data.registry.measures import MEASURES

# Beside the registry's own keys and names.
ALIASES = {
    "PHQ-9": ("phq", "patient health questionnaire"),
    "GAD-7": ("gad", "generalised anxiety disorder", "generalized anxiety disorder"),
    "EPDS": ("edinburgh postnatal depression scale", "edinburgh"),
    "CORE-10": ("core",),
    "GBO": ("goal based outcomes", "goal based outcome", "goals based outcome", "goal rating", "goals"),
    "SWEMWBS": ("short wemwbs", "s wemwbs"),
    "KPCS": ("karitane", "karitane parenting confidence"),
    "MORS-SF warmth": (
        "mors warmth",
        "mors sf warmth",
        "warmth",
        "mothers object relations scale warmth",
        "mothers object relations scales warmth",
        "mors short form warmth",
    ),
    "MORS-SF invasion": (
        "mors invasion",
        "mors sf invasion",
        "invasion",
        "mothers object relations scale invasion",
        "mothers object relations scales invasion",
        "mors short form invasion",
    ),
    "HADS-A": ("hads anxiety", "hads anx", "hospital anxiety"),
    "HADS-D": ("hads depression", "hads dep", "hospital depression"),
    "PIIOS": ("parent infant interaction observation scale",),
    "confidence rating": ("confidence", "parenting confidence", "confidence score"),
}
FIRST = frozenset({
    "first", "pre", "start", "initial", "baseline", "1", "t1", "before", "intake", "entry", "opening", "beginning",
    "time1", "1st", "admission", "s1"
})  # fmt: skip
LAST = frozenset({
    "last", "post", "end", "final", "2", "t2", "after", "discharge", "exit", "closing", "latest", "finish", "time2",
    "2nd", "review", "s2", "ending", "close"
})  # fmt: skip
# Aliases behind which a number names another questionnaire.
NUMBERED = (("phq",), ("gad",), ("core",))
EMPTY = frozenset({
    "item", "items", "scale", "questionnaire", "depression", "anxiety", "score", "total", "the", "at", "of", "sum",
    "result", "points", "raw", "value", "assessment", "measure",
    "time", "treatment", "contact"
})  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a heading says: the measure, `occasion` (first, last or blank), whether of its date, an item's number.

    `scale`: of goals, which one. `rest`: words that are none of these.
    """

    measure: str
    occasion: str = ""
    date: bool = False
    item: int = 0
    scale: str = ""
    rest: tuple[str, ...] = ()


def measure_of(heading: str) -> Said | None:
    """What the heading says of a measure; None where it names none, or says more than is known."""
    words = _words(heading)
    for at, word in enumerate(words[:-1]):
        if word in ("goal", "gbo") and words[at + 1] in ("1", "2", "3"):
            said = _said("GBO", [*words[:at], *words[at + 2 :]])
            return replace(said, scale=f"goal {words[at + 1]}") if not said.rest else None
    for alias, key in _aliases():
        size = len(alias)
        for at in range(len(words) - size + 1):
            # PHQ-2, GAD-2 and CORE-34 are other questionnaires.
            other = alias in NUMBERED and "".join(words[at + size : at + size + 1]).isdigit()
            if tuple(words[at : at + size]) == alias and not other:
                said = _said(key, [*words[:at], *words[at + size :]])
                return said if not said.rest else None
    return None


def measure_of_word(word: str) -> str | None:
    """The measure that a word of a column of measures names, by one or several of its names and nothing else."""
    said = measure_of(word)
    if said:
        return None if said.occasion or said.date or said.item or said.scale else said.measure
    key = measure_in(word)
    left = " ".join(_words(word))
    for alias, other in _aliases():
        left = re.sub(rf"\b{' '.join(alias)}\b", " ", left) if other == key else left
    empty = EMPTY | ({str(MEASURES[key].items)} if key else set())
    return key if not set(left.split()) - empty else None


def measure_in(word: str) -> str | None:
    """The one measure that a longer word of a column of measures names beside others ("PHQ-9 (depression)")."""
    words = _words(word)
    found = set()
    for alias, key in _aliases():
        certain = len(alias) > 1 or alias[0] in ("epds", "kpcs", "gbo", "swemwbs", "piios")
        if certain and any(tuple(words[at : at + len(alias)]) == alias for at in range(len(words))):
            found.add(key)
    return found.pop() if len(found) == 1 else None


def measure_of_name(file: str) -> str:
    """The one measure that the words of a file's name name; blank where it is none, or several."""
    words = [word for word in re.split(r"[\s_.]+", re.sub(r"\.[^.]*$", "", file)) if len(word) > 2]
    found = {key for word in words if (key := measure_of_word(word))}
    return found.pop() if len(found) == 1 else ""


def occasion_of(heading: str) -> str:
    """'first', 'last' or nothing, of a heading that need not name a measure."""
    words = set(_words(heading))
    return "first" if words & FIRST and not words & LAST else "last" if words & LAST and not words & FIRST else ""


def item_of(heading: str) -> int:
    """The number of a heading such as Q1, item_1, Question 1; 0 for any other."""
    found = re.fullmatch(r"\s*(?:item|question|q|i)[\s_.]*0?(\d{1,2})\s*", heading.casefold())
    return int(found[1]) if found else 0


def _said(measure: str, words: list[str]) -> Said:
    occasion, date, item, rest = "", False, 0, []
    for word in words:
        number = re.fullmatch(r"(?:item|question|q|i)(\d{1,2})", word)
        if number:
            item = int(number[1])
        elif word in ("date", "completed", "dt"):
            date = True
        elif word in FIRST and not occasion:
            occasion = "first"
        elif word in LAST and not occasion:
            occasion = "last"
        elif word not in EMPTY:
            rest.append(word)
    return Said(measure, occasion, date, item, rest=tuple(rest))


def _words(text: str) -> list[str]:
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    found = re.findall(r"[a-z]+|\d+", text.casefold())
    joined, position = [], 0
    while position < len(found):
        pair = "".join(found[position : position + 2])
        if re.fullmatch(r"(?:[qti]|item|question|time|s)\d{1,2}", pair):
            joined.append(pair)
            position += 2
        else:
            joined.append(found[position])
            position += 1
    return joined


@lru_cache(maxsize=1)
def _aliases() -> list[tuple[tuple[str, ...], str]]:
    named = {}
    for key, measure in MEASURES.items():
        for text in (key, measure.name, *ALIASES.get(key, ())):
            named[tuple(_words(text))] = key
    return sorted(named.items(), key=lambda item: (-len(item[0]), item[0]))
