"""Reads a document for Word back as its readers do: text, headings, tables, pictures, and what every page bears."""

import io
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class ReadTable:
    """A table with the paragraph before it: its caption. `titles`: of its sections, which stand across it."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...] = ()


def opened(content: bytes) -> Document:
    """The document of a file. Raises what python-docx raises where it cannot be opened."""
    return docx.Document(io.BytesIO(content))


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and text of every heading, in order."""
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    return [(int(name.removeprefix("Heading ")), text) for name, text in styled if name.startswith("Heading ")]


def tables(document: Document) -> list[ReadTable]:
    """Every table with its caption."""
    found, last = [], ""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            last = block.text
        elif isinstance(block, Table):
            rows = [tuple(_Cell(cell, block).text for cell in row._tr.tc_lst) for row in block.rows]
            titles = tuple(row[0] for row in rows if len(row) < len(rows[0]))
            found.append(ReadTable(last, tuple(row for row in rows if len(row) == len(rows[0])), titles))
    return found


def said(document: Document) -> list[str]:
    """Everything that can be read: paragraphs and cells in order, texts of pictures, and the foot."""
    parts = [document.element.body, *(section.footer._element for section in document.sections)]
    texts = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for part in parts for one in part.iter(qn("w:p"))]
    return [*texts, *pictures(document)]


def pictures(document: Document) -> list[str]:
    """The text of every picture for those who do not see it."""
    return [shape._inline.docPr.get("descr", "") for shape in document.inline_shapes]
