"""Sheffield's published figures side by side: women, families and parents, each labelled for what it counts."""

import math

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.formats import people, percent
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.registry import reference
from pimh_data.registry.case_studies import SHEFFIELD
from pimh_data.registry.need import Residents
from pimh_data.registry.need_models import BIRTHS_OF_REVIEW, models
from pimh_data.release import Release

PLACE = "Sheffield"
LIGHT = ("Light peer support", "parents accessing support")
COLUMNS = (
    Column("figure", "Published figure", "text"),
    Column("counts", "What it counts", "text"),
    Column("lower", "Least, a year", "published"),
    Column("upper", "Most, a year", "published"),
    Column("share_lower", "Least, share of births", "share"),
    Column("share_upper", "Most, share of births", "share"),
    Column("words", "As published", "text"),
    Column("source", "Source", "text"),
    STATE,
)


def sheffield_side_by_side(release: Release) -> Answer:
    """The review's need (855 women; 428-450 and 856-899 families) beside Light's 465 parents and the births.

    One row a figure: figure, counts (women, families, parents, births), lower and upper (people a year, as published),
    their share of the review's births where they are of births, words, source, state.
    """
    must_name(release, SHEFFIELD)
    figures = reference.load("sheffield_published").set_index(["service", "measure"])
    births = float(figures.loc[(PLACE, BIRTHS_OF_REVIEW), "value"])
    review = Residents(births, math.nan, math.nan, math.nan)
    rows = [_row("Births", "births", births, births, births, f"{people(births)} births a year", reference.SHEFFIELD)]
    for key in ("mild_to_moderate", "families_who_benefit"):
        for count in models()[key].counts:
            found = count.estimate(review)
            lower = found.upper if count.up_to else found.lower
            words = _words(lower, found.upper, count.up_to, count.unit)
            rows.append(_row(count.label, count.unit, lower, found.upper, births, words, models()[key].citation))
    light = figures.loc[LIGHT]
    words = f"{people(light.value)} parents in {light.period}"
    rows.append(
        _row("Parents who had Light's support", "parents", light.value, light.value, math.nan, words, light.source)
    )
    return Answer(
        "need.sheffield",
        "Sheffield's published need beside the people whom Light saw",
        Selection(PLACE),
        tidy(COLUMNS, rows),
        COLUMNS,
        _finding(rows),
        evidence(
            release,
            definition="Figures of the Sheffield review as printed, each with the people that it counts.",
            numerator="As published",
            denominator=f"{people(births)} births a year (average 2017-2022) for those that are of births",
            method="Side by side; shares are of the review's own births. Nothing is added or divided across rows.",
            period="Need: a year; Light: 2023/24",
            source=reference.FILES["sheffield_published"].source,
            citation=reference.SHEFFIELD,
            hidden=NOTHING_HIDDEN,
            caveats=(
                "Women, families and parents are three counts: a family may hold one woman in need, both or neither.",
                "855 is a ceiling ('up to'); Light's 465 are people who came, of whom not all are among the need.",
            ),
        ),
    )


def _row(figure: str, counts: str, lower: float, upper: float, births: float, words: str, source: str) -> Row:
    return {
        "figure": figure[:1].upper() + figure[1:],
        "counts": counts,
        "lower": lower,
        "upper": upper,
        "share_lower": lower / births,
        "share_upper": upper / births,
        "words": words,
        "source": source,
        "state": "shown",
    }


def _words(lower: float, upper: float, up_to: bool, unit: str) -> str:
    if up_to:
        return f"up to {people(upper)} {unit} a year"
    return f"{people(lower)} to {people(upper)} {unit} a year"


def _finding(rows: list[Row]) -> Finding:
    births, *others = rows
    shares = [", " + _share(row) if row["share_upper"] == row["share_upper"] else "" for row in others[:-1]]
    said = [
        f"{row['words']} ({str(row['figure']).lower()}{share})" for row, share in zip(others[:-1], shares, strict=True)
    ]
    light = others[-1]["words"]
    text = f"Of {births['words']}: {'; '.join(said)}. Light saw {light}. These count women, families and parents: "
    return Finding(f"{text}none is a part of another.", "description")


def _share(row: Row) -> str:
    low, high = (percent(float(row[end]), 1000) for end in ("share_lower", "share_upper"))
    return f"{high} of births" if low == high else f"{low} to {high} of births"
