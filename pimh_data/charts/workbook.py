"""Answers as an Excel workbook: their numbers as numbers, and a sheet that says what they are."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from pimh_data.answer import Answer, Column
from pimh_data.charts.dictionary import columns_defined, said_of
from pimh_data.charts.export import columns_written, heading, whole, whose

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDEST, WORDS = 40, 110  # characters of a column's width: of the table, and of meanings
LONGEST = 31  # characters of a sheet's name
CONTENTS = ("Sheet", "Question", "What its numbers say", "What they are of", "Key")
CONTENTS_WIDTHS = (LONGEST, WIDEST, WORDS, WORDS, LONGEST)


def to_xlsx(answer: Answer) -> bytes:
    """Two sheets. 'Answer': one row a row of the Answer's table, with whose numbers they are in every row, as in the
    CSV. 'Definitions': the finding, what every term means here, and what each column holds.

    Text is never a formula nor a link. The same Answer gives the same bytes.
    """
    out = io.BytesIO()
    with _book(out, answer.title) as book:
        _answer(book, answer, "Answer")
        _definitions(book, [("", answer)])
    return out.getvalue()


@dataclass(frozen=True)
class WordsSheet:
    """A sheet of words beside those of Answers. `about`: what it holds, for the contents; `rows` under `headings`."""

    name: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def all_to_xlsx(
    title: str,
    facts: Sequence[tuple[str, str]],
    answers: Sequence[Answer],
    lacks: Mapping[str, str],
    beside: Sequence[WordsSheet] = (),
) -> bytes:
    """One sheet an Answer, before them 'Contents', after them those `beside` and 'Definitions' of all.

    `facts`: whose numbers they are, term and meaning; `lacks`: question -> why it is not answered here; both stand on
    the contents. The same Answers give the same bytes.
    """
    out, names = io.BytesIO(), [f"{number} {answer.key}"[:LONGEST] for number, answer in enumerate(answers, start=1)]
    with _book(out, title) as book:
        _contents(book, facts, list(zip(names, answers, strict=True)), lacks, beside)
        for name, answer in zip(names, answers, strict=True):
            _answer(book, answer, name)
        for sheet in beside:
            _words(book, sheet)
        _definitions(book, list(zip(names, answers, strict=True)))
    return out.getvalue()


@contextmanager
def _book(out: io.BytesIO, title: str) -> Iterator[xlsxwriter.Workbook]:
    with xlsxwriter.Workbook(out, SAFE) as book:
        # The time of writing would make every copy another file.
        book.set_properties({"title": title, "created": pd.Timestamp(2000, 1, 1).to_pydatetime()})
        yield book


def _contents(
    book: xlsxwriter.Workbook,
    facts: Sequence[tuple[str, str]],
    named: Sequence[tuple[str, Answer]],
    lacks: Mapping[str, str],
    beside: Sequence[WordsSheet],
) -> None:
    sheet, bold = book.add_worksheet("Contents"), book.add_format({"bold": True, "valign": "top"})
    for column, width in enumerate(CONTENTS_WIDTHS):
        sheet.set_column(column, column, width)
    lines: list[tuple[str, ...]] = [*facts, (), CONTENTS]
    lines += [(name, answer.title, answer.finding.text, answer.caption, answer.key) for name, answer in named]
    lines += [(sheet.name, sheet.about) for sheet in beside]
    if lacks:
        lines += [(), ("Not answered here", "Why")]
        lines += list(lacks.items())
    for line, texts in enumerate(lines):
        head = line < len(facts) or texts == CONTENTS
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text, bold if head and (column == 0 or texts == CONTENTS) else None)
    for line, name in enumerate((*(name for name, _ in named), *(one.name for one in beside)), start=len(facts) + 2):
        sheet.write_url(line, 0, f"internal:'{name}'!A1", string=name)


def _answer(book: xlsxwriter.Workbook, answer: Answer, name: str) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    columns, ends = columns_written(answer), whose(answer)
    headings = [*map(heading, columns), *ends]
    for number, label in enumerate(headings):
        sheet.write_string(0, number, label, bold)
        sheet.set_column(number, number, min(WIDEST, max(12, len(label))))
    formats = [book.add_format({"num_format": _shown(column)}) for column in columns]
    rows = answer.table[[column.name for column in columns]].itertuples(index=False, name=None)
    for line, row in enumerate(rows, start=1):
        for number, (column, value) in enumerate(zip(columns, row, strict=True)):
            _cell(sheet, line, number, column, value, formats[number])
        for number, value in enumerate(ends.values(), start=len(columns)):
            sheet.write_string(line, number, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(answer.table), 1), len(headings) - 1)


def _words(book: xlsxwriter.Workbook, held: WordsSheet) -> None:
    sheet, bold = book.add_worksheet(held.name), book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for line, texts in enumerate((held.headings, *held.rows)):
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text, wrapped if line else bold)
    sheet.set_column(0, len(held.headings) - 1, WIDEST)
    sheet.freeze_panes(1, 0)


def _cell(sheet: Any, line: int, number: int, column: Column, value: Any, shown: Any) -> None:
    if pd.isna(value):
        return
    if isinstance(value, str):
        sheet.write_string(line, number, value)
    else:
        sheet.write_number(line, number, whole(value), shown)


def _shown(column: Column) -> str:
    if column.kind == "count":
        return "#,##0"
    if column.kind == "share":
        return "0.0%"
    decimals = column.decimals or (2 if column.kind == "ratio" else 0)
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _definitions(book: xlsxwriter.Workbook, named: Sequence[tuple[str, Answer]]) -> None:
    sheet = book.add_worksheet("Definitions")
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, WIDEST)
    sheet.set_column(1, 1, WORDS)
    lines: list[tuple[str, str]] = []
    for name, answer in named:
        if name:
            lines += [*([("", "")] if lines else []), (name, answer.title)]
        lines += [("Column", "What it holds"), *columns_defined(answer), ("", ""), *said_of(answer)]
    for line, (term, meaning) in enumerate(lines):
        sheet.write_string(line, 0, term, bold)
        sheet.write_string(line, 1, meaning, wrapped)
