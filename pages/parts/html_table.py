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


@dataclass(frozen=True)
class TableSection:
    """Rows under a title of their own, which heads them all."""

    title: str
    rows: Sequence[TableRow]


def table(name: str, kind: str, headings: Iterable[TableCell], rows: Iterable[TableRow]) -> str:
    """The table as HTML, everything escaped. `name`: its caption, for who hears it; `kind`: 'twin' or 'heat'."""
    return _table(name, kind, headings, f"<tbody>{_rows(rows)}</tbody>")


def sectioned(name: str, kind: str, headings: Sequence[TableCell], sections: Iterable[TableSection]) -> str:
    """The same in sections, each under a heading row."""
    return _table(name, kind, headings, "".join(_section(one, len(headings)) for one in sections))


def _table(name: str, kind: str, headings: Iterable[TableCell], body: str) -> str:
    head = "".join(_cell(heading, "th", "col") for heading in headings)
    said = escape(name)
    caption = f'<caption><span class="unseen">{said}</span></caption>'
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{said}"><table{_class(kind)}>{caption}'
        f"<thead><tr>{head}</tr></thead>{body}</table></div>"
    )


def sides(numeric: Iterable[bool]) -> list[str]:
    """The class of each column: figures or words."""
    return [FIGURE if figures else WORDS for figures in numeric]


def written(texts: Iterable[str], kinds: Iterable[str]) -> list[TableCell]:
    """Cells of texts, each of its column's class."""
    return [TableCell(text, kind) for text, kind in zip(texts, kinds, strict=True)]


def _section(section: TableSection, columns: int) -> str:
    title = f'<tr class="section"><th scope="rowgroup" colspan="{columns}">{escape(section.title)}</th></tr>'
    return f"<tbody>{title}{_rows(section.rows)}</tbody>"


def _rows(rows: Iterable[TableRow]) -> str:
    return "".join(f"<tr{_class(row.kind)}>{_row(row)}</tr>" for row in rows)


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
