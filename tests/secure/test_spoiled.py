"""500 rows of the demonstration spoiled in twelve ways: exit code, report and quarantine file account for every one.

`SPOILED=60000 pytest tests/secure/test_spoiled.py -s` does it on the whole demonstration and prints the report.
"""

import csv
import os
import random
import shutil
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.release import Store
from pimh_data.secure.demo import write_demo

REFERRALS = int(os.environ.get("SPOILED", "8000"))
PLACES = () if "SPOILED" in os.environ else ("Sheffield",)  # most of so few; what is wrong does not hang on the Place
CHANGES = {
    "wrong type": {"contacts_attended": "several"},
    "impossible date": {"received": "2023-02-30"},
    "future date": {"received": "2031-01-01"},
    "first contact before referral": {"first_contact": "2019-12-31"},
    "unknown Place": {"place": "Atlantis"},
    "unknown service": {"service": "Nobody's service"},
    "unknown code": {"ethnicity": "Q"},
    "decile 0": {"imd_decile": "0", "imd_version": "2019"},
    "decile 11": {"imd_decile": "11", "imd_version": "2019"},
    "missing id": {"person_id": ""},
}
REASONS = {
    "wrong type": "'contacts_attended' is not a whole number",
    "impossible date": "'received' is not a date (2024-03-31 or 31/03/2024)",
    "future date": "'received' is after the extract date 2025-03-31",
    "first contact before referral": "'first_contact' is before 'received'",
    "unknown Place": "'place' is not in the places extract",
    "unknown service": "'service' is not in the services extract",
    "unknown code": "'ethnicity' is not one of: A, B, C, D, E, F, G, H, J, K, L, M, N, P, R, S, Z, 99",
    "decile 0": "'imd_decile' is under 1",
    "decile 11": "'imd_decile' is over 10",
    "missing id": "'person_id' is missing",
    "duplicate id": "'referral_id' not unique: every copy is quarantined",
    "ragged row": "the record has 24 fields where the heading has 23",
}
runner = CliRunner()


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory):
    """The folder, the record numbers spoiled in each way (both copies of a duplicated id), and how many there are."""
    folder = tmp_path_factory.mktemp("spoiled")
    write_demo(folder / "extracts", seed=2, referrals=REFERRALS, only=PLACES)
    path = folder / "extracts" / "referrals.csv"
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    rng = random.Random(5)
    numbers = rng.sample(range(len(rows)), 500 + 41)
    ways = defaultdict(set)
    for position, way in zip(numbers[:418], [way for way in CHANGES for _ in range(42)], strict=False):
        for name, value in CHANGES[way].items():
            rows[position][headings.index(name)] = value
        ways[way].add(position + 2)
    for copy, original in zip(numbers[418:459], numbers[500:541], strict=True):
        rows[copy][headings.index("referral_id")] = rows[original][headings.index("referral_id")]
        ways["duplicate id"] |= {copy + 2, original + 2}
    for position in numbers[459:500]:
        rows[position].append("one too many")
        ways["ragged row"].add(position + 2)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return folder, ways, len(rows)


@pytest.fixture(scope="module")
def published(spoiled, nothing_is_counted):
    """What rows are read, refused and said of: what is counted of the rest is looked at elsewhere."""
    folder, _, _ = spoiled
    options = ["--releases", str(folder / "releases"), "--quarantine", str(folder / "quarantine")]
    return runner.invoke(app, ["publish", str(folder / "extracts"), *options])


def quarantined(folder: Path, extract: str) -> dict[str, set[int]]:
    """Reason -> record numbers in the quarantine file."""
    found = defaultdict(set)
    for path in (folder / "quarantine").rglob(f"{extract}.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                found[line["reason"]].add(int(line["row"]))
    return found


def test_five_hundred_rows_were_spoiled_in_twelve_ways(spoiled):
    _, ways, _ = spoiled
    assert sum(map(len, ways.values())) == 500 + 41
    assert len(ways) == 12


def test_publishing_goes_on_and_says_by_its_exit_code_that_too_many_were_quarantined(published):
    sys.stdout.write(published.output)
    assert published.exit_code == 1
    assert "referrals.csv" in published.output.splitlines()[-1] or "more than the allowed" in published.output


def test_the_quarantine_file_names_every_spoiled_row_and_no_other(spoiled, published):
    folder, ways, _ = spoiled
    found = quarantined(folder, "referrals")
    for way, rows in ways.items():
        assert found[REASONS[way]] >= rows, way
    assert set().union(*found.values()) == set().union(*ways.values())


def test_the_report_reconciles(spoiled, published):
    (_, _, size), bad = spoiled, 541
    line = f"referrals.csv: {size:,} read = {size - bad:,} accepted + {bad:,} quarantined"
    assert line in published.output


def test_what_hangs_on_a_spoiled_referral_is_counted_apart(spoiled, published):
    folder, _, _ = spoiled
    contacts = quarantined(folder, "contacts")
    assert contacts["its referral was quarantined"]
    assert "because their referral was quarantined" in published.output


def test_the_release_holds_the_rest(spoiled, published):
    folder, _, size = spoiled
    release, problem = Store(folder / "releases").current()
    count = release.manifest.extracts["referrals"]
    assert problem == ""
    assert (count.read, count.accepted, count.quarantined) == tuple(5 * round(n / 5) for n in (size, size - 541, 541))


def test_words_of_listed_columns_are_printed_with_their_rows_and_no_other_value(published):
    for word in ("Atlantis", "Nobody's service", "Q"):
        assert f"{word!r} (42 rows)" in published.output or f"{word!r} (41 rows)" in published.output, word
    for value in ("one too many", "2031-01-01", "2019-12-31", "several"):
        assert value not in published.output


def test_a_ten_digit_id_in_a_copy_of_the_extract_refuses_it(spoiled, tmp_path):
    folder, _, _ = spoiled
    shutil.copytree(folder / "extracts", tmp_path, dirs_exist_ok=True)
    referrals = tmp_path / "referrals.csv"
    text = referrals.read_text(encoding="utf-8")
    referrals.write_text(text.replace(text.splitlines()[7].split(",")[1], "9434765919", 1), encoding="utf-8")
    result = runner.invoke(
        app, ["publish", str(tmp_path), "--releases", str(tmp_path / "r"), "--quarantine", str(tmp_path / "q")]
    )
    assert result.exit_code == 2
    assert "ten-digit numbers" in result.output
    assert "9434765919" not in result.output
    assert not (tmp_path / "r").exists()


def test_check_reports_the_same_and_writes_nothing(spoiled):
    folder, _, _ = spoiled
    before = sorted(folder.rglob("*"))
    result = runner.invoke(app, ["check", str(folder / "extracts")])
    assert result.exit_code == 1
    assert "541 quarantined" in result.output
    assert sorted(folder.rglob("*")) == before
