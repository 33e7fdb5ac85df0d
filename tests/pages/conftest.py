"""Fixtures of the page tests: a page of the application on the demonstration release, or on another folder."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app_test import app_test

questions = Path(__file__).parents[1] / "questions"
sys.path[:0] = [
    str(questions / folder) for folder in (".", "indicators", "outcomes")
]  # small releases, for a page that needs one
Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(demo_release: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """open_page('equity.py', place='Liverpool') -> the page after its first run; `releases` names another folder.

    `beneath`: of which panel the table and the definitions are open.
    """

    def opened(page: str = "", releases: Path | None = None, beneath: str = "", **asked: str) -> AppTest:
        monkeypatch.setenv("PIMH_RELEASES", str(releases or demo_release))
        test = app_test(page, asked)
        if beneath:
            test.session_state[f"beneath-{beneath}"] = True
        return test.run()

    return opened
