"""The sheet behind a native chart, which opens when a presenter edits its data. Text is never a formula."""

import io

import xlsxwriter

from pimh_data.briefing.slides.plotted import Plotted

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
NAME = "Sheet1"  # by which the library refers to it
HEADINGS = ("95% interval, lower", "95% interval, upper", "Up from the value", "Down from the value")


def to_sheet(drawn: Plotted) -> bytes:
    """Names, a column a series; where there are intervals their ends, and how far they lie from the value."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet(NAME)
        sheet.set_column(0, 0, 30)
        for row, name in enumerate(drawn.names, start=1):
            sheet.write_string(row, 0, name)
        for column, one in enumerate((*drawn.series, *drawn.beside), start=1):
            sheet.write_string(0, column, one.name)
            for row, (value, code) in enumerate(zip(one.values, one.codes, strict=True), start=1):
                if value is not None:
                    sheet.write_number(row, column, value, book.add_format({"num_format": code}))
        if any(drawn.ends):
            first = interval_column(drawn)
            for column, heading in enumerate(HEADINGS, start=first):
                sheet.write_string(0, column, heading)
            for row, (pair, lengths) in enumerate(zip(drawn.ends, bar_lengths(drawn), strict=True), start=1):
                for column, value in enumerate((*(pair or ()), *(lengths or ())), start=first):
                    sheet.write_number(row, column, value)
    return out.getvalue()


def interval_column(drawn: Plotted) -> int:
    """Where the ends of intervals begin, counted from nought; how far they lie from the value stands two further."""
    return 1 + len(drawn.series) + len(drawn.beside)


def bar_lengths(drawn: Plotted) -> list[tuple[float, float] | None]:
    """How far each interval goes up and down from its value, as an error bar takes it."""
    values = drawn.series[0].values
    return [
        None if pair is None or value is None else (max(pair[1] - value, 0.0), max(value - pair[0], 0.0))
        for value, pair in zip(values, drawn.ends, strict=True)
    ]
