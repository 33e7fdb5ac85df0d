"""The opening sentences of the Summary, made of three Answers. Nothing is said that an Answer does not hold."""

import re

from pimh_data.answer import Answer, Selection
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE


def opening(people: Answer, equity: Answer, waits: Answer) -> str:
    """How many were seen and for how many births, how often deciles 1-2 are seen, and how fast: two or three sentences.

    Takes the answers `reach.people_seen`, `equity.core20` and `reach.six_weeks` of one selection. Births stand beside
    the people only where everyone is chosen, since they are everyone's.
    """
    subject = _subject(people.selection)
    said = [_people(people, equity)]
    said += [_capital(answer.finding.text.removeprefix(subject)) for answer in (equity, waits)]
    return _once(" ".join(said))


def _people(people: Answer, equity: Answer) -> str:
    rows = equity.table[(equity.table["period"] == equity.selection.year).to_numpy()]
    births = rows["children_core20"].sum(min_count=1) + rows["children_rest"].sum(min_count=1)
    if people.headline is None or people.finding.grade in ("hidden", "no data"):
        return people.finding.text
    seen = float(people.headline.value.replace(",", ""))
    if people.selection.deprivation != EVERYONE or not (births > 0 and seen > 0):
        return people.finding.text
    basis = equity.column("children_core20").label.split(",")[0].lower()
    every = round(births / seen)
    before, seen_, after = people.finding.text.partition(" seen")
    return (
        f"{before}{seen_} (about 1 for every {every:,} {basis}){after}" if seen_ and every > 1 else people.finding.text
    )


def _once(paragraph: str) -> str:
    # The reason for hiding a number is the same in every sentence: the first time is enough.
    given: set[str] = set()

    def first_time(found: re.Match[str]) -> str:
        repeated = found.group() in given
        given.add(found.group())
        return "" if repeated else found.group()

    return re.sub(r" \([^()]*\bhidden\b[^()]*\)", first_time, paragraph)


def _subject(selection: Selection) -> str:
    # Every finding opens with it; in a paragraph once is enough.
    service = () if selection.service == ALL_SERVICES else (selection.service,)
    return f"{', '.join((selection.place, *service, selection.year))}: "


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
