"""Referrals as another system writes them: own headings, two files or sheets, lines of totals and blank ones."""

import csv
import random
from pathlib import Path

import openpyxl

SOURCE = """
[[sources.referrals]]
name = "theirs"
files = "theirs*.{ending}"
leave_out = ["Total"]
{sheets}
[sources.referrals.columns]
{headings}
"""
Line = list[str]
# Ways to spoil a row that a map does not mend: it reads other days and deciles in words, and NHS words for codes.
NOT_MENDED = (
    *("a decision of their own", "no decision", "another Place", "another service", "another version", "no person"),
    *("a reason of their own", "a day too late", "seen before referred", "a decile over ten", "an error for an id"),
)


def write_mapped(
    rng: random.Random, folder: Path, rows: list[dict[str, str]], workbook: bool
) -> tuple[str, dict[tuple[str, str, int], int], int]:
    """Write the rows in two files, or sheets of one: the lines for `extract.toml`, where each row stands (file, sheet,
    line -> its number, the first 2), and how many lines are none."""
    headings = list(rows[0])
    half, left_out, stand, parts = rng.randrange(len(rows) + 1), 0, {}, []
    for part, own in enumerate((rows[:half], rows[half:])):
        where = ("theirs.xlsx", f"Sheet {part}") if workbook else (f"theirs {part}.csv", "")
        lines: list[Line] = [[f"Their {heading.upper()}" for heading in headings]]
        for number, row in enumerate(own, start=2 + part * half):
            for _ in range(rng.choice((0, 0, 0, 1))):
                lines.append([""] * len(headings))
                left_out += 1
            lines.append([row[heading] for heading in headings])
            stand[*where, len(lines)] = number
        lines.append(["Total", str(len(own)), *[""] * (len(headings) - 2)])
        left_out += 1
        parts.append((where, lines))
    if workbook:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for (_, sheet), lines in parts:
            made = book.create_sheet(sheet)
            for line in lines:
                made.append([cell or None for cell in line])
        book.save(folder / "theirs.xlsx")
    for (name, _), lines in () if workbook else parts:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    maps = "\n".join(f'"Their {heading.upper()}" = "{heading}"' for heading in headings)
    sheets = 'sheets = ["Sheet 0", "Sheet 1"]' if workbook else ""
    return SOURCE.format(ending="xlsx" if workbook else "csv", sheets=sheets, headings=maps), stand, left_out


def lines_in(folder: Path) -> int:
    """How many lines stand under the headings of the files, or sheets, as other readers count them."""
    found = 0
    for path in folder.glob("theirs*"):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                found += len(list(csv.reader(file))) - 1
        else:
            found += sum(sheet.max_row - 1 for sheet in openpyxl.load_workbook(path).worksheets)
    return found
