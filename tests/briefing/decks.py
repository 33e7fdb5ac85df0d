"""Reads slides back: text by shape, charts with their own sheets, and how far text runs, measured with a font file."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from PIL import ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

POINT = 12700
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
# ECMA-376, 21.2.2: the order of what stands in a series of bars, or of a line.
SERIES = ["idx", "order", "tx", "spPr"]
SHARED = ["dPt", "dLbls", "trendline", "errBars", "cat", "val"]
BARS = [*SERIES, "invertIfNegative", "pictureOptions", *SHARED, "shape", "extLst"]
LINE = [*SERIES, "marker", *SHARED, "smooth", "extLst"]


def read(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> Iterator[tuple[str, str]]:
    """Name and text of every shape, and of every cell."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.name, shape.text_frame.text
        if shape.has_table:
            yield from (("cell", cell.text_frame.text) for row in shape.table.rows for cell in row.cells)


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def written(value: float, code: str) -> str:
    """A value as a spreadsheet shows it: '#,##0.0%'."""
    share = code.endswith("%")
    decimals = len(code.removesuffix("%").partition(".")[2])
    return f"{value * (100 if share else 1):,.{decimals}f}{'%' if share else ''}"


def label_codes(series: Any) -> dict[int, str]:
    labels = series._element.find(qn("c:dLbls")).findall(qn("c:dLbl"))
    return {int(one.find(qn("c:idx")).get("val")): one.find(qn("c:numFmt")).get("formatCode") for one in labels}


def bars(series: Any) -> dict[str, dict[int, float]]:
    """Of error bars: how far up ('plus') and down ('minus') by row."""
    held = series._element.find(qn("c:errBars"))
    if held is None:
        return {}
    return {
        side: {int(point.get("idx")): float(point[0].text) for point in held.find(qn(f"c:{side}")).iter(qn("c:pt"))}
        for side in ("plus", "minus")
    }


def overflowing(presentation: Any) -> list[str]:
    """Every shape whose text runs out of it, or that lies off the slide."""
    wrong = []
    for number, slide in enumerate(presentation.slides, start=1):
        for shape in slide.shapes:
            inside = shape.left >= 0 and shape.left + shape.width <= presentation.slide_width
            if not inside or shape.top < 0 or shape.top + shape.height > presentation.slide_height:
                wrong.append(f"slide {number}: {shape.name} lies off the slide")
            if shape.has_text_frame and _height(shape.text_frame, shape.text_frame, shape.width) > shape.height / POINT:
                wrong.append(f"slide {number}: {shape.name} runs over: {shape.text_frame.text[:60]}")
            if shape.has_table:
                columns = [column.width for column in shape.table.columns]
                for row in shape.table.rows:
                    for cell, width in zip(row.cells, columns, strict=True):
                        wide = sum(columns) if cell.is_merge_origin else width
                        if _height(cell.text_frame, cell, wide) > row.height / POINT:
                            wrong.append(f"slide {number}: a cell runs over: {cell.text_frame.text[:60]}")
    return wrong


def _height(frame: Any, margins: Any, width: int) -> float:
    room = (width - margins.margin_left - margins.margin_right) / POINT
    total = (margins.margin_top + margins.margin_bottom) / POINT
    for paragraph in frame.paragraphs:
        size = max([run.font.size.pt for run in paragraph.runs], default=0.0)
        total += _lines("".join(run.text for run in paragraph.runs), size, room) * size * 1.17
        total += (paragraph.space_before or Emu(0)) / POINT
    return total


def _lines(text: str, size: float, room: float) -> int:
    lines, left = 1, room
    for word in text.split():
        long = _width(word, size)
        if long > left and left < room:
            lines, left = lines + 1, room
        while long > left:  # a word longer than a line is broken
            lines, long = lines + 1, long - left
        left -= long + _width(" ", size)
    return lines


@cache
def _font() -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype("DejaVuSans.ttf", 100)  # wider than what presentations are written in
    except OSError:
        return ImageFont.load_default(100)


def _width(text: str, size: float) -> float:
    return _font().getlength(text) * size / 100


def members(content: bytes, ending: str) -> dict[str, bytes]:
    """The parts of a file whose names end so."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist() if name.endswith(ending)}
