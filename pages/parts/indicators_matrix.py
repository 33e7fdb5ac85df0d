"""Indicators down, areas across, as one HTML table: mark, figure and word in each cell, from an Answer."""

from collections.abc import Sequence

from pages.parts.html_table import TableCell, TableRow, table
from pimh_data.answer import Answer
from pimh_data.kept import kept

HIDDEN, MISSING = "hidden", "missing"
STATES = {"hidden": HIDDEN, "no data": MISSING}


@kept
def compared(answer: Answer) -> str:
    """The heat table of an Answer `indicators.heat`: each cell by its comparison with England; England last."""
    rows: dict[tuple[str, str, str], dict[str, TableCell]] = {}
    england: dict[tuple[str, str, str], TableCell] = {}
    for row in answer.table.to_dict("records"):
        of = (row["key"], row["indicator"], f"{row['unit']}, {row['period']}; {row['direction']}")
        kind = STATES.get(row["state"], row["compared"].replace(" ", "-"))
        said = row["compared"] if row["state"] in ("shown", "zero") else ""
        rows.setdefault(of, {})[row["place"]] = TableCell(
            f"{row['shape']} {row['cell']}" if said else row["cell"], kind, below=said
        )
        known = row["england"] == row["england"]
        england[of] = TableCell(
            f"{row['england']:,.{0 if row['england'] >= 1000 else 1}f}" if known else "–", "benchmark"
        )
    places = list(dict.fromkeys(answer.table["place"]))
    return _table(answer, {of: {**cells, "England": england[of]} for of, cells in rows.items()}, (*places, "England"))


@kept
def as_printed(answer: Answer) -> str:
    """The table of an Answer `indicators.wessex`: suppressed hatched, missing grey, qualified values starred."""
    kinds = {"value": "plain", "value with a note": "noted", "suppressed": HIDDEN, "not available": MISSING}
    rows: dict[tuple[str, ...], dict[str, TableCell]] = {}
    for row in answer.table.to_dict("records"):
        of = (row["indicator"], row["indicator"], f"{row['unit']}, {row['period']}; {row['direction']}")
        rows.setdefault(of, {})[row["area"]] = TableCell(row["cell"], kinds[row["kind"]])
    return _table(answer, rows, list(dict.fromkeys(answer.table["area"])))


def _table(answer: Answer, held: dict[tuple[str, ...], dict[str, TableCell]], across: Sequence[str]) -> str:
    rows = [
        TableRow([TableCell(title, below=about), *(cells.get(area, TableCell("no data", MISSING)) for area in across)])
        for (_, title, about), cells in held.items()
    ]
    return table(answer.title, "heat", [TableCell("Indicator"), *map(TableCell, across)], rows)
