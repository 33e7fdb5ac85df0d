"""Three hundred random spoiled folders: every row is found under its own reason, both commands agree, nothing leaks.

Of every twelfth both commands read the files, of the others the second takes what the first read; of every fourth
queries are planned as in earnest. What is looked at stands in `fuzz_extracts`; `make fuzz` does ten thousand.
"""

from pathlib import Path

import pytest
from fuzz_extracts import write_folder, wrong_with
from hostile_files import HOSTILE_FILES
from spoiled_rows import SPOILS

FOLDERS = 300


@pytest.mark.parametrize("seed", range(FOLDERS))
def test_what_must_hold_holds(tmp_path: Path, seed: int):
    assert wrong_with(seed, tmp_path) == []


def test_every_way_to_spoil_is_among_them(tmp_path: Path):
    done = " ".join(" ".join(write_folder(tmp_path / str(seed), seed)[0]) for seed in range(FOLDERS))
    assert [kind for kind in (*SPOILS, *HOSTILE_FILES) if kind not in done] == []
