"""Every benchmark runs, small: what nobody runs breaks unseen. Its figures say nothing here."""

import os
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
# As `make bench` starts each of them: a short one, and the one that asks to be alone in its process.
ALONE = ("methods", "opening")


@pytest.mark.parametrize("name", ALONE)
def test_a_benchmark_runs_in_a_process_of_its_own_and_writes_what_it_measured(name, demo_release, tmp_path):
    command = [sys.executable, "-m", f"benchmarks.{name}", *small(demo_release, tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": "ignore"}
    )
    assert done.returncode == 0, done.stderr
    assert_measured(name, tmp_path, done.stdout)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [name for name in NAMES if name not in ALONE])
def test_a_benchmark_runs_and_writes_what_it_measured(name, demo_release, tmp_path, monkeypatch, capsys):
    """As a program, in this process, which has imported all that it needs: that took most of its time."""
    monkeypatch.setattr(sys, "argv", [name, *small(demo_release, tmp_path)])
    # In a thread of its own: where a browser was driven before, this one has a loop that runs.
    with ThreadPoolExecutor(1) as pool, pytest.raises(SystemExit) as ended:
        pool.submit(runpy.run_module, f"benchmarks.{name}", run_name="__main__").result()
    assert not ended.value.code
    assert_measured(name, tmp_path, capsys.readouterr().out)


def small(releases: Path, written: Path) -> list[str]:
    return ["--small", "--releases", str(releases), "--write", str(written)]


def assert_measured(name: str, written: Path, printed: str) -> None:
    assert (written / f"{name}.json").stat().st_size > 100
    assert len(printed.splitlines()) > 3


def test_every_benchmark_is_among_those_that_are_run_together():
    modules = {path.stem for path in (ROOT / "benchmarks").glob("*.py") if "def measure(" in path.read_text("utf-8")}
    assert modules == set(NAMES)


def test_no_benchmark_stands_where_a_module_of_the_standard_library_would_be_looked_for():
    assert not {path.stem for path in (ROOT / "benchmarks").glob("*.py")} & sys.stdlib_module_names - {"__init__"}


def test_a_figure_says_what_it_may_be_and_whether_it_is():
    figure = Figure("the longest call", 61.0, "ms", limit=50, aim=10)
    assert figure.over
    assert "61 ms" in figure.line()
    assert figure.line().endswith("at most 50: OVER   aim 10: OVER")
    assert "at most" not in figure.line(small=True)
    assert not Figure("the longest call", 50.0, "ms", limit=50).over
    assert Figure("the longest call", float("nan"), "ms", limit=50).over
    assert not Figure("how many", 1e9, "").over
