"""Who is missed as a printed table: a line a group, the steps as shares of those referred, the gap in people."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import printed_table
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.printed_table import PrintedCell, PrintedColumn, PrintedLine, PrintedTable
from pimh_data.formats import interval, people, percent
from pimh_data.kept import kept

READING = (
    "Every step is a share of those referred, so that all groups stand on one footing. The gap is how many more of a "
    "group would have completed, had as many of them as of those they are compared with. Marked lines: fewer, beyond "
    "chance, over the whole path or at a step, all tests of a part of the table together. “At most” is the highest "
    "count that the release allows."
)
FEWER = "fewer, beyond chance"
NO_GAP = "no gap could be seen with so few"
REFERRED, LAST = "Referred", "Completed"
STEPS = ("Accepted", "Seen", "Three or more contacts", LAST)
OTHER_DECILES = "All other deciles"
FEWEST = 20  # expected, for a group that is hidden or shown lower to be named with the most that it can be
Row = Mapping[str, Any]


@kept
def printed(answer: Answer) -> PrintedTable:
    """The table of an Answer `equity.missed`: sections by dimension, whose titles say who is compared with whom."""
    columns = (
        PrintedColumn("Group", 25, figures=False),
        PrintedColumn(REFERRED, 10),
        *(PrintedColumn(f"{step}, %", 11) for step in STEPS),
        PrintedColumn("Gap in people who complete (95%, tests together)", 54, figures=False),
    )
    held: dict[str, dict[str, dict[str, Row]]] = {}
    for row in answer.table.to_dict("records"):
        held.setdefault(row["dimension"], {}).setdefault(row["group"], {})[row["step"]] = row
    sections = [
        (_title(dimension, groups), tuple(_line(name, own) for name, own in groups.items()))
        for dimension, groups in held.items()
    ]
    return PrintedTable(columns, tuple(sections))


def drawing(answer: Answer) -> Drawing | None:
    """The same as a picture."""
    return printed_table.drawing(answer, printed(answer), READING)


def _title(dimension: str, groups: Mapping[Any, Mapping[Any, Row]]) -> str:
    """'Deprivation: Core20 against the rest (deciles 3-10)'; 'Deprivation decile: each against all other deciles'."""
    compared = {str(name): str(own[LAST]["against"]) for name, own in groups.items() if own[LAST]["against"]}
    if not compared:
        return dimension
    name, against = next(iter(compared.items()))
    return f"{dimension.split(',')[0]}: {_small(name) if len(compared) == 1 else 'each'} against {_small(against)}"


def _small(name: str) -> str:
    return name if name.startswith("White") else name[:1].lower() + name[1:]


def _line(name: str, own: Mapping[Any, Row]) -> PrintedLine:
    last = own[LAST]
    cells = (
        PrintedCell(name),
        PrintedCell(_count(own[REFERRED])),
        *(PrintedCell(_share(own[step])) for step in STEPS),
        _gap(last, _fewer_at(own)),
    )
    return PrintedLine(cells, marked=last["verdict"] == FEWER or bool(_fewer_at(own)))


def _fewer_at(own: Mapping[Any, Row]) -> str:
    """'fewer, beyond chance, at this step: seen', of the steps by themselves that are told from chance; '' of none."""
    steps = [step.lower() for step in STEPS if own[step]["at_step_verdict"] == FEWER]
    which = "this step" if len(steps) == 1 else "these steps"
    return f"fewer, beyond chance, at {which}: {', '.join(steps)}" if steps else ""


def _count(row: Row) -> str:
    return people(row["people"]) if row["state"] in ("shown", "zero") else _bounded(row)


def _share(row: Row) -> str:
    if pd.notna(row["share"]):
        return percent(row["share"])
    return _bounded(row) if row["state"] == "hidden" else str(row["state"] if row["state"] != "shown" else "hidden")


def _bounded(row: Row) -> str:
    """'at most 9': what a hidden count can be; in people, since the share of a range would be a range of both."""
    least, most = row["people_lower"], row["people_upper"]
    if row["state"] != "hidden" or pd.isna(most):
        return str(row["state"])
    return f"{people(least)} to {people(most)} people" if least > 0 else f"at most {people(most)}"


def _gap(row: Row, steps: str) -> PrintedCell:
    if not row["against"]:
        return PrintedCell("–")
    if row["state"] == WITHHELD:
        return PrintedCell(WITHHELD)
    bounds = interval(row["gap_together_lower"], row["gap_together_upper"], 0)
    match row["verdict"]:
        case "fewer, beyond chance":
            return PrintedCell(f"{people(row['gap'])} more would complete ({bounds})", steps)
        case "more, beyond chance":
            turned = interval(-row["gap_together_upper"], -row["gap_together_lower"], 0)
            return PrintedCell(f"none: {people(-row['gap'])} more complete than at that share ({turned})")
        case "no clear difference":
            size = row["could_be_seen"]
            seen = NO_GAP if pd.isna(size) else f"{people(size)} or more would probably be seen"
            unclear = "no clear difference"
            if steps:
                return PrintedCell(steps, f"over the whole path {unclear}; {seen}")
            return PrintedCell(unclear, "; ".join(filter(None, (seen, _at_most(row)))))
        case _:
            return PrintedCell(str(row["verdict"]), "; ".join(filter(None, (steps, _at_most(row)))))


def _at_most(row: Row) -> str:
    """Of a group of whom 20 or more are expected, and fewer than these at most there.

    Of no decile: what share of all others it would be expected by, rounding leaves open by too much.
    """
    expected, most = row["expected"], row["people_upper"]
    if (
        row["against"] == OTHER_DECILES
        or pd.isna(expected)
        or pd.isna(most)
        or expected < FEWEST
        or round(most) >= round(expected)
    ):
        return ""
    return f"at most {people(most)} of {people(expected)} expected"
