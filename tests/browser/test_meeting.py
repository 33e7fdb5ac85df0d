"""The meeting view in a real browser: from the first screen to the last by a clicker's keys, read from the back."""

from urllib.parse import quote

import pytest
from axe_findings import findings
from axe_playwright_python.sync_playwright import Axe
from conftest import settle
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.axe]

QUESTIONS = (
    "Are we reaching families?",
    "Fairly?",
    "Where are families lost?",
    "How do scores change?",
    "What ends, and when?",
    "What changed since the year before?",
    "What was decided?",
)
SIZES = ((1280, 720), (1920, 1080))
LEAST, LEAST_IN_A_PICTURE = 24, 20  # pixels of what is said, and of words in charts, at the smaller size
OVER_THE_FOOT = """() => {
  const foot = document.querySelector('.st-key-meeting-foot').getBoundingClientRect().top;
  return [...document.querySelectorAll('.st-key-meeting :is(p, h1, li, svg.marks)')]
    .filter(shown => shown.getClientRects().length && shown.getBoundingClientRect().bottom > foot + 1)
    .map(shown => shown.textContent.slice(0, 60));
}"""
# Every word in a picture, as high as it is on the screen, which enlarges some pictures.
SMALLEST_IN_A_PICTURE = """() => Math.min(99, ...[...document.querySelectorAll('.st-key-meeting svg.marks text')]
  .filter(word => word.textContent.trim() && word.getClientRects().length)
  .map(word => parseFloat(getComputedStyle(word).fontSize) * word.getScreenCTM().a))"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.st-key-meeting :is(p.said, p.beside, li, h1)')]
  .map(shown => parseFloat(getComputedStyle(shown).fontSize)))"""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_is_driven_from_the_first_screen_to_the_last_by_keys_alone(open_page, size: tuple[int, int]):
    page: Page = open_page("/?place=Liverpool&view=meeting")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for number, question in enumerate(QUESTIONS, 1):
        expect(page.locator("h1")).to_have_text(question)
        expect(page.get_by_text(f"{number} of {len(QUESTIONS)}")).to_be_visible()
        settle(page, charts=False)
        assert page.evaluate(SMALLEST) >= LEAST
        assert page.evaluate(SMALLEST_IN_A_PICTURE) >= LEAST_IN_A_PICTURE
        assert page.evaluate(OVER_THE_FOOT) == []
        assert findings(Axe(), page) == []
        if number < len(QUESTIONS):
            page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    expect(page.locator("h1")).to_have_text(QUESTIONS[-2])


def test_its_address_brings_the_screen_back_and_names_what_is_chosen(open_page):
    page = open_page(f"/?place=Liverpool&year={quote('2023/24')}&view=meeting&screen=2")
    expect(page.locator("h1")).to_have_text("Fairly?")
    expect(page.get_by_text("Liverpool, 2023/24 ·")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("h1")).to_have_text("Where are families lost?")
    page.wait_for_url(lambda url: "screen=3" in url)
    page.reload()
    expect(page.locator("h1")).to_have_text("Where are families lost?")


def test_it_has_no_filters_and_no_navigation_and_can_be_left(open_page):
    page = open_page("/?place=Liverpool&view=meeting")
    expect(page.get_by_role("combobox").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("link", name="Data", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Leave the meeting view").click()
    expect(page.locator("h1")).to_have_text("Is it working? Liverpool, 2024/25")
    page.get_by_role("link", name="Meeting view").click()
    expect(page.locator("h1")).to_have_text("Are we reaching families?")


@pytest.mark.parametrize("screen", ["0", "99", "-1", "two", "1e9", "<b>"])
def test_a_screen_that_there_is_not_is_the_first(open_page, screen: str):
    page = open_page(f"/?view=meeting&screen={quote(screen)}")
    expect(page.locator("h1")).to_have_text(QUESTIONS[0])
