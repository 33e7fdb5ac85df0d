"""Random spoiled folders, others each day: every row is found under its own reason, both commands agree, nothing leaks.

Of every twelfth both commands read the files, of the others the second takes what the first read; of every fourth
queries are planned as in earnest. What is looked at stands in `fuzz_extracts`; `make fuzz` does ten thousand.
"""

from pathlib import Path

import pytest
from fuzz_extracts import COUNTED, write_folder, wrong_with
from hostile_files import HOSTILE_FILES
from spoiled_rows import SPOILS

from tests.a_part import drawing, is_whole

FOLDERS, WHOLE, ALL = 80, 300, 10_000
# Folders that between them are spoiled in every way there is: looked at every day.
EVERY_WAY = (
    5,
    7,
    9,
    11,
    15,
    21,
    39,
    41,
    45,
    54,
    77,
    79,
    85,
    99,
    109,
    120,
    122,
    124,
    155,
    175,
    186,
    189,
    194,
    224,
    279,
    294,
)


def seeds() -> list[int]:
    """Those of every day, and the day's eighty, one after the other, so that each kind of looking is among them."""
    first, number = (0, WHOLE) if is_whole() else (drawing("fuzz").randrange(0, ALL, COUNTED), FOLDERS)
    return sorted({*EVERY_WAY, *range(first, first + number)})


@pytest.mark.parametrize("seed", seeds())
def test_what_must_hold_holds(tmp_path: Path, seed: int):
    assert wrong_with(seed, tmp_path) == []


def test_every_way_to_spoil_is_among_those_of_every_day(tmp_path: Path):
    done = " ".join(" ".join(write_folder(tmp_path / str(seed), seed)[0]) for seed in EVERY_WAY)
    assert [kind for kind in (*SPOILS, *HOSTILE_FILES) if kind not in done] == []
