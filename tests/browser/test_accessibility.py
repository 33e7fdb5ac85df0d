"""Axe on every page, at a desk and on a phone, charts drawn and every popover open: nothing serious or critical."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.axe]

PAGES = {"/": 3, "/equity": 3, "/data": 1}  # path: charts at least
GRAVE = ("serious", "critical")


def findings(page: Page) -> list[str]:
    """A line for each serious or critical finding: rule, how grave, what it is about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_its_charts_has_no_serious_finding(open_page, path, width):
    page = open_page(path, width)
    assert page.locator('[data-testid="stVegaLiteChart"]').count() >= PAGES[path]
    assert findings(page) == []


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_every_popover_has_no_serious_finding(open_page, path, width):
    page = open_page(path, width)
    buttons = page.locator('[data-testid="stPopover"] button')
    found = []
    for number in range(buttons.count()):
        button = buttons.nth(number)
        button.scroll_into_view_if_needed()
        button.click()
        page.locator('[data-testid="stPopoverBody"]').wait_for()
        found += [f"{button.inner_text()} {number}: {line}" for line in findings(page)]
        page.keyboard.press("Escape")
        page.locator('[data-testid="stPopoverBody"]').wait_for(state="hidden")
    assert buttons.count() >= 3
    assert found == []


def test_axe_would_find_a_fault(open_page):
    page = open_page("/")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><button></button>')"
    )
    assert any(line.startswith("image-alt") for line in findings(page))
