"""The published family survey: its answers with intervals, its small sample, and which measures each speaks to."""

from typing import Any

import pandas as pd

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.formats import interval, people, percent
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.questions.words import listed
from pimh_data.registry import reference
from pimh_data.registry.case_studies import NORTH_WEST_COAST
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release
from pimh_data.statistics.intervals import wilson

COLUMNS = (
    Column("question", "Question", "text"),
    Column("answer", "Answer", "text"),
    Column("respondents", "Respondents, as published", "published", "people"),
    Column("asked", "Respondents in all", "published", "people"),
    Column("percent", "Percent, as published", "published", "%", 1),
    Column("share", "Share of respondents", "share"),
    Column("lower", "95% interval, lower", "share"),
    Column("upper", "95% interval, upper", "share"),
    Column("speaks_to", "Measures that it speaks to", "text"),
    STATE,
)
RESPONDENTS = "respondents"
# Which measures a question of the survey stands beside, and under what they are shown.
SPEAKS_TO = {
    "where normally go for help": "who refers, and people seen (Reach)",
    "might help build a stronger relationship": "people seen beside need (How much need) and gaps (Provision)",
    "worried about the relationship": "need under the published models (How much need)",
    "comfortable being asked about the relationship": "people seen (Reach)",
    "experience of a non-NHS service that helped": "who was seen by nothing else (If the money stops)",
    "ethnic group of respondents": "people seen by ethnic group (Equity)",
    "role of respondents": "people seen by parent role (Equity)",
}


# The document speaks of another number of respondents elsewhere; which of the two its percentages are of is found.
ELSEWHERE = 225


def family_survey(release: Release) -> Answer:
    """The survey's answers: one row a question and answer, as published and as a share with Wilson's 95% interval.

    Columns: question, answer, respondents and percent (as published, one of the two), share, lower, upper (of the
    number of respondents that the percentages fit), speaks_to (measures of this product, in words), state.
    """
    must_name(release, NORTH_WEST_COAST)
    table = reference.load("family_survey")
    answers = table[table["question"] != RESPONDENTS]
    said = (int(table.loc[table["question"] == RESPONDENTS, "respondents"].iloc[0]), ELSEWHERE)
    asked = respondents(answers, said)
    rows = [_row(row, asked) for row in answers.itertuples()]
    return Answer(
        "voice.survey",
        "What families said in the North West Coast survey",
        Selection(ALL_PLACES),
        tidy(COLUMNS, rows),
        COLUMNS,
        Finding(_finding(rows, asked), "description"),
        evidence(
            release,
            definition="Answers of the North West Coast family survey, as published.",
            numerator="Respondents who gave the answer; where a percentage alone is printed, that percentage",
            denominator=f"{asked} respondents",
            method="Wilson's 95% interval, as if respondents were drawn at random, which they were not.",
            period="As published, 2022",
            source=reference.FILES["family_survey"].source,
            citation=f"{reference.NORTH_WEST_COAST}, appendix B; Wilson 1927, J Am Stat Assoc 22:209",
            hidden=NOTHING_HIDDEN,
            caveats=(small_sample(answers, said), _who(answers), "Several answers could be given to some questions."),
        ),
        notes=(small_sample(answers, said), _who(answers)),
    )


def respondents(answers: pd.DataFrame, said: tuple[int, int]) -> int:
    """Of the numbers that the document gives, the one that every printed percentage fits; the smaller if it is open."""
    fitting = [number for number in said if all(fits(value, number) for value in _percentages(answers))]
    return min(fitting or said)


def fits(value: float, number: int) -> bool:
    """Whether a printed percentage can be that of some whole number of so many respondents."""
    decimals = 0 if float(value).is_integer() else 1
    return any(round(100 * count / number, decimals) == value for count in range(number + 1))


def small_sample(answers: pd.DataFrame, said: tuple[int, int]) -> str:
    """That the document speaks of two numbers of respondents, both small, and which one its percentages fit."""
    asked = respondents(answers, said)
    odd = {number: [f"{value:g}%" for value in _percentages(answers) if not fits(value, number)] for number in said}
    why = [f"{listed(misfits)} is no whole number of {number}" for number, misfits in odd.items() if misfits]
    text = f"Small sample: the document speaks of {said[0]} respondents in one place and of {said[1]} in another"
    return f"{text}; its percentages fit {asked}{' (' + '; '.join(why) + ')' if why else ''}."


def _percentages(answers: pd.DataFrame) -> list[float]:
    return [value for value in answers["percent"] if value == value]


def _who(answers: pd.DataFrame) -> str:
    """Who answered, in words, from the table itself."""
    by = answers.set_index(["question", "answer"])["percent"]
    white, mothers = by["ethnic group of respondents", "White"], by["role of respondents", "Mothers"]
    return f"Of those who answered {white:g}% were White and {mothers:g}% mothers: others are hardly heard."


def _row(row: Any, asked: int) -> Row:
    counted = row.respondents == row.respondents
    number = row.respondents if counted else round(row.percent / 100 * asked)
    lower, upper = wilson(number, asked)
    return {
        "question": row.question[:1].upper() + row.question[1:],
        "answer": row.answer,
        "respondents": row.respondents,
        "asked": asked,
        "percent": row.percent,
        "share": number / asked if counted else row.percent / 100,
        "lower": float(lower),
        "upper": float(upper),
        "speaks_to": SPEAKS_TO.get(row.question, ""),
        "state": "shown",
    }


def _answer(row: Row) -> str:
    share, lower, upper = (float(row[name]) for name in ("share", "lower", "upper"))
    return f"{str(row['answer']).lower()} ({percent(share)}, {interval(lower, upper, 0, 100)})"


def _finding(rows: list[Row], asked: int) -> str:
    said = []
    for question, words in (
        ("Where normally go for help", "families go for help to"),
        ("Might help build a stronger relationship", "a stronger relationship would be helped by"),
    ):
        own = sorted((row for row in rows if row["question"] == question), key=lambda row: -float(row["share"]))[:2]
        each = [_answer(row) for row in own]
        said.append(f"{words} {listed(each)}")
    return f"Of {people(asked)} respondents, a small sample: most often {'; '.join(said)}."
