"""A paper as a document for Word (.docx): real headings, tables whose header rows repeat, pictures with alt text."""

import io
from collections.abc import Sequence
from datetime import datetime
from functools import singledispatchmethod

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from pimh_data.briefing.columns import widths
from pimh_data.briefing.papers import word_styles
from pimh_data.briefing.papers.paper import TO_WRITE, Paper, PaperHeading, Picture, Points, Prompt, Sentence, Table
from pimh_data.briefing.papers.plain_text import plain

WIDTH = Mm(170)  # of the page, between its margins
# Points of a table's cells, by the most columns that are set so.
SIZES = ((4, 9.5), (8, 8.5), (99, 7.5))
EM = 0.55  # of the size, that a character is reckoned to be wide
TOGETHER = 12  # rows of a table that stays on one page; of a longer one, the first two stay with its heading
WRITTEN = datetime(2000, 1, 1)  # the time of writing would make every copy another file


def to_docx(paper: Paper) -> bytes:
    """The document: title, caution, then every block in its order; A4, English of Great Britain."""
    writing = _Writing(paper)
    for block in paper.blocks:
        writing.write(block)
    return writing.bytes()


class _Writing:
    """One document while it is written."""

    def __init__(self, paper: Paper) -> None:
        self._document = docx.Document()
        word_styles.set_up(self._document, paper.compact)
        # By its name, every paragraph and cell would look through all styles: that took half of a paper's time.
        self._styles = {style.name: style.style_id for style in self._document.styles}
        core = self._document.core_properties
        core.title, core.subject, core.author, core.comments = plain(f"{paper.kind}: {paper.title}"), paper.kind, "", ""
        core.created = core.modified = WRITTEN
        self._say(paper.kind, "Title")
        self._say(paper.title, "Subtitle")
        if paper.caution:
            self._say(paper.caution, word_styles.CAUTION)
        foot = self._document.sections[0].footer.paragraphs[0]
        foot.style = word_styles.SOURCE
        foot.add_run(plain(paper.foot))
        word_styles.number_pages(foot)

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    @singledispatchmethod
    def write(self, block: object) -> None:
        raise TypeError(f"a document has no way to write {type(block).__name__}")

    @write.register
    def _heading(self, block: PaperHeading) -> None:
        self._say(block.text, f"Heading {block.level}")

    @write.register
    def _sentence(self, block: Sentence) -> None:
        self._say(block.text)
        self._source(block.source)

    @write.register
    def _prompt(self, block: Prompt) -> None:
        paragraph = self._document.add_paragraph(style=word_styles.PROMPT)
        paragraph.add_run(f"{TO_WRITE}: ").bold = True
        paragraph.add_run(plain(block.text))

    @write.register
    def _points(self, block: Points) -> None:
        for item in block.items:
            self._say(item, "List Bullet")

    @write.register
    def _picture(self, block: Picture) -> None:
        shape = self._document.add_picture(io.BytesIO(block.png), width=WIDTH)
        shape._inline.docPr.set("descr", plain(block.alt))
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._say(block.caption, "Caption")
        self._source(block.source)

    @write.register
    def _table(self, block: Table) -> None:
        caption = self._say(block.caption, "Caption")
        caption.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=0, cols=len(block.labels), style="Table Grid")
        _name(table, plain(block.caption))
        size = next(size for most, size in SIZES if len(block.labels) <= most)
        numeric = block.numeric or (False,) * len(block.labels)
        style = self._styles[word_styles.CELL]
        lines = tuple(tuple(map(plain, row)) for row in (block.labels, *block.rows))
        held = len(lines) - 1 if len(lines) <= TOGETHER else 2
        _widen(table, widths(lines[0], lines[1:], WIDTH.pt / (EM * size)))
        for number, row in enumerate(lines):
            if number - 1 in block.titles:
                _entitle(table.add_row(), plain(block.titles[number - 1]), style, size)
            line = table.add_row()
            _whole(line, repeats=number == 0)
            for cell, text, right in zip(line.cells, row, numeric, strict=True):
                _fill(cell, text, style, size, bold=number == 0, right=right, held=number < held)
        self._source(block.source)

    def _say(self, text: str, style: str = "Normal") -> Paragraph:
        paragraph = self._document.add_paragraph(plain(text))
        paragraph._p.style = self._styles[style]
        return paragraph

    def _source(self, text: str) -> None:
        if text:
            self._say(text, word_styles.SOURCE)


def _fill(cell: _Cell, text: str, style: str, size: float, bold: bool, right: bool, held: bool) -> None:
    """`held`: on one page with the next row."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    if held:
        paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if bold:
        run.bold = True
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _entitle(row: _Row, text: str, style: str, size: float) -> None:
    """The title of a section across the row, which stays with the next."""
    _whole(row, repeats=False)
    cell = row.cells[0].merge(row.cells[-1])
    _fill(cell, text, style, size, bold=True, right=False, held=True)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", word_styles.TITLE_GROUND)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _widen(table: WordTable, shares: Sequence[float]) -> None:
    """Columns as wide as their parts of the page: of equal width, one of words ran on for pages. Rows come after."""
    table.autofit = False
    for column, share in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):
        column.w = Emu(int(WIDTH * share / sum(shares)))


def _whole(row: _Row, repeats: bool) -> None:
    """The row is never split between two pages; the header row stands again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeats:
        properties.append(OxmlElement("w:tblHeader"))


def _name(table: WordTable, words: str) -> None:
    """As wide as the page, and named for those who hear it."""
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    properties.append(caption)
