"""What charts of services as points share: names, axes, who is not drawn said in words, and the mark that speaks."""

import textwrap
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from pimh_data.charts import marks, theme

LINE = 16  # pixels of a line over the points
Pairs = Sequence[tuple[str, str]]  # services and their Places, '' where these are not told
NOTE_WIDTH, NOTE_LINES = {"": 72, "_narrow": 40}, 4  # characters of a line, on a desk and on a phone


def services(table: pd.DataFrame) -> pd.Series:
    """The name of each service; with its Place where there are several."""
    if table["place"].nunique() < 2:
        return table["service"]
    return table["service"] + ", " + table["place"]


def axis(title: str, above: bool = False, **more: Any) -> alt.Axis:
    """An axis with its title: under the plot, or level `above` it."""
    place: dict[str, Any] = {"titleAngle": 0, "titleAlign": "left", "titleX": -34, "titleY": -14} if above else {}
    words: dict[str, Any] = {"titleFontSize": 13, "titleFontWeight": "normal", "titleColor": theme.TEXT}
    # No grid across: it would end as far above the floor as the note is high.
    return alt.Axis(**{"grid": above, **more}, tickCount=5, title=title, **words, **place)


def framed(x: alt.X, y: alt.Y) -> alt.Chart:
    """Nothing to see: the data set `frame` holds the ends of both axes."""
    return alt.Chart(alt.NamedData(name="frame")).mark_point(opacity=0, aria=False).encode(x=x, y=y)


def top(wide: int, narrow: int) -> str:
    """The pixels that so many lines over the points take, as a Vega expression."""
    return f"({theme.NARROW} ? {LINE * narrow} : {LINE * wide})"


def under(wide: int, narrow: int) -> alt.Scale:
    """The scale of `y`, from the floor of the plot to under so many lines; its ends are those of the data."""
    return alt.Scale(zero=False, nice=False, range=[alt.expr("height"), alt.expr(top(wide, narrow))])


def note(why: str, others: pd.DataFrame) -> pd.DataFrame:
    """The data set `note`: one row that names the services not drawn, in lines for a desk and for a phone."""
    told = not others["name"].equals(others["service"])
    pairs = list(zip(others["service"], others["place"] if told else [""] * len(others), strict=True))
    return pd.DataFrame({f"words{end}": ["\n".join(_broken(why, pairs, width))] for end, width in NOTE_WIDTH.items()})


def _broken(why: str, others: Pairs, width: int) -> list[str]:
    """As many of the others, services and their Places, as so many lines hold, the first at least."""

    def lines_of(kept: int) -> list[str]:
        more = f" and {len(others) - kept} more (see the table)" if kept < len(others) else ""
        return textwrap.wrap(f"{why}: {_listed(others[:kept])}{more}.", width)

    if not others:
        return []
    # A name takes two letters or more, and something that parts it from the next.
    most = min(len(others), NOTE_LINES * width // 3)
    if len(lines_of(most)) <= NOTE_LINES:
        return lines_of(most)
    held = bisect_left(range(1, most), True, key=lambda kept: len(lines_of(kept)) > NOTE_LINES)
    return lines_of(max(held, 1))


def _listed(others: Pairs) -> str:
    """'CAMHS PAIRS in Sheffield; Perinatal team in Halton, Wirral': the Places of a service, where they are told."""
    where: dict[str, list[str]] = {}
    for service, place in others:
        where.setdefault(service, []).append(place)
    return "; ".join(
        f"{service} in {', '.join(places)}" if any(places) else service for service, places in where.items()
    )


def lines(words: pd.DataFrame) -> tuple[int, int]:
    """How many lines a `note` takes on a desk and on a phone."""
    wide, narrow = (len(words[f"words{end}"][0].splitlines()) for end in NOTE_WIDTH)
    return wide, narrow


def noted() -> tuple[alt.Chart, alt.Chart]:
    """The data set `note` on top of the plot."""
    said = alt.value(alt.expr(f"{theme.NARROW} ? datum.words_narrow : datum.words"))
    word = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE, "fontSize": 12}
    chart = alt.Chart(alt.NamedData(name="note"))
    return marks.haloed(chart, theme.MUTED, word, x=alt.value(4), y=alt.value(0), text=said)


def with_others(rows: pd.DataFrame, sentences: Sequence[str]) -> pd.DataFrame:
    """The data set `rows`: those drawn, and those that are not, `aside` in parts of the width of the note."""
    count = len(sentences)
    others = pd.DataFrame({"tooltip": sentences, "aside": [(at + 0.5) / count for at in range(count)]})
    return pd.concat([rows.assign(aside=float("nan")), others.astype({"tooltip": "str", "aside": "float64"})])


def spoken(x: str, y: str) -> alt.Chart:
    """The mark that speaks: over each point, and over the note for those who are not drawn."""
    across = f"isValid(datum.aside) ? width * datum.aside : scale('x', datum.{x})"
    up = f"isValid(datum.aside) ? 8 : scale('y', datum.{y})"
    chart = marks.rows().mark_point(opacity=0, size=400, filled=True)
    place: dict[str, Any] = {"x": alt.value(alt.expr(across)), "y": alt.value(alt.expr(up))}
    return chart.encode(tooltip=alt.Tooltip("tooltip:N"), description=alt.Description("tooltip:N"), **place)
