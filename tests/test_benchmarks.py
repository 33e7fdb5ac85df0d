"""Benchmarks run, small, others each day: what nobody runs breaks unseen. Their figures say nothing here."""

import os
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.figures import Figure
from tests.a_part import a_part_of

ROOT = Path(__file__).resolve().parents[1]
# As `make bench` starts each of them: a short one, and the one that asks to be alone in its process.
ALONE = ("methods", "opening")
OF_A_DAY = 3
ON_SPARK = {"engines"}  # two minutes however little it counts: tests/secure/spark holds what it builds on
TODAY = a_part_of(sorted({*NAMES} - ON_SPARK), OF_A_DAY, "benchmarks")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TODAY)
def test_a_benchmark_runs_and_writes_what_it_measured(name, demo_release, tmp_path, monkeypatch, capsys):
    run = in_a_process_of_its_own if name in ALONE else in_this_process
    asked = ["--small", "--releases", str(demo_release), "--write", str(tmp_path)]
    run(name, asked, monkeypatch)
    assert (tmp_path / f"{name}.json").stat().st_size > 100
    if name not in ALONE:
        assert len(capsys.readouterr().out.splitlines()) > 3


def in_a_process_of_its_own(name: str, asked: list[str], _: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", *asked]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 3


def in_this_process(name: str, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As a program, in this process, which has imported all that it needs: that took most of its time."""
    monkeypatch.setattr(sys, "argv", [name, *asked])
    # In a thread of its own: where a browser was driven before, this one has a loop that runs.
    with ThreadPoolExecutor(1) as pool, pytest.raises(SystemExit) as ended:
        pool.submit(runpy.run_module, f"benchmarks.{name}", run_name="__main__").result()
    assert not ended.value.code


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
