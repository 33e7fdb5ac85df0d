"""The opening sentences of the Summary, made of three Answers: short enough to be read aloud, nothing they do not hold.

What stands behind each sentence (its interval, its reason) is in the Answer's own finding and evidence.
"""

import re

from pimh_data.answer import Answer, Selection
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE

NOT_THERE = ("hidden", "no data")
# Said shorter here than on the card.
SHORTER = {
    "a larger share than": "more than",
    "a smaller share than": "fewer than",
    "no clear difference from the year before (": "no clear change (from ",
}
OFFERED = ". It is shown for "
NO_LARGER_VIEW = " No larger view of this release shows it."


def opening(people: Answer, equity: Answer, outcomes: Answer) -> str:
    """How many were seen and for how many births, how often the most deprived fifth, and how many improved.

    Takes the answers `reach.people_seen`, `equity.core20` and `outcomes.headline` of one selection. Births stand beside
    the people only where everyone is chosen, since they are everyone's.
    """
    said = (_people(people, equity), _first_sentence(equity), _outcomes(outcomes))
    return _once(f"{_subject(people.selection)}{' '.join(said)}")


def _people(people: Answer, equity: Answer) -> str:
    if people.headline is None or people.finding.grade in NOT_THERE:
        return _without_subject(people)
    every, comparison = _births(people, equity), people.headline.comparison
    seen = f"{people.headline.value} {people.headline.label.removesuffix(' seen')} were seen{every}"
    change = _small(comparison)
    return f"{seen}; {change}." if comparison else f"{seen}."


def _births(people: Answer, equity: Answer) -> str:
    """', about 1 for every 5 babies': children aged 0, or births, over people seen."""
    rows = equity.table[(equity.table["period"] == equity.selection.year).to_numpy()]
    births = float((rows["children_core20"] + rows["children_rest"]).sum(min_count=1))
    seen = float(people.headline.value.replace(",", "")) if people.headline else 0.0
    if people.selection.deprivation != EVERYONE or not (births > 0 and seen > 0) or round(births / seen) < 2:
        return ""
    return f", about 1 for every {round(births / seen):,} babies"


def _outcomes(outcomes: Answer) -> str:
    """The verdict on outcomes, after its measure: the first sentence of the finding, which says what was counted."""
    where = _subject(outcomes.selection).removesuffix(": ")
    return _capital(_first_sentence(outcomes).removeprefix(f"{where}, "))


def how_fast(waits: Answer) -> str:
    """'64% were seen within six weeks; more than the year before (50%), beyond chance.': of `reach.six_weeks`."""
    if waits.headline is None or waits.finding.grade in NOT_THERE:
        return _first_sentence(waits)
    headline = waits.headline
    change = _small(headline.comparison)
    for long, short in SHORTER.items():
        change = change.replace(long, short)
    return f"{headline.value} were {headline.label}{'; ' if change else ''}{change}."


def by_ethnic_group(groups: Answer) -> str:
    """How often people other than White British or Irish are seen: the first sentence of `equity.ethnic_group`.

    Where the answer follows a group, it is named first: 'The most deprived fifth (Core20): of 465 people ...'.
    """
    return _capital(_first_sentence(groups).removeprefix(f"{_subject(groups.selection).removesuffix(': ')}, "))


def _once(paragraph: str) -> str:
    # The reason for hiding a number is the same in every sentence: the first time is enough.
    given: set[str] = set()

    def first_time(found: re.Match[str]) -> str:
        repeated = found.group() in given
        given.add(found.group())
        return "" if repeated else found.group()

    return re.sub(r" \([^()]*\bhidden\b[^()]*\)", first_time, paragraph)


def _without_subject(answer: Answer) -> str:
    return answer.finding.text.removeprefix(_subject(answer.selection)).removesuffix(NO_LARGER_VIEW)


def _subject(selection: Selection) -> str:
    # Every finding opens with it; in a paragraph once is enough.
    service = () if selection.service == ALL_SERVICES else (selection.service,)
    return f"{', '.join((selection.place, *service, selection.year))}: "


def _first_sentence(answer: Answer) -> str:
    # Where else a number is shown stands on its card.
    said = _without_subject(answer).split(OFFERED)[0]
    return _capital(re.split(r"\. (?=[A-Z])", said)[0].removesuffix(".")) + "."


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
