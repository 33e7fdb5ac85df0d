"""The application as AppTest runs it, at a page from its first run on, as who opens its address."""

from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1 import app_test as sessions
from streamlit.util import calc_hash

from pages.parts import failed, page_view
from pages.parts.pages import PAGES

# Before every session AppTest reads the descriptions of all installed packages for components of Streamlit's, and reads
# the scripts anew: more than half of the time of a page. Once a process says the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
sessions.ScriptCache = local_script_runner.ScriptCache = cache(ScriptCache)

# What fails on a page is shown to a visitor with an id, and the page goes on: a test is to fail instead, unless it asks
# for what visitors see with `as_visitors_see_it`.
AS_VISITORS_SEE_IT = {
    failed: {"shown_in_place": failed.shown_in_place},
    page_view: {"unanswered": page_view.unanswered},
}


def _raised(*given: object) -> NoReturn:
    raise next((one for one in given if isinstance(one, BaseException)), TypeError(given))


def as_visitors_see_it(patched: pytest.MonkeyPatch) -> None:
    """What fails on a page is shown in its place, until the test ends."""
    for module, held in AS_VISITORS_SEE_IT.items():
        for name, shown in held.items():
            patched.setattr(module, name, shown)


for _module, _held in AS_VISITORS_SEE_IT.items():
    for _name in _held:
        setattr(_module, _name, _raised)

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
