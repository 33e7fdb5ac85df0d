"""An Answer as an Excel workbook: its numbers as numbers, and a sheet that says what they are."""

import io
from typing import Any

import pandas as pd
import xlsxwriter

from pimh_data.answer import Answer, Column
from pimh_data.charts.dictionary import columns_defined, said_of
from pimh_data.charts.export import columns_written, heading, whole, whose

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDEST, WORDS = 40, 110  # characters of a column's width: of the table, and of meanings


def to_xlsx(answer: Answer) -> bytes:
    """Two sheets. 'Answer': one row a row of the Answer's table, with whose numbers they are in every row, as in the
    CSV. 'Definitions': the finding, what every term means here, and what each column holds.

    Text is never a formula nor a link. The same Answer gives the same bytes.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        # The time of writing would make every copy another file.
        book.set_properties({"title": answer.title, "created": pd.Timestamp(2000, 1, 1).to_pydatetime()})
        _answer(book, answer)
        _definitions(book, answer)
    return out.getvalue()


def _answer(book: xlsxwriter.Workbook, answer: Answer) -> None:
    sheet, bold = book.add_worksheet("Answer"), book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
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


def _definitions(book: xlsxwriter.Workbook, answer: Answer) -> None:
    sheet = book.add_worksheet("Definitions")
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, WIDEST)
    sheet.set_column(1, 1, WORDS)
    lines = [("Column", "What it holds"), *columns_defined(answer), ("", ""), *said_of(answer)]
    for line, (term, meaning) in enumerate(lines):
        sheet.write_string(line, 0, term, bold)
        sheet.write_string(line, 1, meaning, wrapped)
