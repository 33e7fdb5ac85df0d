"""A table that is itself the picture: its words in sections and lines, and the same drawn for a slide. No numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Literal

import altair as alt
import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts import marks, theme
from pimh_data.charts.drawing import Drawing

LINE = 36  # pixels a line
GUTTER = 0.014  # of the width, between figures and words that follow them
# Where a text stands in its line: the middle, or above the small print, which stands under it. Pixels down, and size.
HEAD, MIDDLE, ABOVE, UNDER = "head", "middle", "above", "under"
PUT = {HEAD: (-16, 13), MIDDLE: (0, 13), ABOVE: (-7, 13), UNDER: (9, 10.5)}
SECTION, MARKED, PLAIN = "section", "marked", "plain"
Side = Literal["left", "right"]
Weight = Literal["bold", "normal"]
ALIGNED: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True)
class PrintedCell:
    """What a cell says, and what stands under it in small print."""

    text: str
    below: str = ""

    @property
    def in_one(self) -> str:
        """Both in one line."""
        return f"{self.text} ({self.below})" if self.below else self.text


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
        found: list[float] = []
        whole, left = sum(column.width for column in self.columns), 0.0
        for column in self.columns:
            after_figures = GUTTER if found and not column.figures else 0
            found.append((left + (column.width if column.figures else 0)) / whole + after_figures)
            left += column.width
        return found


@lru_cache(maxsize=32)
def specification(lines: int) -> dict[str, Any]:
    """The picture without its data, so many lines high: `rows` (a line each) and `cells` (a text each)."""
    return theme.of_height(_written(), LINE * lines)


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    every, cells = marks.rows(), alt.Chart(alt.NamedData(name="cells"))
    y = alt.Y("line:O", sort="ascending", axis=None, scale=alt.Scale(padding=0))
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    shade = every.transform_filter("datum.kind == 'marked'").mark_rect(color="#F6E9EF", aria=False)
    rule = every.transform_filter("datum.kind != 'head'").mark_rule(color="#D8DDE0", aria=False, yOffset=LINE / 2)
    texts = []
    for side, bold, put in product(ALIGNED, ("yes", "no"), PUT):
        held = cells.transform_filter(f"datum.side == '{side}' && datum.bold == '{bold}' && datum.put == '{put}'")
        weight: Weight = "bold" if bold == "yes" else "normal"
        down, size = PUT[put]
        mark = held.mark_text(aria=False, align=side, fontSize=size, fontWeight=weight, dy=down, lineBreak="\n")
        texts.append(mark.encode(x=x, y=y, text=alt.Text("text:N")))
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
    if not any(lines for _, lines in table.sections):
        return None
    nothing = (PrintedCell(""),) * (len(table.columns) - 1)
    lines = [(HEAD, tuple(PrintedCell("\n".join(_broken(column))) for column in table.columns))]
    for title, held in table.sections:
        lines.append((SECTION, (PrintedCell(title), *nothing)))
        lines += [(MARKED if one.marked else PLAIN, one.cells) for one in held]
    rows = [
        {"line": f"{number:03d}", "kind": kind, "tooltip": ", ".join(cell.in_one for cell in cells if cell.text)}
        for number, (kind, cells) in enumerate(lines)
    ]
    texts = [text for number, (kind, cells) in enumerate(lines) for text in _texts(table, number, kind, cells)]
    data = {"rows": pd.DataFrame(rows), "cells": pd.DataFrame(texts)}
    return Drawing(specification(len(lines)), data, answer.finding.text, reading, left=0)


def _texts(table: PrintedTable, line: int, kind: str, cells: Sequence[PrintedCell]) -> Iterator[dict[str, str | float]]:
    bold = "no" if kind == PLAIN else "yes"
    for column, at, cell in zip(table.columns, table.edges, cells, strict=True):
        at_line: dict[str, str | float] = {"line": f"{line:03d}", "at": at, "side": ALIGNED[column.figures]}
        yield {
            **at_line,
            "text": cell.text,
            "bold": bold,
            "put": ABOVE if cell.below else HEAD if kind == HEAD else MIDDLE,
        }
        if cell.below:
            yield {**at_line, "text": cell.below, "bold": "no", "put": UNDER}


def _broken(column: PrintedColumn) -> list[str]:
    lines = [""]
    for word in column.heading.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > max(column.width - 2, 8) and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
