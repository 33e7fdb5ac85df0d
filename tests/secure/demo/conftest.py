"""Writes demonstration extracts once a seed and reads them with the csv module: dictionaries of text."""

import csv
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from pimh_data.secure.demo import write_demo


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The folder of the demonstration of a seed, 60,000 referrals, as `python -m pimh_data demo` writes it."""

    @cache
    def written(seed: int) -> Path:
        folder = tmp_path_factory.mktemp(f"demo-{seed}")
        write_demo(folder, seed=seed)
        return folder

    return written


@pytest.fixture(scope="session")
def rows() -> Callable[[Path, str], Iterator[dict[str, str]]]:
    """The rows of an extract in a folder, one at a time."""

    def read(folder: Path, name: str) -> Iterator[dict[str, str]]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    return read
