"""docs/house.md is followed: its way names what runs, and its steps add a question, in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pimh_data.questions.address import Address, answer
from pimh_data.questions.selection import options
from pimh_data.release import Store

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
WAY, STEPS = TEXT.split("## To add a question")
STATION = re.compile(r"^\| (\d+) \| `([^`]+)` \|", re.MULTILINE)
NEW_FILE = re.compile(r"Write `([^`]+)`:\n\n```python\n(.*?)```", re.DOTALL)
BELOW = re.compile(r"In `([^`]+)`,\s+below\s+`([^`]+)`:\n\n```text\n(.*?)```", re.DOTALL)
LOOK = """
import os, sys
from streamlit.testing.v1 import AppTest
from pimh_data.charts.export import to_csv
from pimh_data.charts.list import CHARTS
from pimh_data.questions.address import answer, parse
from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.views import VIEWS
from pimh_data.release import Store
page = AppTest.from_file("pages/shell.py", default_timeout=60)
page.session_state["beneath-reach-completed"] = True
page = page.run().switch_page("reach_lost.py").run()
assert not page.exception, page.exception
html = "".join(element.proto.body for element in [*page.get("html"), *page.markdown])
assert ">Support completed</h2>" in html
assert "completed their support" in html
assert 'aria-label="Support completed: Sheffield' in html, "its table"
release, _ = Store(__import__("pathlib").Path(os.environ["PIMH_RELEASES"])).current()
found = answer(release, parse("reach.completed?place=Sheffield&year=2023/24", release))
assert CHARTS[QUESTIONS["reach.completed"].chart](found) is not None
assert VIEWS["reach.completed"]
sys.path += [os.environ["PROJECT"], os.environ["PROJECT"] + "/tests/questions"]
from read_views import read_and_declared, variants
read, declared = read_and_declared("reach.completed", variants(release))
assert read == declared, (read - declared, declared - read)
sys.stdout.buffer.write(to_csv(found))
"""


def test_the_way_of_a_selection_names_every_module_that_runs(demo_release: Path):
    from pages.parts import panel

    stations = [name for _, name in STATION.findall(WAY)]
    assert [int(number) for number, _ in STATION.findall(WAY)] == list(range(1, len(stations) + 1))
    assert f"The way has {len(stations)} stations" in WAY
    named = set(re.findall(r"`((?:pages|pimh_data)/[\w/]+(?:\.py)?)`", WAY))
    assert {name for name in named if not (ROOT / name).exists()} == set()
    release, _ = Store(demo_release).current()
    ran: set[str] = set()

    def note(frame, event, _argument):
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(f"{ROOT}{os.sep}"):
            ran.add(Path(name).relative_to(ROOT).as_posix())

    selection = options(release).default
    sys.setprofile(note)
    try:
        panel.drawing(answer(release, Address.of("equity.decile", selection, {}))).bound()
    finally:
        sys.setprofile(None)
    ours = {name for name in ran if name.startswith(("pages/", "pimh_data/"))}
    assert {name for name in ours if not any(name == one or name.startswith(f"{one}/") for one in named)} == set()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project without tests and releases, changed as the steps say."""
    for folder in ("pages", "pimh_data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "datasets" / "reference", tmp_path / "datasets" / "reference")
    for name, content in NEW_FILE.findall(STEPS):
        (tmp_path / name).write_text(content, encoding="utf-8")
    for name, line, content in BELOW.findall(STEPS):
        before = (tmp_path / name).read_text(encoding="utf-8")
        assert before.count(f"{line}\n") == 1, f"{name}: {line}"
        (tmp_path / name).write_text(before.replace(f"{line}\n", f"{line}\n{content}"), encoding="utf-8")
    return tmp_path


def test_the_steps_add_a_question_with_its_page_its_table_and_its_file(copy: Path, demo_release: Path):
    assert len(NEW_FILE.findall(STEPS)) == 1
    assert len(BELOW.findall(STEPS)) == 4
    made = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=copy,
        env=os.environ | {"PIMH_RELEASES": str(demo_release), "PYTHONPATH": str(copy), "PROJECT": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()[-2000:]
    table = made.stdout.decode("utf-8-sig")
    assert "Referred in,Completed (people),Seen (people),Share of those seen" in table
    assert "\n2023/24," in table
