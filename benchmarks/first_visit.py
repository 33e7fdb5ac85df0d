"""A first visit in a real browser on a slow line: until the heading is there, and until the first chart.

Beside it a page of Streamlit's with a heading and one chart and nothing else: what its own bundle leaves possible. The
browser keeps nothing from before.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.demonstration import released
from benchmarks.figures import Asked, Figure, run
from benchmarks.visiting import served, served_alone

Line = dict[str, Any]
# 1.6 Mbit/s and 300 ms there and back.
SLOW: Line = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
QUICK: Line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
VISITS, SMALL = 3, 1
PATIENCE_MS = 120_000
BARE = """
import pandas as pd
import streamlit as st

st.title("A heading")
st.vega_lite_chart(pd.DataFrame({"x": [1, 2], "y": [1, 2]}), {"mark": "point", "encoding": {"x": {"field": "x"}}})
"""
# Arguments of a browser in a container.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHART = '[data-testid="stVegaLiteChart"] :is(svg, canvas)'


def visit(browser: Browser, address: str, line: Line) -> tuple[float, float, float]:
    """Seconds until the heading, seconds until the first chart, and kilobytes that came over the line."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        spoken = context.new_cdp_session(page)
        spoken.send("Network.enable")
        spoken.send("Network.emulateNetworkConditions", line)
        received: list[float] = []
        spoken.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"] / 1000))
        started = time.perf_counter()
        page.goto(address, wait_until="commit", timeout=PATIENCE_MS)
        page.locator("h1").first.wait_for(state="visible", timeout=PATIENCE_MS)
        heading = time.perf_counter() - started
        page.locator(CHART).first.wait_for(state="visible", timeout=PATIENCE_MS)
        return heading, time.perf_counter() - started, sum(received)
    finally:
        context.close()


def measure(asked: Asked) -> Iterator[Figure]:
    """The middle of some visits to the Summary and to a bare page; small, on a quick line."""
    visits, line = (SMALL, QUICK) if asked.small else (VISITS, SLOW)
    with sync_playwright() as playwright, released(asked) as releases, tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        with _browser(playwright) as browser:
            with served(releases) as server:
                yield from _told("first visit", browser, server.port, visits, line, (6, 9))
            with served_alone(bare, {}) as server:
                yield from _told("a bare page of Streamlit's", browser, server.port, visits, line, None)


@contextmanager
def _browser(playwright: Playwright) -> Iterator[Browser]:
    own = playwright.chromium.executable_path
    found = [path for path in map(shutil.which, SYSTEM_BROWSERS) if path] + [own]
    browser = playwright.chromium.launch(executable_path=found[0], args=[*ARGUMENTS])
    try:
        yield browser
    finally:
        browser.close()


def _told(
    name: str, browser: Browser, port: int, visits: int, line: Line, aims: tuple[float, float] | None
) -> Iterator[Figure]:
    found = [visit(browser, f"http://127.0.0.1:{port}/", line) for _ in range(visits)]
    heading, chart, weight = (statistics.median(one[at] for one in found) for at in range(3))
    yield Figure(f"{name}: heading after", heading, "s", aim=aims[0] if aims else None)
    yield Figure(f"{name}: first chart after", chart, "s", aim=aims[1] if aims else None)
    yield Figure(f"{name}: over the line", weight, "kB")


if __name__ == "__main__":
    run("first_visit", __doc__, measure)
