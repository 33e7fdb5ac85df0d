"""What was read is what was accepted, quarantined, kept once and left out, each counted by itself.

`read` is held against a count by other readers: `csv`, `openpyxl`, the metadata of parquet.
"""

import csv
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extracts import SETTINGS, referral, write_extracts

from pimh_data.secure import checking
from pimh_data.secure.engine import working
from pimh_data.secure.preparing import Prepared, prepare
from pimh_data.secure.report_file import as_json

ROWS = [
    referral(1),
    referral(1),
    referral(2, decision="maybe"),
    referral(3),
    referral(4),
    referral(4, closed="2025-01-01"),
]
MAPPED = """
[[sources.referrals]]
files = "*.xlsx"
name = "book"
sheets = ["North", "South"]
leave_out = ["Total"]
[sources.referrals.columns]
{heads}
"""


def prepared(folder: Path) -> Prepared:
    with working() as connection:
        return prepare(folder, connection)


def extract(folder: Path, name: str = "referrals") -> dict:
    """What the report for machines says of an extract."""
    with working() as connection:
        told = as_json(prepare(folder, connection), "check")
    return next(one for one in told["extracts"] if one["extract"] == name)


def parts(counted: dict) -> tuple[int, ...]:
    return tuple(counted[name] for name in ("read", "accepted", "quarantined", "copies", "left_out"))


def test_every_record_of_a_file_is_counted_once(tmp_path):
    path = write_extracts(tmp_path, ROWS) / "referrals.csv"
    path.write_bytes(path.read_bytes() + b'"one","field","too","few"\r\n')
    with path.open(encoding="utf-8", newline="") as file:
        records = len(list(csv.reader(file))) - 1
    assert parts(extract(tmp_path)) == (records, 2, 4, 1, 0)


def test_every_row_of_a_parquet_file_is_counted_once(tmp_path):
    folder = write_extracts(tmp_path, ROWS)
    (folder / "referrals.csv").unlink()
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "referrals.parquet")
    assert parts(extract(folder)) == (pq.read_metadata(folder / "referrals.parquet").num_rows, 2, 3, 1, 0)


def test_every_line_of_every_sheet_is_counted_once_by_sheet_and_together(tmp_path):
    folder = write_extracts(tmp_path)
    (folder / "referrals.csv").unlink()
    heads = "\n".join(f'"{name}" = "{name}"' for name in referral())
    (folder / "extract.toml").write_text(SETTINGS + MAPPED.format(heads=heads), encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "North"
    for sheet, rows in (("North", ROWS[:3]), ("South", ROWS[3:])):
        lines = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        for line in (list(referral()), *(list(row.values()) for row in rows), [None], ["Total", len(rows)]):
            lines.append(line)
    book.save(folder / "ours.xlsx")
    told = extract(folder)
    lines = {sheet.title: sheet.max_row - 1 for sheet in openpyxl.load_workbook(folder / "ours.xlsx").worksheets}
    assert {one["sheet"]: parts(one) for one in told["sources"]} == {
        "North": (lines["North"], 1, 1, 1, 2),
        "South": (lines["South"], 1, 2, 0, 2),
    }
    assert parts(told) == (sum(lines.values()), 2, 3, 1, 4)


@pytest.mark.parametrize(
    ("spoil", "sum_of_parts"),
    [("select * from ({0}) limit 1", 2), ("({0}) union all ({0})", 11)],
    ids=["lost", "twice"],
)
def test_rows_lost_or_counted_twice_refuse_everything_with_the_file_and_the_numbers(
    tmp_path, monkeypatch, spoil, sum_of_parts
):
    write_extracts(tmp_path, ROWS)
    accepted = checking.rules.accepted

    def of_referrals(rows, contract, *made):
        taken = accepted(rows, contract, *made)
        return spoil.format(taken) if contract.name == "referrals" else taken

    monkeypatch.setattr(checking.rules, "accepted", of_referrals)
    found = prepared(tmp_path)
    told = next(words for words in found.refusals if words.startswith("referrals.csv: "))
    assert "6 read = " in told
    assert f"which is {sum_of_parts}" in told
    assert found.exit_code == 2
    assert found.ready is None
