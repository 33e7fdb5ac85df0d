"""The four verdicts of the Summary, each made of Answers: short enough to be read aloud, nothing they do not hold.

What stands behind each sentence (its interval, its reason) is in the Answer's own finding and evidence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pimh_data.answer import WITHHELD, Answer
from pimh_data.briefing.sentences import (
    NOT_THERE,
    after_first,
    capital,
    first_sentence,
    in_sentences,
    small,
    subject_of,
    without_subject,
)
from pimh_data.registry.cubes import EVERYONE

# Said shorter here than on the card.
SHORTER = {
    "a larger share than": "more than",
    "a smaller share than": "fewer than",
    "no clear difference from the year before (": "no clear change (from ",
}
ADDING_UP = "add up to"  # of percentages that stand in the table beneath

Answers = Mapping[str, Answer]  # by the keys of their questions


@dataclass(frozen=True)
class Verdict:
    """One question of a meeting and its answer in words. `beside`: what must be known beside it, a line each; `notes`:
    what else.

    `answer`: whose chart, table and files they are; `page`: the address of the page that says more.
    """

    question: str
    said: str
    beside: tuple[str, ...]
    answer: Answer
    page: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asks:
    """A verdict as it is made: its question, the Answer that it rests on, its page, its first sentence, its lines."""

    question: str
    key: str
    page: str
    says: Callable[[Answers], str]
    beside: Callable[[Answers], tuple[str, ...]]
    notes: Callable[[Answers], tuple[str, ...]] = lambda _: ()

    def of(self, answers: Answers) -> Verdict:
        """The verdict. Raises KeyError where an Answer that it needs is not among them."""
        lines = tuple(line for line in self.beside(answers) if line)
        found = answers[self.key]
        notes = (*self.notes(answers), *(note for note in found.notes if ADDING_UP not in note))
        return Verdict(self.question, self.says(answers), lines, found, self.page, notes)


def _reached(answers: Answers) -> str:
    return _people(answers["reach.people_seen"], answers["equity.core20"])


def _reached_beside(answers: Answers) -> tuple[str, ...]:
    seen, quarter = answers["reach.people_seen"], answers["reach.last_quarter"]
    compared = seen.headline.comparison if seen.headline and seen.finding.grade not in NOT_THERE else ""
    latest = "" if quarter.finding.grade in NOT_THERE else _last_quarter(quarter)
    change = f"{capital(compared)}." if compared else ""
    speed = answers["reach.six_weeks"]
    return f"{change} {latest}".strip(), how_fast(speed)


def _reached_notes(answers: Answers) -> tuple[str, ...]:
    waiting = (note for note in answers["reach.six_weeks"].notes if note.startswith("Waiting to be seen"))
    return ("Quarters do not add up to a year: many people are seen in several.", *waiting)


def _fairly(answers: Answers) -> str:
    return first_sentence(answers["equity.core20"])


def _fairly_beside(answers: Answers) -> tuple[str, ...]:
    found = answers["equity.core20"]
    told = found.headline.comparison.split("; ") if found.headline else []
    shares = [part for part in told if "of people seen" in part]
    shared = f"{capital('; '.join(shares))}." if shares else ""
    return f"{shared} {after_first(found)}".strip(), by_ethnic_group(answers["equity.ethnic_group"])


def _scores(answers: Answers) -> str:
    return f"{_outcomes(answers['outcomes.headline']).removesuffix('.').partition('; ')[0]}."


def _scores_beside(answers: Answers) -> tuple[str, ...]:
    found = answers["outcomes.headline"]
    missing = _outcomes(found).partition("; ")[2]
    return capital(missing), after_first(found)


def _ends(answers: Answers) -> str:
    return first_sentence(answers["funding.ends"])


def _ends_beside(answers: Answers) -> tuple[str, ...]:
    return tuple(in_sentences(after_first(answers["funding.ends"])))


FOUR = (
    Asks("Are we reaching families?", "reach.people_seen", "reach", _reached, _reached_beside, _reached_notes),
    Asks("Fairly?", "equity.core20", "equity-missed", _fairly, _fairly_beside),
    Asks("How do scores change?", "outcomes.headline", "outcomes", _scores, _scores_beside),
    Asks("What ends, and when?", "funding.ends", "need-ends", _ends, _ends_beside),
)


def four(answers: Answers) -> tuple[Verdict, ...]:
    """The four verdicts about one selection. Raises KeyError where an Answer that they need is not among these."""
    return tuple(one.of(answers) for one in FOUR)


def _people(people: Answer, equity: Answer) -> str:
    if people.headline is None or people.finding.grade in NOT_THERE:
        return capital(without_subject(people))
    one = people.headline.value == "1"
    seen = f"{people.headline.value} {people.headline.label.removesuffix(' seen')} {'was' if one else 'were'} seen"
    return f"{seen}{_births(people, equity)}."


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
    where = subject_of(outcomes.selection).removesuffix(": ")
    return capital(first_sentence(outcomes).removeprefix(f"{where}, "))


def how_fast(waits: Answer) -> str:
    """'64% were seen within six weeks; more than the year before (50%), beyond chance.': of `reach.six_weeks`."""
    if waits.finding.grade == WITHHELD:  # beside another verdict, whose words are not about waits
        return "How fast people are seen is not shown to you."
    if waits.headline is None or waits.finding.grade in NOT_THERE:
        return first_sentence(waits)
    headline = waits.headline
    change = small(headline.comparison)
    for long, short in SHORTER.items():
        change = change.replace(long, short)
    return f"{headline.value} were {headline.label}{'; ' if change else ''}{change}."


def by_ethnic_group(groups: Answer) -> str:
    """How often people other than White British or Irish are seen: the first sentence of `equity.ethnic_group`.

    Where that alone is no clear difference and the grade is, the sentence follows that names the group: opposite
    differences cancel each other. Where the answer follows a group, it is named first: 'The most deprived fifth
    (Core20): of 465 people ...'.
    """
    if groups.finding.grade == WITHHELD:
        return "How often ethnic groups are seen is not shown to you."
    first = first_sentence(groups)
    others = in_sentences(without_subject(groups))[1:]
    told = groups.finding.grade not in ("no clear difference", "too few", "description", *NOT_THERE)
    return f"{first} {others[0]}" if told and others and "no clear difference" in first else first


def _last_quarter(quarter: Answer) -> str:
    """'In 2024/25 Q4, 425 people were newly referred, about 20 more than the same quarter a year before (405).'"""
    said = quarter.finding.text.partition(": ")[2].removesuffix(".").partition("; ")[0]
    return f"In {in_quarter(quarter)}, {said}."


def in_quarter(quarter: Answer) -> str:
    """'2024/25 Q4', and who is counted where that is not the chosen group: of `reach.last_quarter`."""
    return f"{quarter.column('people').label}{', of everyone' if quarter.keeps else ''}"
