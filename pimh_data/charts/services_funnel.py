"""Services by size: improvement beyond what severity at the start leads one to expect, within the limits of chance."""

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, point_names, service_points, theme
from pimh_data.charts.drawing import Drawing
from pimh_data.formats import interval, number, people
from pimh_data.kept import kept

HEIGHT = 440
AT = ("rests_on", "difference")
TITLES = ("People with two scores", "Points more than expected")
LIMITS = {"95": ("95%", [6, 3]), "998": ("99.8%", [1, 0])}  # name and dash
SHAPES = (("circle", "within"), ("triangle-up", "above"), ("triangle-down", "below"))
STEPS = 40  # places where a limit is laid down
THINNED = 3  # every third of them keeps names off
HIDDEN = "Not compared, hidden"
READING = (
    "Further right: more people. Up: people improved more than their severity at the start leads one to expect. Inside "
    "the dashed lines (95%) and solid lines (99.8%) differences can be chance; triangles point up above the 95% limits "
    "and down below them. Dark: what is chosen; grey: other services. It is no ranking."
)


@lru_cache(maxsize=32)
def specification(wide: int, narrow: int) -> dict[str, Any]:
    """The chart without its data: `rows` (a service each), `limits`, `edges`, `frame`, `references`, `names`, `note`.

    `wide`, `narrow`: lines of the note over the points, on a desk and on a phone.
    """
    x = alt.X(f"{AT[0]}:Q", scale=alt.Scale(zero=False, nice=False), axis=service_points.axis(TITLES[0], format=",d"))
    signed = "datum.value == 0 ? '0' : datum.label"
    axis = service_points.axis(TITLES[1], above=True, format="+.1~f", labelExpr=signed)
    y = alt.Y(f"{AT[1]}:Q", scale=service_points.under(wide, narrow), axis=axis)
    limits = alt.Chart(alt.NamedData(name="limits"))
    curves = [
        limits.mark_line(color=theme.MUTED, strokeWidth=1, strokeDash=dash, aria=False).encode(
            x=x, y=alt.Y(f"{end}_{level}:Q")
        )
        for level, (_, dash) in LIMITS.items()
        for end in ("lower", "upper")
    ]
    edges = alt.Chart(alt.NamedData(name="edges"))
    word: dict[str, Any] = {"align": "left", "fontSize": 12, "color": theme.MUTED}
    # In order over the name of the line in the middle, even where the limits come close to it.
    beyond = alt.value(alt.expr("min(scale('y', datum.at), scale('y', 0) - 16 * datum.order)"))
    names = edges.mark_text(dx=6, aria=False, **word).encode(x=marks.RIGHT, y=beyond, text=alt.Text("name:N"))
    drawn = marks.rows().transform_filter("!isValid(datum.aside)")
    layers = (service_points.framed(x, y), *curves, names, *marks.level_references(), *_points(drawn, x, y))
    return theme.finished(
        alt.layer(*layers, *service_points.noted(), *point_names.named(x, y), service_points.spoken(*AT)), HEIGHT
    )


def _points(drawn: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The services by shape, those of the selection over the others."""
    found = []
    for focus, colour, edge in (("no", theme.OTHERS, theme.MUTED), ("yes", theme.FOCUS, "#FFFFFF")):
        for shape, held in SHAPES:
            own = drawn.transform_filter(f"datum.focus == '{focus}' && indexof(datum.verdict, '{held}') == 0")
            mark: dict[str, Any] = {
                "shape": shape,
                "size": 110,
                "filled": True,
                "fill": colour,
                "stroke": edge,
                "strokeWidth": 1,
            }
            found.append(own.mark_point(**mark, opacity=1, aria=False).encode(x=x, y=y))
    return found


@kept
def drawing(answer: Answer) -> Drawing | None:
    """The chart of an Answer `outcomes.services`; None where fewer than three services are shown."""
    table = answer.table.assign(name=service_points.services(answer.table))
    known = table[[*AT, "limit_95", "limit_998"]].notna().all(axis=1)
    if known.sum() < 3:
        return None
    drawn, others = table[known], table[~known]
    others = others.sort_values("focus", ascending=False, kind="stable")  # those of the selection first
    rows = drawn[[*AT, "verdict", "focus"]].assign(tooltip=[_sentence(row) for row in drawn.to_dict("records")])
    rows = service_points.with_others(rows, [f"{name}: hidden, not compared" for name in others["name"]])
    limits = _limits(drawn)
    frame = _frame(drawn, limits)
    words = service_points.note(HIDDEN, others)
    wide, narrow = service_points.lines(words)
    mine = drawn[drawn["focus"] == "yes"]
    beyond = (mine["difference"].abs() / mine["limit_95"]).nlargest(point_names.NAMED)
    named = mine if len(mine) <= point_names.NAMED else mine.loc[beyond[beyond > 1].index]
    named = named.assign(name=service_points.services(named))  # of one Place, its name goes without saying
    along = [limits[["rests_on", end]].to_numpy()[::THINNED] for end in limits.columns.drop("rests_on")]
    avoid = point_names.costing(np.vstack([drawn[list(AT)], *along]))
    data = {
        "rows": rows.astype({"verdict": "str", "focus": "str"}),
        "limits": limits,
        "edges": pd.DataFrame(
            {
                "name": [name for name, _ in LIMITS.values()],
                "at": [limits[f"upper_{level}"].iloc[-1] for level in LIMITS],
                "order": [1.0, 2.0],
            }
        ),
        "frame": frame,
        "references": marks.references(answer, None),
        "names": point_names.beside(named, frame, avoid, narrow * service_points.LINE, HEIGHT - point_names.AXES),
        "note": words,
    }
    return Drawing(specification(wide, narrow), data, answer.finding.text, READING, left=48)


def _limits(drawn: pd.DataFrame) -> pd.DataFrame:
    """The limits round 0 from the fewest to the most people: each is c over the root of the people."""
    size = drawn["rests_on"].astype("float64")
    at = np.geomspace(size.min(), size.max(), STEPS)
    found = pd.DataFrame({"rests_on": at})
    for level in LIMITS:
        upper = drawn[f"limit_{level}"].iloc[0] * np.sqrt(size.iloc[0] / at)
        found = found.assign(**{f"lower_{level}": -upper, f"upper_{level}": upper})
    return found


def _frame(drawn: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """The ends of the axes: from no people on, and as far down as up."""
    most = 1.05 * max(drawn["difference"].abs().max(), limits["upper_998"].max())
    return pd.DataFrame({AT[0]: [0.0, 1.04 * drawn["rests_on"].max()], AT[1]: [-most, most]})


def _sentence(row: dict[str, Any]) -> str:
    more = "more" if row["difference"] >= 0 else "less"
    return (
        f"{row['name']}: improved {number(abs(row['difference']))} points {more} than expected (difference "
        f"{number(row['difference'])}, 95% interval {interval(row['lower'], row['upper'])}; observed "
        f"{number(row['observed'])}, expected {number(row['expected'])}), {row['verdict']}, "
        f"about {people(row['rests_on'])} people"
    )
