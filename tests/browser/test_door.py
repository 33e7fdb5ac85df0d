"""The door of the application as it really runs: where it listens, whom it lets in, and whose release it shows."""

import dataclasses
import re
import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from signed_in import PATIENCE, free_port, process, until_answered

from pimh_data.release import Manifest

pytestmark = pytest.mark.browser
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must not be bound


def _ends_saying(command: list[str], releases: Path, tmp_path: Path) -> str:
    with process(command, tmp_path / "log", PIMH_RELEASES=str(releases)) as started:
        started.wait(timeout=PATIENCE)
    return (tmp_path / "log").read_text()


@pytest.fixture
def of_real_people(demo_release: Path, tmp_path: Path) -> Path:
    """The demonstration's tables, in a release that does not say that they are invented."""
    releases = tmp_path / "real"
    shutil.copytree(demo_release, releases)
    folder = releases / "demonstration"
    sha256 = dataclasses.replace(Manifest.read(folder), synthetic=False).write(folder)
    (releases / "CURRENT").write_text(f"demonstration {sha256}\n", encoding="utf-8")
    return releases


@pytest.mark.parametrize(
    "server",
    [
        ["streamlit", "run", "app.py", "--server.address", EVERYWHERE, "--server.port"],
        ["uvicorn", "app:app", "--host", EVERYWHERE, "--port"],
        ["pimh_data", "serve", "--address", EVERYWHERE, "--port"],
    ],
    ids=["streamlit", "uvicorn", "serve"],
)
def test_without_sign_in_it_does_not_stay_where_other_machines_reach_it(demo_release, tmp_path, server):
    said = _ends_saying([sys.executable, "-m", *server, str(free_port())], demo_release, tmp_path)
    assert f"it would answer other machines ({EVERYWHERE}), and nobody signs in here" in said
    assert "Traceback" not in said


def test_without_sign_in_it_does_not_start_on_a_release_of_real_people(of_real_people, tmp_path):
    command = [sys.executable, "-m", "pimh_data", "serve", "--port", str(free_port())]
    said = _ends_saying(command, of_real_people, tmp_path)
    assert "Not started: the release is of real people, and nobody signs in here" in said
    assert "python -m pimh_data serve --mine" in said
    assert said.count("the release is of real people") == 1
    assert "Serving" not in said
    assert "started: the application answers" not in said


def test_ones_own_release_opens_with_the_token_that_was_printed_and_the_page_says_so(
    of_real_people, tmp_path, browser: Browser
):
    log, port = tmp_path / "log", free_port()
    command = [sys.executable, "-m", "pimh_data", "serve", "--mine", "--port", str(port)]
    with process(command, log, PIMH_RELEASES=str(of_real_people)):
        until_answered(f"http://127.0.0.1:{port}/healthz", log)
        mine, other = browser.new_page(), browser.new_context().new_page()
        try:
            opens = re.search(r"Open (http://127\.0\.0\.1:\d+/open\?token=\S+)", log.read_text())[1]
            assert mine.goto(f"http://127.0.0.1:{port}/").status == 401
            mine.goto(opens)
            mine.locator("p.answer, p.verdict, p.said, p.kind").first.wait_for()
            assert "Your own view, on this machine alone" in mine.locator(".strip").inner_text()
            assert "token" not in mine.url
            assert other.goto(opens).status == 401
            assert "opens once" in other.locator("main").inner_text()
        finally:
            mine.close()
            other.context.close()
