"""A table on a slide: as large as fits its frame, with a header row; what does not fit is left out and counted."""

from collections.abc import Sequence
from typing import Any

from pptx.util import Emu

from pimh_data.briefing.columns import widths
from pimh_data.briefing.slides import chart_xml
from pimh_data.briefing.slides.fitting import LINE, lines
from pimh_data.briefing.slides.shapes import INSET, POINT, Frame, look

SIZES = (16, 14, 12)  # points; of a table that does not fit whole at the smallest, as much as does: less is not read
EM = 0.62  # of the size, that a character is reckoned to be wide
ABOVE_AND_BELOW = Emu(18288)
PADDING = 2 * ABOVE_AND_BELOW / POINT
Sections = Sequence[tuple[str, Sequence[Sequence[str]]]]


def add(slide: Any, frame: Frame, labels: Sequence[str], sections: Sections, alt: str) -> int:
    """Put the table on the slide; gives how many of its rows fit.

    Each section stands under a row with its title, unless that is ''. Of several sections those are left out that do
    not fit whole; of one, its last rows.
    """
    rows = [row for _, held in sections for row in held]
    wide, room = frame[2] / POINT, frame[3] / POINT
    for size in SIZES:
        held = [EM * size * one for one in widths(labels, rows, wide / (EM * size))]
        shown = _fitting(sections, room - _height(labels, size, held), size, held)
        if sum(title is None for title, _ in shown) == len(rows):
            break
    shape = slide.shapes.add_table(1 + len(shown), len(labels), *frame)
    shape.name = "Table"
    chart_xml.describe(shape, alt)
    for column, width in zip(shape.table.columns, held, strict=True):
        column.width = Emu(int(width * POINT))
    used = 0.0
    for number, (title, cells) in enumerate([(None, labels), *shown]):
        high = _height([title], size, [wide]) if title else _height(cells, size, held)
        shape.table.rows[number].height = Emu(int(high * POINT))
        _write(shape.table, number, title, cells, size)
        used += high
    shape.height = Emu(int(used * POINT))
    return sum(title is None for title, _ in shown)


def _write(table: Any, number: int, title: str | None, cells: Sequence[str], size: float) -> None:
    held = table.rows[number].cells
    for cell, words in zip(held, (title, *[""] * (len(held) - 1)) if title else cells, strict=True):
        cell.margin_left = cell.margin_right = INSET
        cell.margin_top = cell.margin_bottom = ABOVE_AND_BELOW
        cell.text_frame.text = words
        look(cell.text_frame, size, None)
    if title and len(held) > 1:
        table.cell(number, 0).merge(table.cell(number, len(held) - 1))


def _fitting(
    sections: Sections, room: float, size: float, wide: Sequence[float]
) -> list[tuple[str | None, Sequence[str]]]:
    """The lines that fit, as (title, no cells) or (None, cells)."""
    shown: list[tuple[str | None, Sequence[str]]] = []
    for title, rows in sections:
        begun: list[tuple[str | None, Sequence[str]]] = [(title, ())] if title else []
        left = room - (_height([title], size, [sum(wide)]) if title else 0)
        for row in rows:
            left -= _height(row, size, wide)
            if left < 0:
                break
            begun.append((None, row))
        if left >= 0 or len(sections) == 1:
            shown, room = [*shown, *begun], left
    # Where none fits whole, the first as far as it does.
    return shown if shown or len(sections) < 2 else _fitting(sections[:1], room, size, wide)


def _height(cells: Sequence[str], size: float, wide: Sequence[float]) -> float:
    inside = [width - 2 * INSET / POINT for width in wide]
    most = max(len(lines(cell, size, room)) for cell, room in zip(cells, inside, strict=True))
    return most * size * LINE + PADDING
