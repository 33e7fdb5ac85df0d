"""How often each of the 16 ethnic categories is seen, against all others known, over three years, all services."""

import math
from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, Grade, Keeps, Row, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import Cell, View
from pimh_data.questions.equity.representation import (
    OF_SEEN,
    few_or_hidden,
    representation_answer,
    representation_columns,
)
from pimh_data.questions.equity.seen_beside_others import OTHERS, Seen
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.population import NOT_JUDGED, residents_by
from pimh_data.registry.cubes import ALL_SERVICES, ETHNIC_CODE, EVERYONE, TOTAL
from pimh_data.registry.ethnicity import CODES, UNKNOWN
from pimh_data.release import Release

CATEGORIES = tuple(code.name for code in CODES if code.name not in UNKNOWN)
GROUP = {code.name: code.group for code in CODES}
NAMED_AT_MOST = 3
CONFIDENCE = 1 - 0.05 / len(CATEGORIES)  # so that among all of them one stands out by chance in one of 20 releases


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Ethnic category", "text"),
        Column("group", "Ethnic group", "text"),
        Column("people", "People seen in three years", "count", "people"),
        Column("share", "Share of those known", "share"),
        OF_SEEN,
        Column("residents", basis.capitalize(), "published", "residents"),
        *representation_columns("category"),
        Column("together_lower", "95% interval, categories together, lower", "ratio", decimals=2),
        Column("together_upper", "95% interval, categories together, upper", "ratio", decimals=2),
    )


def seen_by_ethnic_code(release: Release, selection: Selection) -> Answer:
    """Each ethnic category's rate of people seen against all others known: 16 categories, then the three unknown.

    Always the last three years together and all services: shorter or smaller, most categories would be hidden. Columns:
    member, group, people, share (of those known), residents, against, ratio with its 95% interval, the bounds if none
    or all of the unknown were of the category, known, state. Raises SelectionError for a year or Place that is not
    held.
    """
    manifest = release.manifest
    periods.position(manifest, selection.year)
    period = periods.three_years(manifest) or ""
    view = View(selection.place, period, ALL_SERVICES, ETHNIC_CODE.name, EVERYONE)
    middle = manifest.years[-2] if period else selection.year
    residents = residents_by(release, selection.place, ALL_SERVICES, ETHNIC_CODE.name, middle)
    seen = Seen.of(release, view, view.at(dimension=TOTAL.name), CATEGORIES, residents)
    together = seen.ratios(CONFIDENCE)

    def more(row: int, name: str) -> Row:
        return {"group": GROUP[name], "together_lower": together[row][1], "together_upper": together[row][2]}

    columns = _columns(residents.basis)
    rows = seen.rows(columns, more)
    return representation_answer(
        "equity.ethnic_code",
        "People seen by ethnic category, against residents",
        release,
        selection,
        columns,
        rows,
        _said(release, selection, view, rows, seen),
        seen=seen,
        definition="How many times as often people of each of the 16 NHS ethnic categories are seen as all others "
        "whose category is known: people seen per resident, over the same for the others. The census's Roma, and Gypsy "
        "or Irish Traveller, are under Any other White background, its Arab under Any other ethnic group.",
        numerator=f"Distinct people seen in {period or 'three years'}, {selection.place}, all services",
        method="Score interval of the ratio of two rates, with the error of rounding added to that of chance; drawn, "
        f"and tested, are those of {percent(CONFIDENCE, 1000)}, which hold for all 16 together. A category of whom "
        f"fewer than {FEWEST} would be seen at the rate of all others known is not judged.",
        period=f"Financial years {period}" if period else "None: fewer than three years are covered",
        what="categories",
        notes=_kept(selection),
    )


def _kept(selection: Selection) -> tuple[str, ...]:
    """What of the selection this panel cannot follow."""
    kept = "Three years together and all services, whatever is chosen: smaller views would be hidden."
    everyone = Keeps("Everyone is counted: ethnic categories are not held by deprivation.")
    return (kept,) if selection.deprivation == EVERYONE else (kept, everyone)


