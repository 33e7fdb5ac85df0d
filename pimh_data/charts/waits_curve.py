"""What part of those accepted is seen as the weeks go by: a line a group, and those who leave unseen, each named."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, percent
from pimh_data.kept import kept
from pimh_data.registry.cubes import LONGEST_WEEKS

HEIGHT = 320
RIGHT = 120  # pixels right of the plot for the names of the lines
LEFT_UNSEEN = "Left unseen"
STYLES = (  # one a group in the order of the table, the last for those who leave
    ("circle", theme.FOCUS, [1, 0]),
    ("triangle-up", theme.BENCHMARK, [1, 0]),
    ("square", "#28A197", [1, 0]),
    ("diamond", "#F46A25", [1, 0]),
)
SIGNS = ("●", "▲", "■", "◆", "···")  # the shapes of STYLES, before the names
APART = 0.07  # of the height of the plot: the least between two names
READING = (
    "Each line is the share of those accepted who had been seen by so many weeks; thin lines are 95% intervals. The "
    "dotted line is those of the chosen group who left without being seen; the rest are still waiting."
)
RANGES = " A pale bar is a range: the number itself is hidden."


@lru_cache(maxsize=1)
def specification() -> dict[str, Any]:
    """The chart without its data: `points` (a group at a week), `rows` (a week), `names` (the end of a line)."""
    points = alt.Chart(alt.NamedData(name="points"))
    scale = alt.Scale(domain=[0, LONGEST_WEEKS], rangeMin=0, rangeMax=alt.expr(f"width - {RIGHT}"))
    x = alt.X("weeks:Q", scale=scale, axis=None)
    share = alt.Axis(grid=True, format="%", tickCount=5, title=None)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 1]), axis=share)
    ranges = points.transform_filter("!isValid(datum.share) && isValid(datum.lower)")
    layers = [
        ranges.mark_rule(stroke=theme.OTHERS, strokeWidth=7, opacity=0.7, aria=False).encode(
            x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")
        )
    ]
    shown = points.transform_filter("isValid(datum.share)")
    for order, (shape, colour, dash) in enumerate((*STYLES, ("circle", theme.MUTED, [2, 3]))):
        own = shown.transform_filter(f"datum.order == '{order}'")
        layers += [
            own.mark_rule(stroke=theme.INTERVAL, strokeWidth=1, aria=False).encode(
                x=x, y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")
            ),
            own.mark_line(color=colour, strokeWidth=2, strokeDash=dash, aria=False).encode(x=x, y=y),
            own.mark_point(shape=shape, filled=True, size=60, opacity=1, color=colour, aria=False).encode(x=x, y=y),
        ]
    word = {"align": "left", "fontSize": 13, "dx": 10}
    ends = alt.Chart(alt.NamedData(name="names"))
    layers += marks.haloed(
        ends, theme.TEXT, word, x=alt.value(alt.expr(f"width - {RIGHT}")), y=alt.Y("at:Q"), text=alt.Text("name:N")
    )
    # The weeks that the rows are for, in place of an axis with ticks anywhere.
    week = marks.rows().mark_text(aria=False, baseline="top", dy=8, fontSize=13)
    layers.append(week.encode(x=x, y=marks.FLOOR, text=alt.Text("weeks:Q", format="d")))
    spoken = (
        marks.rows()
        .mark_rule(opacity=0, strokeWidth=24)
        .encode(
            x=x,
            y=marks.CEILING,
            y2=marks.FLOOR,
            tooltip=alt.Tooltip("tooltip:N"),
            description=alt.Description("tooltip:N"),
        )
    )
    return theme.finished(alt.layer(*layers, spoken), HEIGHT)


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer with columns group, weeks, seen, lower, upper, left, waiting, focus and state."""
    table = answer.table
    groups = list(dict.fromkeys(table["group"]))
    numbers = {"weeks": "float64", "share": "float64", "lower": "float64", "upper": "float64"}
    seen = table[["weeks", "lower", "upper"]].assign(
        order=[str(groups.index(group)) for group in table["group"]], share=table["seen"], name=table["group"]
    )
    chosen = table[table["focus"] == "yes"]
    left = chosen[["weeks"]].assign(
        order=str(len(STYLES)), share=chosen["left"], name=LEFT_UNSEEN, lower=float("nan"), upper=float("nan")
    )
    points = pd.concat([seen, left], ignore_index=True).astype({**numbers, "order": "str", "name": "str"})
    weeks = sorted(set(table["weeks"]))
    rows = pd.DataFrame(
        {
            "weeks": pd.Series(weeks, dtype="float64"),
            "tooltip": [_sentence(week, table[table["weeks"] == week]) for week in weeks],
        }
    )
    data = {"points": points.drop(columns="name"), "names": _names(points), "rows": rows}
    ranged = (table["seen"].isna() & table["lower"].notna()).any()
    return Drawing(specification(), data, answer.finding.text, READING + (RANGES if ranged else ""))


def _names(points: pd.DataFrame) -> pd.DataFrame:
    """Where each line's name stands, with its shape: as high as its last point, apart where two would overlap."""
    known = points[points["share"].notna()].sort_values("weeks").groupby("order", sort=False).last().reset_index()
    placed: list[dict[str, Any]] = []
    for row in known.sort_values("share").to_dict("records"):
        at = max(row["share"], placed[-1]["at"] + APART if placed else 0.0)
        placed.append({"at": at, "name": f"{SIGNS[int(row['order'])]} {row['name']}"})
    over = max((end["at"] for end in placed), default=0.0) - 1.0
    for end in placed:
        end["at"] -= max(over, 0.0)
    return pd.DataFrame(placed, columns=["at", "name"]).astype({"at": "float64", "name": "str"})


def _sentence(weeks: float, rows: pd.DataFrame) -> str:
    return f"By {weeks:.0f} weeks: " + "; ".join(_row_in_words(row) for row in rows.to_dict("records"))


def _row_in_words(row: dict[str, Any]) -> str:
    if pd.isna(row["seen"]):
        known = pd.notna(row["lower"]) and pd.notna(row["upper"])
        return f"{row['group']} {row['state']}" + (
            f", between {interval(row['lower'], row['upper'], 0, 100).replace(' to ', ' and ')}%" if known else ""
        )
    span = interval(row["lower"], row["upper"], 0, 100)
    return (
        f"{row['group']} {percent(row['seen'])} seen (95% interval {span}%), {percent(row['left'])} left unseen, "
        f"{percent(row['waiting'])} waiting"
    )
