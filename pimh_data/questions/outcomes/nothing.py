"""The answer where no outcome measure is in use: no data, said kindly, in the shape of the answer asked for."""

from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Finding, Headline, Selection
from pimh_data.questions import words
from pimh_data.questions.kit import Said, answer
from pimh_data.questions.outcomes.saying import EXTRACT, no_such_measure
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release


def nothing(
    release: Release, selection: Selection, key: str, title: str, columns: Sequence[Column], why: str = ""
) -> Answer:
    """An answer without rows. `why`: a sentence in the place of 'no scores have been recorded here yet'."""
    return answer(
        key,
        title,
        release,
        selection,
        tuple(columns),
        [],
        Said(Finding(why or no_such_measure(selection), "no data"), Headline(title, "no data", "")),
        definition="Change between a first and a last score of the same people on an outcome measure.",
        numerator="None: there are no scores",
        denominator=f"Courses of {words.people_of(EVERYONE)} closed, {words.subject(selection)}",
        method="None",
        period=selection.year,
        source=EXTRACT,
        citation="None",
        matters=("outcomes",),
        hidden=(),
    )
