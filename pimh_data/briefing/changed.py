"""What changed since the year before: what chance does not explain, what could not be told from it, and facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pimh_data.answer import WITHHELD, Answer
from pimh_data.briefing.sentences import NOT_THERE, capital, in_sentences, small
from pimh_data.briefing.summary import in_quarter
from pimh_data.formats import people

FEWEST = 20  # eligible: of fewer, rounded counts say too little of how complete they are
BEYOND, NOT_TOLD, FACTS = "Beyond chance", "No clear change", "Facts, which are not tested"
KIND: Mapping[str, str] = {"better": BEYOND, "worse": BEYOND, "no clear difference": NOT_TOLD}  # of a grade


COMPARED = ("reach.last_quarter", "reach.six_weeks", "outcomes.headline")  # what it is made of
NOTHING = "Nothing here can be set beside the year before."
NOT_SHOWN = "Nothing that is shown to you here can be set beside the year before: some is not shown to you."


@dataclass(frozen=True)
class WhatChanged:
    """One thing that is set beside the year before. `kind`: BEYOND, NOT_TOLD or FACTS."""

    kind: str
    said: str


def changed(answers: Mapping[str, Answer]) -> tuple[WhatChanged, ...]:
    """What chance does not explain first. Takes the Answers of the Summary, by the keys of their questions.

    What is hidden, or has no year before, is left out: its own panel says why.
    """
    found = [*_tested(answers), *_counted(answers["reach.last_quarter"]), *_scored_twice(answers["outcomes.headline"])]
    return tuple(sorted(found, key=lambda one: (BEYOND, NOT_TOLD, FACTS).index(one.kind)))


def nothing(answers: Mapping[str, Answer]) -> str:
    """What is said where `changed` is empty: that there is nothing to compare, or that some of it is not shown."""
    unseen = any(answers[key].finding.grade == WITHHELD for key in COMPARED)
    return NOT_SHOWN if unseen else NOTHING


def _tested(answers: Mapping[str, Answer]) -> Iterator[WhatChanged]:
    """Shares whose grade is that of the comparison with the year before. Too few is no sign that nothing changed."""
    speed, scores = answers["reach.six_weeks"], answers["outcomes.headline"]
    if speed.headline and speed.finding.grade in KIND:
        compared = small(speed.headline.comparison)
        yield WhatChanged(KIND[speed.finding.grade], f"Seen within six weeks: {speed.headline.value}, {compared}.")
    said = [one for one in in_sentences(scores.finding.text) if "the year before (" in one]
    if scores.headline and said and scores.finding.grade in KIND:
        compared = small(said[0])
        # The measure is in the label: another Place may have another.
        label = capital(scores.headline.label)
        yield WhatChanged(KIND[scores.finding.grade], f"{label}: {scores.headline.value}, {compared}")


def _counted(quarter: Answer) -> Iterator[WhatChanged]:
    if quarter.finding.grade in NOT_THERE:
        return
    for clause in quarter.finding.text.partition(": ")[2].removesuffix(".").split("; "):
        if "a year before (" in clause:
            yield WhatChanged(FACTS, f"In {in_quarter(quarter)}, {clause}.")
    for note in quarter.notes:  # which services began meanwhile
        yield WhatChanged(FACTS, note)


def _scored_twice(scores: Answer) -> Iterator[WhatChanged]:
    """How many of those eligible have two scores, beside the year before, as counts: how complete it is."""
    rows = scores.table.set_index("period")
    years = [period for period in rows.index if period <= scores.selection.year][-2:]
    if scores.finding.grade in NOT_THERE or scores.selection.year not in years or len(years) < 2:
        return
    before, now = (rows.loc[year] for year in years)
    # A hidden count is neither large nor small.
    if all(year[["eligible", "paired"]].notna().all() and year["eligible"] >= FEWEST for year in (before, now)):
        was, held = (f"{people(year['paired'])} of {people(year['eligible'])}" for year in (before, now))
        yield WhatChanged(FACTS, f"{held} eligible have two scores; the year before it was {was}.")
