"""What a native chart plots of an exhibit: names, series and intervals. The numbers are those in the table's words.

A value is plotted as it is written (62.2% as 0.622), so that label, table and the chart's own sheet are one number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pimh_data.briefing.pack import Exhibit
from pimh_data.briefing.slides.plan import NativeChart
from pimh_data.briefing.slides.words import plain

CHOSEN, NOT_DEFINED = "yes", "not defined"


@dataclass(frozen=True)
class PlottedSeries:
    """One series. `values`: None where there is none; `written`: the same in words; `code`: number format, a value."""

    name: str
    values: tuple[float | None, ...]
    written: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Plotted:
    """`names`: of the rows, with what a row without a value is ('Decile 8: hidden'). `ends`: least and most, a row.

    `chosen`: which rows are in focus; all where none is.
    """

    names: tuple[str, ...]
    series: tuple[PlottedSeries, ...]
    beside: tuple[PlottedSeries, ...]
    ends: tuple[tuple[float, float] | None, ...]
    chosen: tuple[bool, ...]

    @property
    def extent(self) -> tuple[float, float]:
        """The least and the greatest that is drawn, intervals included; (0, 0) where nothing is."""
        drawn = [value for one in (*self.series, *self.beside) for value in one.values if value is not None]
        drawn += [end for pair in self.ends if pair for end in pair]
        return (min(drawn), max(drawn)) if drawn else (0.0, 0.0)


def plotted(exhibit: Exhibit, chart: NativeChart) -> Plotted:
    """What the chart plots. Raises KeyError where the Answer has no such column."""
    table = exhibit.answer.table
    rows = rows_drawn(exhibit, chart)
    series = tuple(_series(exhibit, name, rows) for name in chart.values)
    lines = [_beside(exhibit, name, rows) for name in chart.beside]
    beside = tuple(one for one in lines if any(value is not None for value in one.values))
    if chart.kind in ("line", "dots"):
        beside += tuple(_level(line.label, line.value, len(rows)) for line in exhibit.answer.references)
    named = table[list(chart.category)].iloc[rows].itertuples(index=False, name=None)
    names = [_name(texts, [one.written[at] for one in series]) for at, texts in enumerate(named)]
    ends = _ends(exhibit, chart, rows, series[0].values)
    return Plotted(tuple(names), series, beside, ends, _chosen(exhibit, rows))


def rows_drawn(exhibit: Exhibit, chart: NativeChart) -> list[int]:
    """Which rows of the Answer's table the chart has: those of `only`, without those for which no value is defined.

    These are what the others are compared with; a hidden row keeps its name.
    """
    table, written = exhibit.answer.table, exhibit.table.rows
    columns = [exhibit.table.labels.index(exhibit.answer.column(name).label) for name in chart.values]
    column, wanted = chart.only or ("state", tuple(table["state"]))
    return [
        row
        for row, value in enumerate(table[column])
        if value in wanted and any(written[row][at] != NOT_DEFINED for at in columns)
    ]


def _ends(
    exhibit: Exhibit, chart: NativeChart, rows: Sequence[int], values: Sequence[float | None]
) -> tuple[tuple[float, float] | None, ...]:
    if chart.ends is None:
        return (None,) * len(rows)
    least, most = (exhibit.answer.table[name].iloc[list(rows)] for name in chart.ends)
    return tuple(
        None if pd.isna(low) or pd.isna(high) or value is None else (round(float(low), 6), round(float(high), 6))
        for low, high, value in zip(least, most, values, strict=True)
    )


def _series(exhibit: Exhibit, name: str, rows: Sequence[int]) -> PlottedSeries:
    label = exhibit.answer.column(name).label
    at = exhibit.table.labels.index(label)
    held = exhibit.table.rows
    written = tuple(held[row][at] for row in rows)
    return PlottedSeries(plain(label), tuple(map(_read, written)), written, tuple(map(_code, written)))


def _beside(exhibit: Exhibit, name: str, rows: Sequence[int]) -> PlottedSeries:
    """A thin line, whose values carry no label: as the Answer's own files hold them."""
    held = exhibit.answer.column(name)
    found = exhibit.answer.table[name].iloc[list(rows)]
    values = tuple(None if pd.isna(value) else round(float(value), 6) for value in found)
    code = f"#,##0{'.' + '0' * held.decimals if held.decimals else ''}"
    return PlottedSeries(plain(held.label), values, ("",) * len(values), (code,) * len(values))


def _level(label: str, value: float, rows: int) -> PlottedSeries:
    return PlottedSeries(plain(label), (value,) * rows, ("",) * rows, ("General",) * rows)


def _read(text: str) -> float | None:
    """The number that a cell says; None for 'hidden' and other words."""
    share = text.endswith("%")
    try:
        value = float(text.removesuffix("%").replace(",", ""))
    except ValueError:
        return None
    return round(value / 100, 6) if share else value


def _code(text: str) -> str:
    decimals = len(text.removesuffix("%").partition(".")[2]) if _read(text) is not None else 0
    return f"#,##0{'.' + '0' * decimals if decimals else ''}{'%' if text.endswith('%') else ''}"


def _name(texts: Sequence[str], written: Sequence[str]) -> str:
    name = plain(", ".join(dict.fromkeys(texts)))
    missing = list(dict.fromkeys(text for text in written if _read(text) is None))
    return f"{name}: {', '.join(missing)}" if missing else name


def _chosen(exhibit: Exhibit, rows: Sequence[int]) -> tuple[bool, ...]:
    """Where the Answer marks what is chosen; all rows where it marks none."""
    table = exhibit.answer.table
    marked = tuple(table["focus"].iloc[row] == CHOSEN for row in rows) if "focus" in table else ()
    return marked if any(marked) else (True,) * len(rows)
