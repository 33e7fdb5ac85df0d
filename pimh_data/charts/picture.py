"""A chart as PNG or SVG for a slide or paper: the finding as title, and whose data it is stamped under it."""

import textwrap
from typing import Any

from pimh_data.answer import Answer
from pimh_data.charts.converting import to_png, to_svg
from pimh_data.charts.drawing import Drawing
from pimh_data.charts.theme import MUTED, TEXT

WIDTH, HEIGHT, SCALE = 880, 340, 2.0
# Characters that fit in a line of title, of subtitle and of small print.
TITLE_WIDTH, SUBTITLE_WIDTH, LINE_WIDTH = 82, 110, 128
BELOW_AXIS = 64  # pixels from the floor of the plot to the first stamped line, past two lines of axis labels


def png(answer: Answer, drawing: Drawing) -> bytes:
    """About 1,900 pixels wide: sharp on a slide."""
    return to_png(_whole(answer, drawing), scale=SCALE)


def svg(answer: Answer, drawing: Drawing) -> bytes:
    """Text stays text, so that it is sharp at any size and can be edited."""
    return to_svg(_whole(answer, drawing)).encode()


def plain(drawing: Drawing, width: int, height: int) -> bytes:
    """The chart alone as PNG, for a slide or page that says title, source and release itself.

    `width`, `height`: of the plot in pixels; the picture is twice as many, and what stands around the plot.
    """
    return to_png(_sized(drawing, width, height), scale=SCALE)


def stamp(answer: Answer, drawing: Drawing) -> list[str]:
    """The lines under a picture: how to read it, notes, source, release, profile, site, whether it is synthetic."""
    evidence = answer.evidence
    said = (
        drawing.reading,
        *((f"Counted as: {evidence.counted_as}",) if evidence.counted_as else ()),
        *answer.keeps,
        *answer.notes,
        f"Source: {evidence.source}. {evidence.period}.",
        f"{evidence.release}. {evidence.profile}. {evidence.hidden}",
        f"{evidence.site}. {evidence.data}.",
    )
    return [line for sentence in said for line in textwrap.wrap(sentence, LINE_WIDTH)]


def _whole(answer: Answer, drawing: Drawing) -> dict[str, Any]:
    lines = [{"text": line, "line": number} for number, line in enumerate(stamp(answer, drawing))]
    stamped = {
        "data": {"values": lines},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 13, "color": MUTED},
        "encoding": {
            "x": {"value": -drawing.left},
            "y": {"value": {"expr": f"height + {BELOW_AXIS} + 18 * datum.line"}},
            "text": {"field": "text"},
        },
    }
    title = {
        "text": textwrap.wrap(answer.finding.text, TITLE_WIDTH),
        "subtitle": textwrap.wrap(answer.caption, SUBTITLE_WIDTH),
        "anchor": "start",
        "color": TEXT,
        "fontSize": 20,
        "lineHeight": 26,
        "subtitleColor": TEXT,
        "subtitleFontSize": 15,
        "subtitlePadding": 8,
        "offset": 28,
    }
    held = drawing.specification
    return {**_sized(drawing, WIDTH, HEIGHT), "layer": [*held["layer"], stamped], "title": title, "padding": 24}


def _sized(drawing: Drawing, width: int, height: int) -> dict[str, Any]:
    held = drawing.specification
    left = {"minExtent": drawing.left, "maxExtent": drawing.left}  # so that small print stands under the title
    return {
        **held,
        "config": {**held["config"], "axisY": left},
        "width": width,
        "height": max(height, held["height"]),  # a chart of many rows keeps its room
        "datasets": {
            name: rows.astype(object).where(rows.notna(), None).to_dict("records")
            for name, rows in drawing.datasets.items()
        },
    }
