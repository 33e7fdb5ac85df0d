"""Parent and relationship together: how mood and the relationship moved in each service, and where only one did."""

from collections.abc import Callable

from pimh_data.answer import Answer, Finding, Keeps, ReferenceLine, Row, Selection
from pimh_data.questions import words
from pimh_data.questions.kit import Said
from pimh_data.questions.kit.verdicts.could_be_seen import size_seen
from pimh_data.questions.outcomes.asking import Heading, by_definition, nothing, outcome_answer
from pimh_data.questions.outcomes.mood_and_bond_rows import (
    BOTH,
    COLUMNS,
    NEITHER,
    ONLY_BOND,
    ONLY_MOOD,
    is_told,
    side_by_side,
)
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.saying import period_in_short
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

SIZES = 3  # that would have been seen: the table has the interval of every service
HEADING = Heading("outcomes.together", "Parent and relationship together", COLUMNS)


@by_definition(HEADING)
def mood_and_relationship(release: Release, selection: Selection, asked: OutcomeDefinition) -> Answer:
    """Improvement of mood beside that of the relationship: one row a service of the selection that measures both.

    The measure chosen is used where it is one of the two; otherwise the one with most people. `*_size` is the
    improvement over the SD of first scores, so that the two can be drawn on one scale; warmth and invasion, first and
    last, are the ends of an arrow and are never added. 'Clearly improved' means that the 95% interval lies above no
    change, 'unclear' that it does not; with fewer than 20 people on either measure neither is said.
    """
    return beside(release, selection, asked)


def beside(
    release: Release, selection: Selection, asked: OutcomeDefinition, told: Callable[[Row], bool] = is_told
) -> Answer:
    """The same over the shortest period in which a service can be `told`."""
    view, rows = side_by_side(release, selection, asked, told)
    period = view.period
    if not rows:
        where = words.subject(selection, with_year=False)
        why = f"{where}: no service records both the parent's mood and the relationship, to be set side by side."
        return nothing(release, selection, HEADING, why)
    notes = [] if period == selection.year else [f"Shown for the courses closed {period_in_short(period)}."]
    notes += sizes_seen(rows)
    if selection.deprivation != EVERYONE:
        notes.append(Keeps("Everyone is counted: of one service a group would be too few."))
    return outcome_answer(
        HEADING,
        release,
        selection,
        asked,
        view,
        rows,
        Said(_finding(_about(selection, period), selection.service, rows)),
        definition="Mean improvement in the parent's mood beside mean improvement in the relationship, in the same "
        "service; each on its own measure.",
        numerator="Improvement between first and last score, in points",
        denominator="People with two scores on that measure: not always the same people on both",
        method="Student's t, 95%; over the SD of first scores to set two measures side by side.",
        withheld=""
        if all(row["state"] == "shown" for row in rows)
        else "Means are not shown where fewer than ten people stand.",
        hidden=(),
        caveats=(
            "Improvement agrees across symptoms, function and goals in only about 16% of cases (Krause 2021): "
            "measures are never made into one number.",
            "Warmth and invasion are two scales and are never added.",
        ),
        citation=("Krause 2021", "Oates and Gervai, morscales.org"),
        direction="higher_is_better",
        references=(ReferenceLine("No change", 0.0),),
        notes=notes,
    )


def sizes_seen(rows: list[Row]) -> list[str]:
    """Of services in which mood or the bond is unclear: the change that would have been seen; three at most."""
    told = [row for row in rows if is_told(row)]
    said = []
    for row in told:
        for part in ("mood", "bond"):
            limits = float(row[f"{part}_gain"]), float(row[f"{part}_lower"]), float(row[f"{part}_upper"])
            size = size_seen(limits, f"change on {row[part]}", "points")
            if size:
                said.append(size if len(told) == 1 else f"{row['service']}: {words.lower_first(size)}")
    return said[:SIZES]


def _about(selection: Selection, period: str) -> str:
    return f"{words.subject(selection, with_year=False)}, {period_in_short(period)}"


def _finding(about: str, service: str, rows: list[Row]) -> Finding:
    told = [row for row in rows if is_told(row)]
    if not told:
        return Finding(f"{about}: too few people with two scores to set mood and relationship side by side.", "too few")
    by = {
        name: [str(row["service"]) for row in told if row["together"] == name]
        for name in (BOTH, ONLY_MOOD, ONLY_BOND, NEITHER)
    }
    if len(told) == 1:
        (row,) = told
        about += "" if row["service"] == service else f", {row['service']}"
        said = f"{row['together']} ({row['mood']} and {row['bond']})"
    else:
        said = "; ".join(f"{name} in {len(names)} of {len(told)} services" for name, names in by.items() if names)
    flagged = (
        f" Mood clearly improved and the bond is unclear in {words.listed(sorted(set(by[ONLY_MOOD])))}: worth a closer "
        "look."
        if by[ONLY_MOOD] and len(told) > 1
        else ""
    )
    # Before and after in one group describes, whichever of the two moved.
    return Finding(f"{about}: {said}.{flagged}", "description")
