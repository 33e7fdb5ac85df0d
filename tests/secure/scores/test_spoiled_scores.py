"""2% of the scores spoiled in eight ways: the report and the quarantine file account for every one, and no other.

`SCORES=1000000 pytest tests/secure/scores/test_spoiled_scores.py -s` does it on a million and prints the report.
"""

import csv
import os
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pimh_data.release import Store
from pimh_data.secure.demo import write_demo
from pimh_data.secure.publish import publish

SCORES = int(os.environ.get("SCORES", "30000"))
REFERRALS = max(8000, round(SCORES / 3.97))  # the demonstration has 3.99 scores a referral
PLACES = () if "SCORES" in os.environ else ("Sheffield",)  # most of so few; what is wrong does not hang on the Place
CHANGES = {
    "unknown measure": {"measure": "PHQ9"},
    "wrong scale": {"scale": "anger"},
    "wrong respondent": {"respondent": "observer"},
    "out of range": {"score": "99"},
    "not a number": {"score": "twelve"},
    "after the extract date": {"assessed": "2031-01-01"},
    "no such referral": {"referral_id": "R-nobody"},
}
REASONS = {
    "unknown measure": "'measure' is not one of",
    "wrong scale": "'scale' ",
    "wrong respondent": "'respondent' of this measure",
    "out of range": "'score' is outside",
    "not a number": "'score' is not a number",
    "after the extract date": "'assessed' is after the extract date",
    "no such referral": "there is no such referral",
    "two on one day": "another, different score of the same measure on the same day",
}


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> tuple[Path, dict[str, set[int]], int]:
    """The folder, the record numbers spoiled in each way (both of two on one day), and how many scores there are."""
    folder = tmp_path_factory.mktemp("spoiled_scores")
    write_demo(folder / "extracts", seed=4, referrals=REFERRALS, only=PLACES)
    path = folder / "extracts" / "scores.csv"
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    each = round(len(rows) * 0.02 / len(REASONS))
    numbers = iter(random.Random(6).sample(range(len(rows)), each * (len(CHANGES) + 2)))
    column = {name: number for number, name in enumerate(headings)}
    ways: dict[str, set[int]] = defaultdict(set)
    for way, changes in CHANGES.items():
        for _ in range(each):
            position = next(numbers)
            for name, value in changes.items():
                rows[position][column[name]] = value
            ways[way].add(position + 2)
    for _ in range(each):
        copy, original = next(numbers), next(numbers)
        rows[copy] = list(rows[original])
        score = int(rows[copy][column["score"]])
        # Into the range of every measure: 7 to 10.
        rows[copy][column["score"]] = "8" if score != 8 else "9"
        ways["two on one day"] |= {copy + 2, original + 2}
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return folder, ways, len(rows)


@pytest.fixture(scope="module")
def outcome(spoiled):
    folder, _, _ = spoiled
    started = time.perf_counter()
    # Exact: what is protected is looked at elsewhere, and takes most of the time.
    where = folder / "releases", folder / "quarantine"
    done = publish(folder / "extracts", *where, name="spoiled", profile_name="exact")
    lines = "\n".join(line for line in done.report if "scores" in line)
    sys.stdout.write(f"\n{lines}\nPublished in {time.perf_counter() - started:.0f} s\n")
    return done


@pytest.fixture(scope="module")
def quarantined(spoiled, outcome) -> dict[str, set[int]]:
    """Reason -> record numbers in the quarantine file."""
    found = defaultdict(set)
    for path in (spoiled[0] / "quarantine").rglob("scores.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                found[line["reason"]].add(int(line["row"]))
    return found


def test_every_spoiled_score_is_quarantined_for_its_own_reason(spoiled, quarantined):
    _, ways, _ = spoiled
    assert len(ways) == len(REASONS) == 8
    told = Counter()
    for way, rows in ways.items():
        mine = set().union(*(found for reason, found in quarantined.items() if reason.startswith(REASONS[way])))
        assert rows <= mine, way
        told[way] = len(rows)
    sys.stdout.write(f"\n{dict(told)}\n")
    assert set().union(*quarantined.values()) == set().union(*ways.values())


def test_what_was_read_is_what_was_accepted_and_quarantined(spoiled, outcome):
    folder, ways, size = spoiled
    count = Store(folder / "releases").current()[0].manifest.extracts["scores"]
    wrong = len(set().union(*ways.values()))
    assert (count.read, count.accepted, count.quarantined) == (size, size - wrong, wrong)
    assert any(
        f"scores.csv: {size:,} read = {size - wrong:,} accepted + {wrong:,} quarantined" in line
        for line in outcome.report
    )


def test_no_spoiled_score_reaches_the_release(spoiled, outcome):
    means = ["mean_first", "mean_last"]
    for path in (spoiled[0] / "releases" / "spoiled" / "outcomes").glob("*.parquet"):
        table = pq.read_table(path, columns=["measure", *means]).to_pandas()
        assert "PHQ9" not in set(table.measure)
        assert not (table[means] > 45).any(axis=None)
