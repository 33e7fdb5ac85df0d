"""Fixtures of the page tests: a page of the application on the demonstration release, or on another folder."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

questions = Path(__file__).parents[1] / "questions"
sys.path[:0] = [
    str(questions / folder) for folder in (".", "indicators", "outcomes")
]  # small releases, for a page that needs one
SHELL = Path(__file__).resolve().parents[2] / "pages" / "shell.py"
Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(demo_release: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """open_page('equity.py', place='Liverpool') -> the page after its first run; `releases` names another folder.

    `beneath`: of which panel the table and the definitions are open.
    """

    def opened(page: str = "", releases: Path | None = None, beneath: str = "", **asked: str) -> AppTest:
        monkeypatch.setenv("PIMH_RELEASES", str(releases or demo_release))
        test = AppTest.from_file(SHELL, default_timeout=60)
        for key, value in asked.items():
            test.query_params[key] = value
        if beneath:
            test.session_state[f"beneath-{beneath}"] = True
        test.run()
        return test.switch_page(page).run() if page else test

    return opened
