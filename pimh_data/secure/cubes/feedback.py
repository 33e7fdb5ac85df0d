"""Counts what families answered, by question, unprotected. Answers, not people: the extract knows no persons."""

import pandas as pd

from pimh_data.registry.cubes import ANSWER, CUBES, EVERYONE, PERIOD_KINDS, TOTAL
from pimh_data.secure.cubes.adding import added_up, by_unit, from_first_row, named
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import TOTAL as EVERYONE_TOGETHER
from pimh_data.secure.cubes.plan import Breakdown, counted_of
from pimh_data.secure.cubes.source import Progress, Source, keyed

NOT_ANSWERED, OTHER_ANSWER = "Not answered", "Another answer"
NO_QUESTION, OTHER_QUESTION = "Question not recorded", "Another question"


def feedback_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """feedback: answers to each question, by year and longer; none where the extract was not brought.

    Answers that are rare or long are counted as another answer, since free text could be about one person. Feedback
    outside the months that the release covers is not in it.
    """
    extract = source.checks.extracts.get("feedback")
    if extract is None:
        return {}
    progress("Counting family feedback")
    rows = by_unit(extract.accepted, source.views, ("question", "answer"), answers=None)
    if rows.empty:
        return {}  # every row was refused, which the report says: as if none had been brought
    rows["question"] = named(rows.question, rows.answers, NO_QUESTION, OTHER_QUESTION)
    own = [named(part.answer, part.answers, NOT_ANSWERED, OTHER_ANSWER) for _, part in rows.groupby("question")]
    rows["answer"] = pd.concat(own)
    views, counts = from_first_row(source.views, rows), CUBES["feedback"].counts
    met = rows[["question", "answer"]].drop_duplicates().rename(columns={"answer": "member"})
    written = pd.concat(
        [
            met[["question"]].drop_duplicates().assign(dimension=TOTAL.name, member=EVERYONE),
            met.assign(dimension=ANSWER.name),
        ],
        ignore_index=True,
    )
    answers = Breakdown(ANSWER.name, ("answer",), tuple(met.member.unique()))
    parts = []
    for kind in PERIOD_KINDS:
        months, plan = source.months(kind), counted_of("feedback", kind, (EVERYONE_TOGETHER, answers))
        if months.empty or not plan:
            continue
        places = grid([EVERYONE_TOGETHER], months, views).drop(columns=["dimension", "member"])
        counted = added_up(rows, plan, months, views, counts, ("question",))
        parts.append(keyed(filled(places.merge(written, how="cross"), counted, counts), "feedback", kind))
    return {"feedback": pd.concat(parts, ignore_index=True)} if parts else {}
