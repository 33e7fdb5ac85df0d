"""Everything that a release shows: its pages opened one by one, answers with their files, as text."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.guard.door import door
from pages.parts import opened, text
from pages.parts.pages import PAGES, PageOf
from pimh_data.answer import Answer
from pimh_data.charts import export
from tests.app_test import app_test

DISPLAYED = {"title", "subtitle", "text", "description"}  # what a chart's specification writes on the screen
SPOKEN = re.compile(r'(?:aria-label|alt|title)="([^"]*)"')
DOCUMENTS = re.compile(
    r'<dt>(Source|Citation)</dt><dd>(.*?)</dd>|<p class="on-paper"[^>]*>Source: (.*?)</p>', re.DOTALL
)


@dataclass(frozen=True)
class Piece:
    """A text that a reader meets: on which page, what kind of text, and the text."""

    where: str
    kind: str
    text: str


@dataclass
class Everything:
    """What was shown. `sources`: what stands as source or citation, apart from the pieces; `errors`: of pages."""

    pieces: list[Piece] = field(default_factory=list)
    sources: list[Piece] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def everything(releases: Path, selections: list[dict[str, str]]) -> Everything:
    """Open every page of the release in the folder, for each selection, and read all of it.

    The folder must be one that no other test opens: only answers made meanwhile are read.
    """
    found, answers = Everything(), []
    with pytest.MonkeyPatch.context() as patched, of_its_owner(patched):
        patched.setenv("PIMH_RELEASES", str(releases))
        whole = Answer.__post_init__
        patched.setattr(Answer, "__post_init__", lambda answer: (answers.append(answer), whole(answer))[1])
        for asked in selections:
            for page in offered():
                open_page(page.file, asked, found)
    for answer in answers:
        _answer(answer, found)
    return found


@contextmanager
def of_its_owner(patched: pytest.MonkeyPatch) -> Iterator[None]:
    """The door that shows its owner a release of real people, on their own machine alone."""
    patched.setenv("PIMH_OWNERS_TOKEN", "0" * 64)
    door.cache_clear()
    try:
        yield
    finally:
        door.cache_clear()


def offered() -> list[PageOf]:
    """The pages that the release in force has."""
    held = opened.current()[0].manifest.case_studies
    return [page for page in PAGES if not page.case or page.case in held]


def open_page(page: str, asked: dict[str, str], found: Everything | None = None) -> AppTest:
    """The page with what is asked of it, after its run; what it shows is added to `found`."""
    found = Everything() if found is None else found
    where = f"{page} {', '.join(asked.values())}".strip()
    found.opened.append(where)
    test = app_test(page, asked).run()
    found.errors += [f"{where}: {error.value}" for error in test.exception]
    for kind, proto in _elements(test._tree):
        for words in _texts(kind, proto):
            said = DOCUMENTS.sub("", words)
            found.pieces.append(Piece(where, kind, said))
            found.sources += [
                Piece(where, name or "Source", unescape(of or printed))
                for name, of, printed in DOCUMENTS.findall(words)
            ]
    return test


def _elements(node: Any) -> Iterator[tuple[str, Any]]:
    for child in getattr(node, "children", {}).values():
        if getattr(child, "proto", None) is not None:
            yield child.type, child.proto
        yield from _elements(child)


def _texts(kind: str, proto: Any) -> Iterator[str]:
    if kind == "html":
        yield proto.body
    elif kind == "vega_lite_chart":
        yield proto.alt
        yield from _displayed(json.loads(proto.spec))
        for dataset in proto.datasets:
            with pa.ipc.open_stream(dataset.data.data) as stream:
                table = stream.read_all()
            texts = (column for column in table.columns if pa.types.is_string(column.type))
            yield from (str(value) for column in texts for value in column.to_pylist() if value is not None)
    else:
        for name in ("body", "label", "value", "help"):
            text = getattr(proto, name, "")
            yield text if isinstance(text, str) else ""
        options = getattr(proto, "options", ())
        yield from (getattr(option, "content", option) for option in options)
        if kind == "popover":
            yield proto.popover.label


def _displayed(part: Any, name: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _displayed(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _displayed(value, name)
    elif isinstance(part, str) and name in DISPLAYED:
        yield part


def _answer(answer: Answer, found: Everything) -> None:
    where, held = f"answer {answer.key}", answer.evidence
    found.pieces += [Piece(where, "CSV", export.to_csv(answer).decode("utf-8-sig"))]
    found.pieces += [Piece(where, "file name", export.file_name(answer, "csv").removesuffix(".csv"))]
    said = (answer.title, answer.finding.text, *answer.notes, *held.caveats, held.definition, held.numerator)
    said += (held.denominator, held.method, held.period, held.release, held.profile, held.data, held.hidden)
    found.pieces += [Piece(where, "words", words) for words in said]
    found.sources += [Piece(where, "Source", held.source), Piece(where, "Citation", held.citation)]
    found.pieces += [Piece(where, "html", text.table(answer))]
    found.pieces += [Piece(where, "html", DOCUMENTS.sub("", text.evidence(answer)))]


def plain(piece: Piece) -> str:
    """What is read and spoken of a piece, without its markup."""
    if piece.kind != "html":
        return piece.text
    text = re.sub(r"<style.*?</style>", "", piece.text, flags=re.DOTALL)
    return unescape(" ".join((re.sub(r"<[^>]+>", " ", text), *SPOKEN.findall(text))))
