"""The one-page brief as a file in a real Chromium: nothing for axe to find, and one page of A4 when it is printed."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pimh_data.answer import Selection
from pimh_data.briefing.papers.web_page import to_html
from pimh_data.decisions import AUTHOR, WORDS, AsItStood, Decision, Since
from pimh_data.packing.decided import ON_ONE_PAGE, Decided
from pimh_data.packing.papers import PAPERS, pack_of
from pimh_data.questions.selection import options
from pimh_data.release import Release, Store

pytestmark = [pytest.mark.browser, pytest.mark.axe]
MILLIMETRE = 72 / 25.4  # points of a PDF
THEN = AsItStood("Referred in the financial year 2023/24", "A release", "58%", "Sheffield, 2023/24: 58%.")
LONG = Decision(
    "1", datetime(2026, 11, 27), "A lead " * (AUTHOR // 7), "Open a clinic. " * (WORDS // 15), "reach.six_weeks",
    "Seen within six weeks", "Sheffield", THEN.period, THEN.release, THEN.value, THEN.finding,
)  # fmt: skip
LONG_DECISIONS = Decided(((LONG, Since(THEN, (THEN,))),) * ON_ONE_PAGE, 9).in_short


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path):
    """A file of the brief about a selection, opened from the disk as whoever received it would."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def page(content: bytes) -> Page:
        path = tmp_path / "brief.html"
        path.write_bytes(content)
        found = context.new_page()
        found.goto(path.as_uri())
        return found

    yield page
    context.close()


def selections(release: Release) -> list[Selection]:
    """Everything together; a service so small that much is hidden; a group; a year with little in it; every Place."""
    usual = options(release).default
    service = release.manifest.services[usual.place][-1]
    return [
        usual,
        Selection(usual.place, service, usual.year, "Core20"),
        Selection(usual.place, service, release.manifest.years[0], "Everyone"),
        Selection(usual.place, usual.service, usual.year, "Decile 3"),
        Selection("All Places", usual.service, usual.year, "Core20"),
    ]


def test_it_is_one_page_of_a4_and_axe_finds_nothing(release, opened):
    for selection in selections(release):
        pack = replace(pack_of(release, selection, "one-page"), decided_in_short=LONG_DECISIONS)
        page = opened(to_html(PAPERS["one-page"].write(pack, "the partnership board")))
        found = Axe().run(page).response["violations"]
        assert [rule["id"] for rule in found] == [], selection
        printed = page.pdf(prefer_css_page_size=True)
        assert pages(printed) == 1, selection
        wide, high = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed).groups())
        assert (round(wide / MILLIMETRE), round(high / MILLIMETRE)) == (210, 297)


def test_a_longer_paper_would_be_counted_as_more_than_a_page(release, opened):
    page = opened(to_html(PAPERS["board-paper"].write(pack_of(release, options(release).default, "board-paper"), "")))
    assert pages(page.pdf(prefer_css_page_size=True)) > 1


def test_it_can_be_read_on_a_phone_without_moving_sideways(release, opened):
    page = opened(to_html(PAPERS["one-page"].write(pack_of(release, options(release).default, "one-page"), "")))
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def pages(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
