"""One HTML table: a caption, headings with their scope, escaped cells, in a frame that the keyboard can scroll."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

FIGURE, WORDS = "figure", "words"  # classes of style.css: figures stand on the right


@dataclass(frozen=True)
class TableCell:
    """Text; a mark in bold before it and small print under it, where there are such. `kind`: a class of style.css."""

    text: str
    kind: str = ""
    mark: str = ""
    below: str = ""


@dataclass(frozen=True)
class TableRow:
    """A row, the first of its cells its heading. `kind`: a class of style.css."""

    cells: Sequence[TableCell]
    kind: str = ""


def table(name: str, kind: str, headings: Iterable[TableCell], rows: Iterable[TableRow]) -> str:
    """The table as HTML, everything escaped. `name`: its caption, for who hears it; `kind`: 'twin' or 'heat'."""
    head = "".join(_cell(heading, "th", "col") for heading in headings)
    body = "".join(f"<tr{_class(row.kind)}>{_row(row)}</tr>" for row in rows)
    said = escape(name)
    caption = f'<caption><span class="unseen">{said}</span></caption>'
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{said}"><table{_class(kind)}>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def sides(numeric: Iterable[bool]) -> list[str]:
    """The class of each column: figures or words."""
    return [FIGURE if figures else WORDS for figures in numeric]


def written(texts: Iterable[str], kinds: Iterable[str]) -> list[TableCell]:
    """Cells of texts, each of its column's class."""
    return [TableCell(text, kind) for text, kind in zip(texts, kinds, strict=True)]


def _row(row: TableRow) -> str:
    heading, *cells = row.cells
    return _cell(heading, "th", "row") + "".join(_cell(cell, "td") for cell in cells)


def _cell(cell: TableCell, tag: str, scope: str = "") -> str:
    of = f' scope="{scope}"' if scope else ""
    mark = f"<b>{escape(cell.mark)}</b> " if cell.mark else ""
    below = f"<br><small>{escape(cell.below)}</small>" if cell.below else ""
    return f"<{tag}{of}{_class(cell.kind)}>{mark}{escape(cell.text)}{below}</{tag}>"


def _class(kind: str) -> str:
    return f' class="{escape(kind)}"' if kind else ""
