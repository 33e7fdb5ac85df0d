"""docs/performance.md is written from what the benchmarks measured: each figure with its budget, nothing by hand."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from benchmarks.performance import machine, read, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    figures = [
        {"name": "opening, the first reader's wait", "value": 1.361, "unit": "s", "limit": None, "aim": 1.0},
        {"name": "choices", "value": 1079, "unit": "", "limit": None, "aim": None},
        {"name": "memory", "value": 86.2, "unit": "MB", "limit": 200.0, "aim": 150.0},
    ]
    (tmp_path / "opening.json").write_text(json.dumps(figures), encoding="utf-8")
    os.utime(tmp_path / "opening.json", (1_700_000_000, 1_700_000_000))
    return tmp_path


def test_the_page_has_every_figure_its_budget_the_machine_and_the_day(folder: Path):
    page = written(read(folder, ("opening", "crowd")), "Linux, 2 processors")
    assert "Machine: Linux, 2 processors." in page
    assert f"Measured on {date.fromtimestamp(1_700_000_000).isoformat()}." in page
    assert "| choices | 1,079 |  |" in page
    assert "| memory | 86.2 MB | at most 200, aim 150 |" in page


def test_what_is_over_its_budget_stands_at_the_top(folder: Path):
    page = written(read(folder, ("opening",)), "")
    assert page.index("- opening, the first reader's wait: 1.361 s (aim 1: **over**)") < page.index("## Opening")


def test_a_folder_without_figures_is_said(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="run make bench first"):
        read(tmp_path, ("opening",))


def test_the_machine_is_told_without_its_name():
    assert os.uname().nodename not in machine()
    assert "processors" in machine()
