"""Puts text on a slide, as large as fits its frame. Knows no Answer."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Pt

from pimh_data.briefing.slides.fitting import fitted

Frame = tuple[Emu, Emu, Emu, Emu]  # left, top, width, height
TEXT, MUTED = RGBColor(0x21, 0x2B, 0x32), RGBColor(0x4C, 0x62, 0x72)
INSET = Emu(45720)  # 0.05 inches
LANGUAGE = "en-GB"
POINT = 12700  # units of the format in a point


def text(
    slide: Any,
    frame: Frame,
    paragraphs: Sequence[str],
    sizes: Sequence[float],
    name: str,
    colour: RGBColor = TEXT,
    gap: float = 0,
    leads: Sequence[str] = (),
) -> None:
    """A box of text at the largest of the sizes (points) at which it fits; cut with an ellipsis where none is.

    `gap`: points between paragraphs. `leads`: what paragraphs begin with, one each, set bold.
    """
    box = slide.shapes.add_textbox(*frame)
    box.name = name
    _fill(box.text_frame, frame, paragraphs, sizes, colour, gap)
    for paragraph, lead in zip(box.text_frame.paragraphs, leads, strict=False):
        first = paragraph.runs[0] if paragraph.runs else None
        if lead and first is not None and first.text.startswith(lead):
            rest = deepcopy(first._r)
            first._r.addnext(rest)
            first.text, first.font.bold = lead, True
            paragraph.runs[1].text = rest.text.removeprefix(lead)


def room(frame: Frame) -> tuple[float, float]:
    """Width and height that text has in a frame, in points."""
    return (frame[2] - 2 * INSET) / POINT, (frame[3] - 2 * INSET) / POINT


def title(slide: Any, words: str, sizes: Sequence[float]) -> None:
    """The slide's title, in its placeholder, where the layout has it."""
    held = slide.shapes.title
    frame = (held.left, held.top, held.width, held.height)
    _fill(held.text_frame, frame, [words], sizes, None)
    for other in list(slide.placeholders):
        if other._element is not held._element:
            other._element.getparent().remove(other._element)  # an empty one asks to be clicked on


def _fill(
    held: Any, frame: Frame, paragraphs: Sequence[str], sizes: Sequence[float], colour: RGBColor | None, gap: float = 0
) -> None:
    kept, size = fitted(paragraphs, room(frame), sizes, gap)
    held.word_wrap, held.auto_size, held.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    held.margin_left = held.margin_right = held.margin_top = held.margin_bottom = INSET
    held.text = "\n".join(kept)
    look(held, size, colour, gap)


def look(held: Any, size: float, colour: RGBColor | None, gap: float = 0) -> None:
    """Give all text of a frame its size (points), colour and language; `gap` points between paragraphs."""
    for number, paragraph in enumerate(held.paragraphs):
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_before, paragraph.space_after = Pt(gap if number else 0), Pt(0)
        for run in paragraph.runs:
            run.font.size, run._r.get_or_add_rPr().attrib["lang"] = Pt(size), LANGUAGE
            if colour is not None:
                run.font.color.rgb = colour
        if not paragraph.runs:  # an empty line is as high as its end says
            end = paragraph._p.get_or_add_endParaRPr()
            end.attrib["sz"] = str(round(size * 100))
