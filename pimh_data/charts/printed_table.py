"""A table that is itself the picture: its words in sections and lines, and the same drawn for a slide. No numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing

LINE = 30  # pixels a line
HEAD = 3  # lines over the first, for headings of up to so many
SECTION, MARKED, PLAIN = "section", "marked", "plain"
Side = Literal["left", "right"]
ALIGNED: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True)
class PrintedCell:
    """What a cell says, and what stands under it in small print."""

    text: str
    below: str = ""


@dataclass(frozen=True)
class PrintedLine:
    """A line of the table, the first of its cells its heading. `marked`: it stands out, as its own words say."""

    cells: tuple[PrintedCell, ...]
    marked: bool = False


@dataclass(frozen=True)
class PrintedColumn:
    """A column: its heading, the part of the width that it takes, and whether figures stand in it, on the right."""

    heading: str
    width: float
    figures: bool = True


@dataclass(frozen=True)
class PrintedTable:
    """Columns, and sections of lines under a title each."""

    columns: tuple[PrintedColumn, ...]
    sections: tuple[tuple[str, tuple[PrintedLine, ...]], ...]

    @property
    def edges(self) -> list[float]:
        """Where the text of each column begins, or ends where figures stand, as a part of the width (0 to 1)."""
        whole, left, found = sum(column.width for column in self.columns), 0.0, []
        for column in self.columns:
            found.append((left + (column.width if column.figures else 0)) / whole)
            left += column.width
        return found


@lru_cache(maxsize=32)
def specification(lines: int) -> dict[str, Any]:
    """The picture without its data, so many lines high: `rows` (a line each) and `cells` (a text each)."""
    return theme.of_height(_written(), LINE * (lines + HEAD))


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    every, cells = marks.rows(), alt.Chart(alt.NamedData(name="cells"))
    y = alt.Y("line:O", sort="ascending", axis=None, scale=alt.Scale(padding=0))
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    shade = every.transform_filter("datum.kind == 'marked'").mark_rect(color="#F6E9EF", aria=False)
    rule = every.transform_filter("datum.kind != 'head'").mark_rule(color="#D8DDE0", aria=False, yOffset=LINE / 2)
    texts = []
    for side in ALIGNED:
        for bold in (False, True):
            held = cells.transform_filter(f"datum.side == '{side}' && datum.bold == '{'yes' if bold else 'no'}'")
            mark = held.mark_text(
                aria=False, align=side, fontSize=13, fontWeight="bold" if bold else "normal", lineBreak="\n"
            )
            texts.append(mark.encode(x=x, y=y, text="text:N"))
    order = every.mark_rule(opacity=0, aria=False).encode(y=y, x=marks.LEFT)
    spoken = marks.speaking(y=y, x=marks.LEFT, x2=marks.RIGHT)
    layers = (
        order,
        shade.encode(y=y, x=marks.LEFT, x2=marks.RIGHT),
        rule.encode(y=y, x=marks.LEFT, x2=marks.RIGHT),
        *texts,
        spoken,
    )
    return theme.finished(alt.layer(*layers), LINE)


def drawing(answer: Answer, table: PrintedTable, reading: str) -> Drawing | None:
    """The picture of a printed table; None where it has no line."""
    rows: list[dict[str, str]] = []
    cells: list[dict[str, Any]] = []

    def put(line: int, texts: Sequence[str], kind: str) -> None:
        rows.append({"line": f"{line:03d}", "kind": kind, "tooltip": ", ".join(filter(None, texts)) or "headings"})
        for column, at, text in zip(table.columns, table.edges, texts, strict=True):
            side = ALIGNED[column.figures]
            bold = "no" if kind == PLAIN else "yes"
            cells.append({"line": f"{line:03d}", "at": at, "text": text, "side": side, "bold": bold})

    nothing = [""] * (len(table.columns) - 1)
    put(1, ["\n".join(_broken(column)) for column in table.columns], "head")
    line = HEAD
    for title, held in table.sections:
        line += 1
        put(line, [title, *nothing], SECTION)
        for one in held:
            line += 1
            put(line, [_in_one(cell) for cell in one.cells], MARKED if one.marked else PLAIN)
    if line == HEAD:
        return None
    for number in (0, *range(2, HEAD + 1)):  # the room of the headings
        rows.append({"line": f"{number:03d}", "kind": "head", "tooltip": "headings"})
    data = {"rows": pd.DataFrame(sorted(rows, key=lambda row: row["line"])), "cells": pd.DataFrame(cells)}
    return Drawing(specification(line), data, answer.finding.text, reading, left=0)


def _in_one(cell: PrintedCell) -> str:
    return f"{cell.text} ({cell.below})" if cell.below else cell.text


def _broken(column: PrintedColumn) -> list[str]:
    lines = [""]
    for word in column.heading.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > max(column.width, 9) and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
