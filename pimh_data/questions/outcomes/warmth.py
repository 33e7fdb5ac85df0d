"""Warmth and invasion, first and last, service by service: how far each moved on its own scale. Never added."""

from collections.abc import Mapping
from dataclasses import replace

from pimh_data.answer import Answer, Column, Finding, Grade, Row, Selection, naming_everyone
from pimh_data.questions import words
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE
from pimh_data.questions.outcomes.asking import Heading, by_definition
from pimh_data.questions.outcomes.mood_and_bond_rows import INVASION, WARMTH, side_by_side
from pimh_data.questions.outcomes.mood_and_relationship import beside, sizes_seen
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.saying import period_in_short
from pimh_data.release import Release

KEY, TITLE = "outcomes.warmth", "Warmth and invasion"
ENDS = ("warmth_first", "warmth_last", "invasion_first", "invasion_last")
COLUMNS = (
    Column("service", "Service", "text"),
    Column("place", "Place", "text"),
    Column("warmth_first", "Warmth, first", "number", "points", 1),
    Column("warmth_last", "Warmth, last", "number", "points", 1),
    Column("invasion_first", "Invasion, first", "number", "points", 1),
    Column("invasion_last", "Invasion, last", "number", "points", 1),
    STATE,
)


@by_definition(Heading(KEY, TITLE, COLUMNS))
def warmth_and_invasion(release: Release, selection: Selection, asked: OutcomeDefinition) -> Answer:
    """Mean warmth and mean invasion at the first and the last score: one row a service that measures both scales.

    The services are those of `mood_and_relationship`, the period the shortest in which one of them has all four means.
    Raises SelectionError for what the release lacks.
    """
    both = beside(release, selection, asked, told=_has_both_scales)
    table = both.table[[column.name for column in COLUMNS]]
    if table.empty:
        return replace(both, key=KEY, title=TITLE, table=table, columns=COLUMNS)
    view, rows = side_by_side(release, selection, asked, told=_has_both_scales)
    about = f"{words.subject(selection, with_year=False)}, {period_in_short(view.period)}"
    known = table[list(ENDS)].notna().all(axis=1)
    table = table.assign(state=table["state"].where(~known, "shown").mask(~known, "hidden"))
    return replace(
        both,
        key=KEY,
        title=TITLE,
        table=table,
        columns=COLUMNS,
        finding=naming_everyone(_finding(about, selection.service, table[known].to_dict("records")), both.keeps),
        evidence=replace(
            both.evidence,
            definition=f"Mean {WARMTH} and mean {INVASION} at the first and at the last score of the same people.",
            numerator="Sum of the scores, each scale by itself",
            denominator="People with two scores on that scale, ten or more",
            method="Means of the release; nothing is estimated, and no reliable change is published.",
            hidden=NOTHING_HIDDEN if known.all() else "Means are not shown where fewer than ten people stand.",
        ),
        direction="no_judgement",
        references=(),
        notes=tuple(note for note in both.notes if note not in sizes_seen(rows)),
    )


def _has_both_scales(row: Row) -> bool:
    return all(row[end] == row[end] for end in ENDS)


def _finding(about: str, service: str, rows: list[Mapping[str, float]]) -> Finding:
    if not rows:
        return Finding(f"{about}: no service has ten people or more with two scores on both scales.", "no data")
    better = [row for row in rows if row["warmth_last"] > row["warmth_first"]]
    better = [row for row in better if row["invasion_last"] < row["invasion_first"]]
    grade: Grade = "description"
    if len(rows) == 1:
        (row,) = rows
        moved = [
            f"{name} from {row[f'{name}_first']:.1f} to {row[f'{name}_last']:.1f}" for name in ("warmth", "invasion")
        ]
        named = "" if str(row["service"]) == service else f", {row['service']}"
        return Finding(f"{about}{named}: {' and '.join(moved)} on average.", grade)
    said = f"on average warmth rose and invasion fell in {len(better)} of {len(rows)} services that measure both"
    return Finding(f"{about}: {said}.", grade)
