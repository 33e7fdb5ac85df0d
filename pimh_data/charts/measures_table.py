"""Services x measures as a printed table: a section a measure, a line a service. Words only."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.charts import printed_table
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.printed_table import PrintedCell, PrintedColumn, PrintedLine, PrintedTable
from pimh_data.formats import interval, number, people, percent
from pimh_data.kept import kept

READING = (
    "Improved and worse are of those with two scores, recovered of those who were a case at the start. The 95% "
    "interval under each covers chance, not who is missing. Of all eligible: the least and the most that improved, "
    "whatever became of those without a second score; of cases likewise. Mean improvement is in points of the measure, "
    "and positive is better; the last column allows for severity at the start. A dash: there is none, since the "
    "measure has no published reliable change, no line of caseness or no severity bands, or services are together."
)
COLUMNS = (
    PrintedColumn("Service", 26, figures=False),
    PrintedColumn("Eligible", 9),
    PrintedColumn("With two scores", 12),
    PrintedColumn("Improved reliably", 12),
    PrintedColumn("Improved, of all eligible", 13),
    PrintedColumn("Reliably worse", 11),
    PrintedColumn("Recovered, of cases", 14),
    PrintedColumn("Mean improvement", 14),
    PrintedColumn("Less the expected", 14),
)
UNDER_HALF = 0.5
NOT_SHOWN = "not shown"  # to whoever asks, as the finding says: in full it would run into the next column
Row = Mapping[str, Any]


@kept
def printed(answer: Answer) -> PrintedTable:
    """The table of an Answer `outcomes.service_measures`: a section a measure, in the order of the rows."""
    sections = []
    for measure, held in answer.table.groupby("measure", sort=False):
        rows = held.to_dict("records")
        sections.append((f"{measure}: {rows[0]['role']}", tuple(_line(row) for row in rows)))
    return PrintedTable(COLUMNS, tuple(sections))


def drawing(answer: Answer) -> Drawing | None:
    """The same as a picture."""
    return printed_table.drawing(answer, printed(answer), READING)


def _line(row: Row) -> PrintedLine:
    if row["state"] == WITHHELD:
        return PrintedLine((PrintedCell(row["service"]), *(PrintedCell(NOT_SHOWN),) * (len(COLUMNS) - 1)))
    return PrintedLine(
        (
            PrintedCell(row["service"]),
            PrintedCell(people(row["eligible"]) if pd.notna(row["eligible"]) else row["state"]),
            _complete(row),
            _share(row, "improved"),
            _between(row, "of_eligible", "improved"),
            _share(row, "worse"),
            _recovered(row),
            _mean(row),
            _beside(row),
        )
    )


def _complete(row: Row) -> PrintedCell:
    if pd.isna(row["paired"]):
        return PrintedCell("hidden")
    share = row["paired_share"]
    under = ", under half" if share < UNDER_HALF else ""
    return PrintedCell(people(row["paired"]), percent(share, row["eligible"]) + under)


def _share(row: Row, name: str) -> PrintedCell:
    share = row[f"{name}_share"]
    if pd.isna(share):
        return PrintedCell(_missing(row, name))
    return PrintedCell(percent(share, row["paired"]), interval(row[f"{name}_lower"], row[f"{name}_upper"], 0, 100))


def _between(row: Row, name: str, of: str) -> PrintedCell:
    least, most = row[f"{name}_lower"], row[f"{name}_upper"]
    return PrintedCell(_missing(row, of) if pd.isna(least) or pd.isna(most) else f"{interval(least, most, 0, 100)}%")


def _recovered(row: Row) -> PrintedCell:
    """The share known to have recovered is the least that can be: so the range stands there, and no point beside it."""
    cell = _between(row, "of_cases", "recovered")
    if pd.isna(row["at_caseness"]) or row["recovered_state"] != "shown":
        return cell
    return PrintedCell(cell.text, f"of {people(row['at_caseness'])}")


def _mean(row: Row) -> PrintedCell:
    if pd.isna(row["gain"]):
        return PrintedCell(row["gain_state"])
    return PrintedCell(number(row["gain"]), _signed(row["gain_lower"], row["gain_upper"]))


def _beside(row: Row) -> PrintedCell:
    if pd.isna(row["difference"]):
        return PrintedCell("–")
    return PrintedCell(_sign(row["difference"]), _signed(row["difference_lower"], row["difference_upper"]))


def _signed(lower: float, upper: float) -> str:
    """The ends of an interval with their signs, where one of them is below nought."""
    return f"{_sign(lower)} to {_sign(upper)}" if lower < 0 else interval(lower, upper)


def _sign(points: float) -> str:
    return f"{points:+.1f}" if round(points, 1) else "0.0"


def _missing(row: Row, name: str) -> str:
    return "–" if row[f"{name}_state"] == "not defined" else str(row[f"{name}_state"])
