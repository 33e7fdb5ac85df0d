"""A partnership's own feedback: the answers to each question, as counts and shares. Answers, not people."""

from collections.abc import Mapping, Sequence

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, by_key
from pimh_data.questions.kit import STATE, Estimated, Portion, Said, Telling, answer, shares_of
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.longer import shortest_held
from pimh_data.registry.cubes import ALL_SERVICES, ANSWER, EVERYONE, TOTAL
from pimh_data.release import Release

CUBE, QUESTION = "feedback", "question"
SMALL = 30  # fewer answers than this are called few
SHARE = Estimated("share", "Share", "share")
COLUMNS = (
    Column("question", "Question", "text"),
    Column("answer", "Answer", "text"),
    Column("answers", "Answers", "count", "answers"),
    Column("of", "Of all asked", "count", "answers"),
    *SHARE.columns,
    STATE,
)
THOSE_WHO_ANSWER = (
    "Only families who were seen and chose to answer are heard: not those who left, nor those never seen."
)


def family_feedback(release: Release, selection: Selection) -> Answer:
    """The answers to each question in three years together: one row a question and answer, most given first.

    Of all services, since of one most would be hidden; of all time where the chosen year is none of the last three.
    Columns: question, answer, answers and of (counts), share of all asked with Wilson's 95% interval, state. 'Not
    answered' is an answer of its own. Everyone's feedback: it is not linked to a decile. Raises SelectionError for a
    year that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    every = Selection(selection.place, year=selection.year)
    view, longer = shortest_held(release, CUBE, View.of(every).at(dimension=ANSWER.name))
    view = view.at(dimension=TOTAL.name)
    totals = {question: found for (question, _), found in by_key(release, CUBE, view, "answers", QUESTION).items()}
    parts = by_key(release, CUBE, view.at(dimension=ANSWER.name), "answers", QUESTION)
    ordered = sorted(parts, key=lambda key: (key[0], -parts[key].value if parts[key].known else 1, key[1]))
    portions = [Portion(parts[key], totals.get(key[0], NO_DATA)) for key in ordered]
    estimates = shares_of(portions)
    rows: list[Row] = [
        {
            "question": question,
            "answer": given,
            "answers": portions[row].part.value,
            "of": portions[row].whole.value,
            **SHARE.row(estimates[row]),
            "state": portions[row].part.state,
        }
        for row, (question, given) in enumerate(ordered)
    ]
    hidden = [f"{row['question']} {row['answer']}" for row in rows if row["state"] == "hidden"]
    return answer(
        "voice.feedback",
        "What families said",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, every, view, rows, totals, dict(zip(ordered, portions, strict=True))),
        definition="Answers of families to each question of the partnership's own feedback.",
        numerator=f"Answers given, {words.subject(every, period=view.period)}",
        denominator="All answers to the question, those left blank among them",
        method="Wilson's 95% interval of the share, with the error of rounding added to that of chance.",
        period=periods.period_in_words(view.period) if view.period == selection.year else view.period,
        source="Feedback extract of the site",
        citation="Wilson 1927, J Am Stat Assoc 22:209",
        caveats=(
            THOSE_WHO_ANSWER,
            "Answers, not people: a family that answers twice counts twice.",
            "Answers that were rare or long are counted as another answer, since they could be about one family.",
        ),
        matters=("family voice",),
        hidden=hidden,
        what="answers",
        notes=(*longer, *_notes(selection, totals), *_adding_up(rows, totals)),
    )


def _adding_up(rows: Sequence[Row], totals: dict[str, Cell]) -> list[str]:
    shares = {question: [float(row["share"]) for row in rows if row["question"] == question] for question in totals}
    return [adding_up(held, f"“{question}”", totals[question].value) for question, held in shares.items()]


def _notes(selection: Selection, totals: dict[str, Cell]) -> Sequence[str]:
    said = [THOSE_WHO_ANSWER]
    few = [question for question, found in totals.items() if found.known and found.value < SMALL]
    if few:
        said.append(f"Few answers (under {SMALL}) to: {'; '.join(few)}")
    if selection.service != ALL_SERVICES:
        said.append("Of all services together: of one service most answers would be hidden.")
    if selection.deprivation != EVERYONE:
        said.append("Feedback is held for everyone together: it is not linked to a decile.")
    return said


def _in_words(question: str, row: Row, given: Portion) -> str:
    """'Was it in time? Yes: 30 of 60 (50%, 36 to 64)'; of few answers no percentage, of all of few the interval."""
    counted = f"{people(given.part.value)} of {people(given.whole.value)}"
    if not given.few:
        return f"{question} {row['answer']}: {counted} ({given.percent}, {given.bounds})"
    counted = f"{given.guarded} of" if given.part.value >= given.whole.value else f"{counted},"
    return f"{question} {row['answer']}: {counted} few answers"


def _said(
    release: Release,
    every: Selection,
    view: View,
    rows: Sequence[Row],
    totals: dict[str, Cell],
    portions: Mapping[tuple[str, str], Portion],
) -> Said:
    tell = Telling.about(release, every, words.subject(every, period=view.period))
    if not totals:
        brought = any(cube == CUBE for cube, _ in release.tables)
        why = "there is no feedback" if brought else "no feedback of families was brought"
        return tell.says(f"{why}.", "no data")
    first: dict[str, Row] = {}
    for row in rows:
        if row["state"] == "shown" and totals[str(row["question"])].known:
            first.setdefault(str(row["question"]), row)
    if not first:
        return tell.hidden("every answer is hidden", rest="Choose all Places.")
    said = [_in_words(question, row, portions[question, str(row["answer"])]) for question, row in first.items()]
    return Said(Finding(f"{tell.subject}. {'; '.join(said)}.", "description"))
