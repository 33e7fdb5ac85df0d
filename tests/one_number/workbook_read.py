"""What the workbook of a selection says of each question: its sheet cell by cell, and the finding on its contents."""

import io
from collections.abc import Iterator, Mapping

from python_calamine import CalamineWorkbook

from pimh_data.answer import Answer
from tests.consistency.tables import as_number
from tests.one_number.filed import Filed, text_of

KEY, FINDING = 4, 2  # columns of the contents


def sheets_apart(content: bytes, filed: Mapping[str, Filed], answers: Mapping[str, Answer]) -> Iterator[str]:
    """Every cell of a sheet that is not the CSV's, every sheet that lacks, and every finding that is another's."""
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    listed = {row[KEY]: row for row in book.get_sheet_by_name("Contents").to_python() if row[0] in book.sheet_names}
    if lacking := sorted(set(answers) - set(listed)):
        yield f"the workbook has no sheet of {', '.join(lacking)}"
    for key, row in listed.items():
        if key not in answers:
            continue
        if row[FINDING] != answers[key].finding.text:
            yield f"the workbook's contents say {row[FINDING]!r} of {key}"
        yield from _cells_apart(key, book.get_sheet_by_name(row[0]).to_python(), filed[key])


def _cells_apart(key: str, rows: list[list[object]], filed: Filed) -> Iterator[str]:
    if not rows or list(map(str, rows[0])) != list(map(text_of, filed.headings)):
        yield f"workbook, {key}: other columns than its CSV"
        return
    if len(rows) - 1 != len(filed.rows):
        yield f"workbook, {key}: {len(rows) - 1} rows, {len(filed.rows)} in its CSV"
    for number, (cells, held) in enumerate(zip(rows[1:], filed.rows, strict=False), start=1):
        for label, cell, written in zip(filed.headings, cells, held, strict=True):
            if not _same(cell, written):
                yield f"workbook, {key}, row {number}, {label}: {cell!r} is {written!r}"


def _same(cell: object, written: str) -> bool:
    if isinstance(cell, int | float):
        number = as_number(written)
        return number is not None and abs(number - cell) <= 1e-6
    return str(cell) == text_of(written)
