"""Reads what a person is shown for a selection: sentences by panel, tables, descriptions for screen readers, files."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from pages.parts import beneath, opened, text
from pages.parts.pages import PAGES
from pimh_data.answer import Answer
from pimh_data.charts import export
from pimh_data.questions.address import Address, parse
from pimh_data.questions.selection import check
from tests.app_test import app_test

# Pages of case studies quote documents whose figures do not agree with each other: that is what they are about.
FILES = tuple(page.file for page in PAGES if not page.case)
SAID_IN = ("answer", "finding", "graded", "verdict")


@dataclass(frozen=True)
class Sentence:
    """A sentence on a screen: of which panel ('' above all), what it is (answer, finding, graded, verdict, alt)."""

    panel: str
    kind: str
    text: str


@dataclass
class Screen:
    """One page as shown, as it was `asked` for, with what opens under its panels.

    `tables`: panel -> headings and rows of text; `files`: the same of its CSV; `addresses`: where its answer is found;
    `opens`: panels whose table opens beneath.
    """

    where: str
    asked: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    files: dict[str, list[list[str]]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    opens: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


def screen(page: str, asked: Mapping[str, str]) -> Screen:
    """Open the page of that file for what is asked and read it. The release is the one that PIMH_RELEASES names."""
    found = Screen(f"{page} {', '.join(asked.values())}", asked)
    test = app_test(page, dict(asked)).run()
    found.errors = [str(error.value) for error in test.exception]
    _walk(test._tree, "", found)
    release, _ = opened.current()
    for panel, address in found.addresses.items():
        answer = opened.answer(release, parse(address, release))
        if panel in found.opens:
            found.tables[panel] = list(_rows(text.table(answer)))
        found.files[panel] = _records(answer)
    return found


def file_of(question: str, asked: Mapping[str, str]) -> list[list[str]]:
    """The CSV of another question for the selection that an address names, in its usual choices."""
    release, _ = opened.current()
    selection, _ = check(release, asked)
    return _records(opened.answer(release, Address.of(question, selection, {})))


def _records(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export.to_csv(answer).decode("utf-8-sig"))))


def _walk(node: Any, panel: str, found: Screen) -> None:
    for child in getattr(node, "children", {}).values():
        proto = getattr(child, "proto", None)
        name = re.search(r"-(?:panel|card|tools)-([a-z0-9-]+)$", getattr(proto, "id", "") or "")
        mine = name.group(1) if name else panel
        if proto is not None:
            _element(child.type, proto, mine, found)
        _walk(child, mine, found)


def _element(kind: str, proto: Any, panel: str, found: Screen) -> None:
    if kind in ("html", "markdown"):  # what begins with a heading comes as Markdown
        for name, text in re.findall(r'<p class="([^"]*)"[^>]*>(.*?)</p>', proto.body, flags=re.DOTALL):
            if name in SAID_IN and plain(text):
                found.sentences.append(Sentence(panel, name, plain(text)))
        for table in re.findall(r'<table class="twin".*?</table>', proto.body, flags=re.DOTALL):
            found.tables[panel] = list(_rows(table))
        for path, asked in re.findall(r'<a href="answers/([^"?]+)\.csv\??([^"]*)" download>CSV</a>', proto.body):
            found.addresses[panel] = f"{path}?{unescape(asked)}"
    elif kind == "popover" and proto.popover.label == beneath.TABLE:
        found.opens.add(panel)
    elif kind == "vega_lite_chart" and panel:
        found.sentences.append(Sentence(panel, "alt", proto.alt))
    elif kind == "metric":
        # Streamlit's own mark of Markdown stands before what it would take for one.
        label, value = (re.sub(r"\\(.)", r"\1", text) for text in (proto.label, proto.body))
        found.sentences.append(Sentence(panel, "metric", f"{label}: {value}"))
    elif kind in ("title", "heading") and getattr(proto, "tag", "") == "h1":
        found.title = re.sub(r"\\(.)", r"\1", proto.body)


def plain(html: str) -> str:
    """HTML as a person reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _rows(table: str) -> Iterator[list[str]]:
    for row in re.findall(r"<tr.*?</tr>", table, flags=re.DOTALL):
        yield [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)]


def use(releases: Path) -> None:
    """Let the pages read the releases of that folder."""
    os.environ["PIMH_RELEASES"] = str(releases)
