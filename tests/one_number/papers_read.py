"""What a paper says of each question, read from its file: tables under their captions, and sentences with numbers."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from xml.etree import ElementTree

from pimh_data.briefing.pack import Exhibit, Pack
from pimh_data.briefing.papers import whose
from tests.one_number.filed import Filed, Shown, disagreements, one_line
from tests.one_number.printed import SECTION, figures_of_no_row

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"\d")
SIDE_BY_SIDE, COMPARED = "Arithmetic, not a forecast", "funding.compare "


@dataclass(frozen=True)
class ReadPaper:
    """Sentences in their order; tables by their captions, headings first. `everything`: all text, the foot included."""

    sentences: tuple[str, ...]
    tables: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    everything: str


def of_word(content: bytes) -> ReadPaper:
    """A document for Word, read from its XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        parts = {
            name: held.read(name) for name in held.namelist() if re.fullmatch(r"word/(?:document|footer\d*)\.xml", name)
        }
    body = ElementTree.fromstring(parts["word/document.xml"])[0]  # noqa: S314 - a paper that was written just now
    sentences, tables = [], []
    for block in body:
        if block.tag == f"{W}p" and not _heads(block):
            sentences.append(_text(block))
        elif block.tag == f"{W}tbl":
            rows = (tuple(_text(cell) for cell in row.iter(f"{W}tc")) for row in block.iter(f"{W}tr"))
            tables.append((sentences[-1] if sentences else "", with_titles(tuple(rows))))
    everything = " ".join("".join(ElementTree.fromstring(one).itertext()) for one in parts.values())  # noqa: S314 - the same
    return ReadPaper(tuple(filter(None, sentences)), tuple(tables), everything)


def with_titles(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Each row of a table in sections with the title that it stands under, as a first column."""
    labels, *others = rows
    if all(len(row) == len(labels) for row in others):
        return rows
    found, title = [(SECTION, *labels)], ""
    for row in others:
        if len(row) == 1:
            title = row[0]
        else:
            found.append((title, *row))
    return tuple(found)


def _heads(block: ElementTree.Element) -> bool:
    style = block.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val", "").startswith("Heading")


def _text(block: ElementTree.Element) -> str:
    return one_line("".join(text.text or "" for text in block.iter(f"{W}t")))


def of_page(content: bytes) -> ReadPaper:
    """The same of one HTML file."""
    page = content.decode()
    tables = []
    for table in re.findall(r"<table>.*?</table>", page, flags=re.DOTALL):
        rows = re.findall(r"<tr>.*?</tr>", table, flags=re.DOTALL)
        cells = tuple(
            tuple(map(_plain, re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL))) for row in rows
        )
        tables.append((_plain(re.search(r"<caption>(.*?)</caption>", table, flags=re.DOTALL)[1]), with_titles(cells)))
    sentences = map(_plain, re.findall(r"<(?:p|li|figcaption)[^>]*>(.*?)</", page, flags=re.DOTALL))
    return ReadPaper(tuple(sentences), tuple(tables), _plain(page.partition("<body>")[2]))


def _plain(html: str) -> str:
    return one_line(unescape(re.sub(r"<[^>]+>", "", html)))


def tables_apart(kind: str, read: ReadPaper, pack: Pack, filed: Mapping[str, Filed]) -> Iterator[str]:
    """Every row of a table that is not one of the question whose caption it bears."""
    for caption, (labels, *rows) in read.tables:
        if caption.endswith(SIDE_BY_SIDE):
            yield from _each_of_one(kind, caption, labels, rows, filed)
            continue
        asked = [name for name, one in pack.exhibits.items() if one_line(one.answer.caption) == caption]
        found = [
            list(_apart(Shown(f"{kind}, {caption}", name, labels, tuple(rows), year=pack.selection.year), filed[name]))
            for name in asked
        ]
        if found and all(found):
            yield from min(found, key=len)  # several questions may have one caption


def _each_of_one(
    kind: str, caption: str, labels: tuple[str, ...], rows: list[tuple[str, ...]], filed: Mapping[str, Filed]
) -> Iterator[str]:
    """Scenarios side by side: every row is the only one of a question of its own."""
    compared = {name: one for name, one in filed.items() if name.startswith(COMPARED)}
    for row in rows:
        found = [list(_apart(Shown(f"{kind}, {caption}", name, labels, (row,)), one)) for name, one in compared.items()]
        if all(found):
            yield f"{kind}, {caption}: {row} is the row of none of {', '.join(compared)}"


def _apart(shown: Shown, filed: Filed) -> Iterator[str]:
    return figures_of_no_row(shown, filed) if shown.labels[0] == SECTION else disagreements(shown, filed)


def sentences_apart(kind: str, read: ReadPaper, pack: Pack) -> Iterator[str]:
    """Every sentence with a number that no question of the pack says, nor the form itself."""
    held = [one_line(text).casefold() for exhibit in pack for text in _said(exhibit)] + [
        one_line(text).casefold() for text in (*pack.lacks.values(), *pack.facts.sentences, *pack.decided)
    ]
    captions = {caption for caption, _ in read.tables}
    for sentence in read.sentences:
        if not NUMBER.search(sentence) or sentence in captions or sentence.startswith("Source: "):
            continue
        said = sentence.casefold()
        if not any(said == one or one.endswith(said) for one in held) and not _own(sentence, pack):
            yield f"{kind} says what no question says: {sentence!r}"


def _said(exhibit: Exhibit) -> Iterator[str]:
    answer = exhibit.answer
    yield answer.finding.text
    yield " ".join((*answer.keeps, *answer.notes))
    yield f"{answer.caption}. {exhibit.reading}"
    yield answer.evidence.citation


def _own(sentence: str, pack: Pack) -> bool:
    """What the form says itself: of what it is, prompts, and periods with the definitions and sources of them all."""
    periods = {one.answer.evidence.period.removesuffix(".") for one in pack}
    return (
        sentence == whose.about(pack.selection)
        or sentence == f"This review is of {whose.about(pack.selection)}."
        or sentence.startswith("To be written: ")
        or set(sentence.removesuffix(".").split("; ")) <= periods
        or sentence.startswith(next(iter(pack)).answer.evidence.definition.removesuffix("."))
    )
