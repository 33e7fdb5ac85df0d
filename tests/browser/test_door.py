"""The door of the application as it really runs: where it listens, whom it lets in, and whose release it shows."""

import dataclasses
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser

from pimh_data.release import Manifest

pytestmark = pytest.mark.browser
PATIENCE = 60  # seconds: only a test that fails waits so long
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must not be bound


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _running(command: list[str], releases: Path, log: Path) -> Iterator[subprocess.Popen]:
    environment = {**os.environ, "PIMH_RELEASES": str(releases)}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _ends_saying(command: list[str], releases: Path, tmp_path: Path) -> str:
    with _running(command, releases, tmp_path / "log") as process:
        process.wait(timeout=PATIENCE)
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
    said = _ends_saying([sys.executable, "-m", *server, str(_free_port())], demo_release, tmp_path)
    assert f"it would answer other machines ({EVERYWHERE}), and nobody signs in here" in said
    assert "Traceback" not in said


def test_without_sign_in_it_does_not_start_on_a_release_of_real_people(of_real_people, tmp_path):
    command = [sys.executable, "-m", "pimh_data", "serve", "--port", str(_free_port())]
    said = _ends_saying(command, of_real_people, tmp_path)
    assert "Not started: the release is of real people, and nobody signs in here" in said
    assert "python -m pimh_data serve --mine" in said


def test_ones_own_release_opens_with_the_token_that_was_printed_and_the_page_says_so(
    of_real_people, tmp_path, browser: Browser
):
    log, port = tmp_path / "log", _free_port()
    command = [sys.executable, "-m", "pimh_data", "serve", "--mine", "--port", str(port)]
    with _running(command, of_real_people, log) as process:
        mine, other = browser.new_page(), browser.new_context().new_page()
        try:
            for _ in range(PATIENCE * 4):
                if process.poll() is None and "URL" in log.read_text():
                    break
                mine.wait_for_timeout(250)
            opens = re.search(r"Open (http://127\.0\.0\.1:\d+/open\?token=\S+)", log.read_text())[1]
            assert mine.goto(f"http://127.0.0.1:{port}/").status == 401
            mine.goto(opens)
            mine.locator("p.answer").wait_for()
            assert "Your own view, on this machine alone" in mine.locator(".strip").inner_text()
            assert "token" not in mine.url
            assert other.goto(opens).status == 401
            assert "opens once" in other.locator("main").inner_text()
        finally:
            mine.close()
            other.context.close()
