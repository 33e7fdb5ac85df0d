"""The presentation that slides are added to: the site's own template without its slides, or a plain wide one."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from pimh_data.errors import BriefError

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
WIDE = Inches(13.333), Inches(7.5)
TITLE_FRAME = Inches(0.5), Inches(0.3), Inches(12.333), Inches(0.75)
ACCENT = b"4F81BD", b"12436D"  # the head of a table: white on the library's blue has too little contrast
LOWEST_TITLE = 0.35  # of the height: where a title ends lower, it is no title above a chart
NO_TEMPLATE = (
    "The template is no PowerPoint presentation that can be opened: save it in PowerPoint as a presentation (.pptx; "
    "not .potx, .ppt nor with a password) and give that."
)
NO_LAYOUT = (
    "The template has no layout with a title above room for a chart: add one (PowerPoint's own is 'Title Only')."
)


@dataclass(frozen=True)
class Deck:
    """A presentation without slides, and which of its layouts a title slide and a slide with a chart take.

    `frame`: where the content of a slide may stand: left, top, width, height.
    """

    presentation: Any
    opening: Any
    content: Any
    frame: tuple[Emu, Emu, Emu, Emu]


def opened(template: bytes | None) -> Deck:
    """The deck to add slides to. Raises BriefError where the template cannot be used, with what to do."""
    presentation: Any
    if template is None:
        presentation = Presentation()
        _widen(presentation)
    else:
        try:
            presentation = Presentation(io.BytesIO(template))
        except (PythonPptxError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
            raise BriefError(NO_TEMPLATE) from None
        _empty(presentation)
    titled = [layout for layout in presentation.slide_layouts if _title(layout) is not None]
    usable = [layout for layout in titled if _bottom(_title(layout)) < LOWEST_TITLE * presentation.slide_height]
    if not usable:
        raise BriefError(NO_LAYOUT)
    content = min(usable, key=lambda layout: sum(one.placeholder_format.type not in TITLES for one in _filled(layout)))
    return Deck(presentation, titled[0], content, _frame(presentation, content))


def _filled(layout: Any) -> list[Any]:
    """The placeholders that a slide of this layout begins with."""
    around = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    return [one for one in layout.placeholders if one.placeholder_format.type not in around]


def _title(layout: Any) -> Any:
    return next((one for one in layout.placeholders if one.placeholder_format.type in TITLES), None)


def _bottom(shape: Any) -> int:
    return (shape.top or 0) + (shape.height or 0)


def _frame(presentation: Any, layout: Any) -> tuple[Emu, Emu, Emu, Emu]:
    title = _title(layout)
    floors = [
        one.top for one in layout.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.FOOTER and one.top
    ]
    floor = min(
        [int(0.98 * presentation.slide_height), *(top for top in floors if top > presentation.slide_height / 2)]
    )
    top = _bottom(title)
    return Emu(title.left), Emu(top), Emu(title.width), Emu(floor - top)


def _widen(presentation: Any) -> None:
    """The library's own deck, which is four by three, made wide; without its thumbnail and its printer's settings."""
    share = WIDE[0] / presentation.slide_width
    presentation.slide_width, presentation.slide_height = WIDE
    master = presentation.slide_master
    for shape in (*master.shapes, *(one for layout in presentation.slide_layouts for one in layout.shapes)):
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = Emu(int(shape.left * share)), Emu(int(shape.width * share))
    title = next(one for one in master.placeholders if one.placeholder_format.type in TITLES)
    title.left, title.top, title.width, title.height = TITLE_FRAME
    for one in (*master.placeholders, *(one for layout in presentation.slide_layouts for one in layout.placeholders)):
        if one.placeholder_format.type in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            one._element.getparent().remove(one._element)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = theme.blob.replace(*ACCENT)
    _drop(presentation.part.package, lambda kind: kind.endswith("/thumbnail"))
    _drop(presentation.part, lambda kind: kind == RT.PRINTER_SETTINGS)


def _empty(presentation: Any) -> None:
    """Take the template's own slides out, and the sections that named them."""
    ids = presentation.slides._sldIdLst
    for held in list(ids):
        presentation.part.drop_rel(held.rId)
        ids.remove(held)
    root = presentation.part._element
    for extensions in root.findall(qn("p:extLst")):
        for extension in list(extensions):
            if any(child.tag.endswith("}sectionLst") for child in extension):
                extensions.remove(extension)
        if not len(extensions):
            root.remove(extensions)
    _drop(presentation.part.package, lambda kind: kind.endswith("/thumbnail"))


def _drop(part: Any, unwanted: Callable[[str], bool]) -> None:
    for name, relation in list(part._rels.items()):
        if unwanted(relation.reltype):
            part._rels.pop(name)
