"""How a document for Word looks, and its language: A4, styles by name, English of Great Britain."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

LANGUAGE = "en-GB"
FONT = "Arial"
TEXT, MUTED, INK = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x50, 0x5A, 0x5F), RGBColor(0x12, 0x43, 0x6D)
PROMPT, SOURCE, CELL, CAUTION = "Prompt", "Source", "Table cell", "Caution"
# Name, what it is based on, size in points, colour, space after in points.
OWN: tuple[tuple[str, str, float, RGBColor, float], ...] = (
    (PROMPT, "Normal", 11, TEXT, 8),
    (SOURCE, "Normal", 8.5, MUTED, 10),
    (CELL, "Normal", 9, TEXT, 0),
    (CAUTION, "Normal", 11, TEXT, 8),
)
USED: tuple[tuple[str, float, RGBColor, float], ...] = (
    ("Normal", 11, TEXT, 6),
    ("Title", 22, INK, 4),
    ("Subtitle", 14, MUTED, 8),
    ("Heading 1", 16, INK, 4),
    ("Heading 2", 13, INK, 4),
    ("Heading 3", 11.5, INK, 4),
    ("Caption", 10, TEXT, 3),
    ("List Bullet", 11, TEXT, 3),
)
# Points before a heading.
BEFORE = {"Heading 1": 14, "Heading 2": 10, "Heading 3": 8}
COMPACT = 0.85  # of the usual sizes
TITLE_GROUND = "F1F5F9"  # of a section's title in a table
BORDERED = ((PROMPT, "F47738", "FFF7ED"), (CAUTION, "12436D", "F1F5F9"))  # colour of the line, and of the ground


def set_up(document: Document, compact: bool = False) -> None:
    """Page, language and styles; `compact`: smaller, for one page. To be called before anything is written."""
    size_of, gap = (COMPACT, 0.5) if compact else (1.0, 1.0)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(18)
    styles = document.styles
    for name, based_on, *_ in OWN:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles[based_on]
    for name, size, colour, after in (*USED, *((own[0], *own[2:]) for own in OWN)):
        _style(styles[name], size * size_of, colour, after * gap)
        styles[name].paragraph_format.space_before = Pt(BEFORE.get(name, 0) * gap)
        styles[name].paragraph_format.line_spacing = 1.0 if compact else 1.1
    for name, line, ground in BORDERED:
        _mark(styles[name], line, ground)
    _speak(document)


def number_pages(paragraph: Paragraph) -> None:
    """'Page 2 of 9' behind what the paragraph says; the numbers are fields, so that Word keeps them."""
    paragraph.add_run(" Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _style(style: ParagraphStyle, size: float, colour: RGBColor, after: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # the template's headings name fonts of a theme, which win over one by name
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_after = Pt(after)


def _mark(style: ParagraphStyle, line: str, ground: str) -> None:
    properties = style.element.get_or_add_pPr()
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", line)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    # The schema has an order: borders and shading stand before spacing.
    properties.insert(0, shade)
    properties.insert(0, borders)


def _speak(document: Document) -> None:
    """English of Great Britain, whatever the template says: spelling, hyphens and screen readers go by it."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), LANGUAGE)
    document.core_properties.language = LANGUAGE


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"  # until the reader's program has counted
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
