"""Indicators down, areas across, as one HTML table: mark, figure and word in each cell. Escaped, from an Answer."""

from collections.abc import Sequence
from html import escape

from pimh_data.answer import Answer
from pimh_data.kept import kept

HIDDEN, MISSING = "hidden", "missing"
STATES = {"hidden": HIDDEN, "no data": MISSING}


@kept
def compared(answer: Answer) -> str:
    """The heat table of an Answer `indicators.heat`: each cell by its comparison with England; England last."""
    rows, england = {}, {}
    for row in answer.table.to_dict("records"):
        of = (row["key"], row["indicator"], f"{row['unit']}, {row['period']}; {row['direction']}")
        kind = STATES.get(row["state"], row["compared"].replace(" ", "-"))
        said = row["compared"] if row["state"] in ("shown", "zero") else ""
        rows.setdefault(of, {})[row["place"]] = _cell(
            kind, f"{row['shape']} {row['cell']}" if said else row["cell"], said
        )
        known = row["england"] == row["england"]
        england[of] = _cell(
            "benchmark", f"{row['england']:,.{0 if row['england'] >= 1000 else 1}f}" if known else "–", ""
        )
    places = list(dict.fromkeys(answer.table["place"]))
    return _table(answer, {of: {**cells, "England": england[of]} for of, cells in rows.items()}, (*places, "England"))


@kept
def as_printed(answer: Answer) -> str:
    """The table of an Answer `indicators.wessex`: suppressed hatched, missing grey, qualified values starred."""
    kinds = {"value": "plain", "value with a note": "noted", "suppressed": HIDDEN, "not available": MISSING}
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in answer.table.to_dict("records"):
        of = (row["indicator"], row["indicator"], f"{row['unit']}, {row['period']}; {row['direction']}")
        rows.setdefault(of, {})[row["area"]] = _cell(kinds[row["kind"]], row["cell"], "")
    return _table(answer, rows, list(dict.fromkeys(answer.table["area"])))


def _table(answer: Answer, rows: dict[tuple[str, ...], dict[str, str]], across: Sequence[str]) -> str:
    name = escape(answer.title)
    head = "".join(f'<th scope="col">{escape(area)}</th>' for area in across)
    body = "".join(
        f'<tr><th scope="row">{escape(title)}<br><small>{escape(about)}</small></th>'
        + "".join(cells.get(area, _cell(MISSING, "no data", "")) for area in across)
        + "</tr>"
        for (_, title, about), cells in rows.items()
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table class="heat" aria-label="{name}">'
        f'<thead><tr><th scope="col">Indicator</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(kind: str, figure: str, word: str) -> str:
    below = f"<br><small>{escape(word)}</small>" if word else ""
    return f'<td class="{kind}">{escape(figure)}{below}</td>'
