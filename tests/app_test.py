"""The application as AppTest runs it, at a page from its first run on, as who opens its address."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.parts.pages import PAGES

SHELL = Path(__file__).resolve().parents[1] / "pages" / "shell.py"
PATHS = {page.file: page.path for page in PAGES}


def app_test(page: str = "", asked: dict[str, str] | None = None) -> AppTest:
    """The application before its first run, at the page of that file ('': where it opens), with what is asked."""
    test = AppTest.from_file(SHELL, default_timeout=120)
    # AppTest.switch_page knows a page's address after a run alone: the summary would run for nothing each time.
    if path := PATHS.get(page, ""):
        test._page_hash = calc_hash(path)
    for name, value in (asked or {}).items():
        test.query_params[name] = value
    return test
