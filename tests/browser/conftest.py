"""Fixtures of the browser tests: the real application in its own process, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = "No Chromium was found. Run 'make browser' (or install Chromium or Google Chrome), then the tests again."
DRAWN = """least => {
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  return charts.length >= least && charts.every(chart => chart.querySelector('svg path'));
}"""
STILL = """() => new Promise(done => {
  const end = () => { seen.disconnect(); done(); };
  let quiet = setTimeout(end, 100);
  const seen = new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(end, 100); });
  seen.observe(document.body, {subtree: true, childList: true, attributes: true});
  setTimeout(end, 2000);
})"""
SECONDS_TO_START = 90
WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}


@contextmanager
def serving(releases: Path, log: Path) -> Iterator[str]:
    """The application on a free port of this machine; gives its address once it answers whether it has a release."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "PIMH_RELEASES": str(releases)}
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/readyz", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_until_it_answers(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(SECONDS_TO_START * 4):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return  # it answers that there is no release
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(f"the application did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def address(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application on the demonstration release, one process for all tests of a worker."""
    with serving(demo_release, tmp_path_factory.mktemp("served") / "log") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the system's, else Playwright's own. None to be had: the tests fail and say what to do."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_executable(playwright), args=[*ARGUMENTS])
        yield started
        started.close()


def _executable(playwright: Playwright) -> str:
    found = [path for path in map(shutil.which, SYSTEM_BROWSERS) if path] + [playwright.chromium.executable_path]
    if not Path(found[0]).exists():
        pytest.fail(NO_BROWSER)
    return found[0]


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Mapping[str, BrowserContext]]:
    """A visitor's browser for each width, kept: what Streamlit loads is then read and compiled once, not a page."""
    kept = {
        width: browser.new_context(viewport={"width": wide, "height": high}, accept_downloads=True)
        for width, (wide, high) in WIDTHS.items()
    }
    yield kept
    for context in kept.values():
        context.close()


@pytest.fixture(scope="session")
def tabs(contexts: Mapping[str, BrowserContext]) -> Mapping[str, Page]:
    """A tab of each width, kept: a new one reads all of Streamlit's program anew, half of the time of a page."""
    return {width: context.new_page() for width, context in contexts.items()}


@pytest.fixture
def open_page(
    contexts: Mapping[str, BrowserContext], tabs: Mapping[str, Page], address: str
) -> Iterator[Callable[..., Page]]:
    """open_page('/equity?place=Liverpool') -> the page, its charts drawn. `width` is 'desk' or 'phone'.

    The first of a test is in the tab that is kept, unless something is to `prepare` it; others are in new ones.
    `charts`: False for a page that may have none. Nothing of a test's pages is left to the next one.
    """
    kept = dict(tabs)

    def opened(
        path: str = "/",
        width: str = "desk",
        at: str = address,
        prepare: Callable[[Page], object] | None = None,
        charts: bool = True,
    ) -> Page:
        page = kept.pop(width, None) if prepare is None else None
        page = page or contexts[width].new_page()
        page.set_default_timeout(30_000)
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
        if prepare is not None:
            prepare(page)
        page.goto(at + path)
        page.locator("p.answer, p.verdict, p.said, p.kind").first.wait_for()
        settle(page, charts, asked=False)
        return page

    yield opened
    for context in contexts.values():
        for page in context.pages:
            if page.url.startswith("http"):
                page.evaluate("localStorage.clear(), sessionStorage.clear()")
            if page not in tabs.values():
                page.close()
        context.clear_cookies()


def settle(page: Page, charts: bool = True, asked: bool = True) -> None:
    """Wait until the script has run and every chart that it sent is drawn: at least one, unless told otherwise.

    `asked`: something was chosen just now, so that the script may not have begun to run again.
    """
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(state="attached")
    page.wait_for_function(DRAWN, arg=int(charts))
    # A chart that arrives last is not there yet to be asked.
    if asked:
        page.wait_for_timeout(400)
    else:
        page.evaluate(STILL)
    page.wait_for_function(DRAWN, arg=int(charts))