def _said(
    release: Release,
    selection: Selection,
    view: View,
    rows: Sequence[Row],
    seen: Seen,
) -> Said:
    subject = f"{view.where}, {view.period or 'three years together'}"
    tell, known, unknown = Telling(release, selection, view, subject), seen.known, seen.unknown
    if known.state in ("no data", "zero"):
        return tell.says("there are no data on people seen by ethnic category.", "no data")
    if not known.known:

        def all_known(view: View) -> Cell:
            return Seen.of(release, view, view.at(dimension=TOTAL.name), CATEGORIES, seen.denominator).known

        what = "too many ethnic categories are hidden to compare them"
        return tell.hidden(
            what, all_known, lambda view: f"{people(all_known(view).value)} people of known ethnic category"
        )
    if seen.denominator.refused:
        return tell.says(words.lower_first(seen.denominator.refused), "no data")
    if known.value < FEWEST:
        return tell.says("too few people of known ethnic category to compare with residents.", "too few")
    judged = seen.denominator.of_parental_age
    ages = "" if judged else " of all ages"
    own = [row for row in rows[: len(CATEGORIES)] if str(row["member"]) in seen.spoken]
    under = [row for row in own if float(row["together_upper"]) < 1]
    over = [row for row in own if float(row["together_lower"]) > 1]
    shown = sum(row["state"] in ("shown", "zero") for row in rows[: len(CATEGORIES)])
    rest = f" {len(CATEGORIES) - shown} of 16 categories are hidden." if shown < len(CATEGORIES) else ""
    rest = f"{few_or_hidden(seen, {name: name for name in seen.names}, [str(row['member']) for row in under])}{rest}"
    if not under and not over:
        text = (
            f"of no category that can be judged is it clear that its people are seen more or less often than {OTHERS}."
        )
        if not judged:
            return tell.says(f"{NOT_JUDGED}.{_unknown(known, unknown)}{rest}", "description")
        return tell.says(f"{text}{_unknown(known, unknown)}{rest}", "no clear difference")
    said = "; ".join(f"{which} often: {_named(part)}" for part, which in ((under, "less"), (over, "more")) if part)
    firm = (
        [row for row in under if float(row["bound_upper"]) < 1],
        [row for row in over if float(row["bound_lower"]) > 1],
    )
    reversible = [str(row["member"]) for row in (*under, *over) if row not in (*firm[0], *firm[1])]
    could = f" The unknown could reverse this for {words.listed(reversible)}." if reversible else ""
    white = all(row["group"] == "White" for row in firm[0])
    grade: Grade = "no clear difference"
    if firm[0]:
        grade = "lower" if white else "worse"
    elif firm[1]:
        grade = "higher"
    text = f"compared with {OTHERS}, per resident{ages}, seen {said}.{_unknown(known, unknown)}{could}{rest}"
    tell = replace(tell, subject=f"{subject}, all services")
    return tell.says(text, grade) if judged else tell.says(f"{NOT_JUDGED}; {text}", "description")


def _named(rows: Sequence[Row]) -> str:
    """The categories furthest from 1, and how many others there are."""
    order = sorted(rows, key=lambda row: -abs(math.log(float(row["ratio"]))) if float(row["ratio"]) > 0 else -math.inf)
    more = len(order) - NAMED_AT_MOST
    named = [_ratio(row) for row in (order[:NAMED_AT_MOST] if more > 1 else order)]
    return words.listed([*named, f"{more} more"] if more > 1 else named)


def _ratio(row: Row) -> str:
    return f"{row['member']} ({number(float(row['ratio']), 2)} times, {people(float(row['people']))} people)"


def _unknown(known: Cell, unknown: Cell) -> str:
    whole = known.value + unknown.value
    if not unknown.known or unknown.value == 0:
        return ""
    return f" Unknown for {percent(unknown.value / whole, whole)} of people seen."
