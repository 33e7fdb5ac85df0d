"""Axe on every page, at a desk and on a phone, charts drawn and every popover open: nothing serious or critical."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.axe]

PAGES = {
    "/": 3,
    "/equity": 10,
    "/reach": 13,
    "/outcomes?outcome_measure=PHQ-9": 4,
    "/need": 2,
    "/need?section=If the money stops": 1,
    "/indicators": 1,
    "/data": 1,
}  # path: charts at least
PARTS = {
    "/outcomes?part=Who is missing": 2,
    "/outcomes?part=For whom": 2,
    "/outcomes?part=Services&outcome_measure=PHQ-9": 1,
    "/outcomes?part=Parent and relationship": 2,
    "/outcomes?part=Beside national figures&outcome_measure=PHQ-9": 0,
}  # parts of a page whose popovers are of kinds looked at above
ALL_HIDDEN = "?service=Steel City Dads&deprivation=Decile 3&year=2023/24"
POPOVER = '[data-testid="stPopoverBody"]'
GRAVE = ("serious", "critical")


def findings(page: Page, within: str | None = None) -> list[str]:
    """A line for each serious or critical finding on the page, or within one element: rule, how grave, about what."""
    found = Axe().run(page, context=within).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize(("path", "charts"), (PAGES | PARTS).items())
def test_a_page_with_its_charts_has_no_serious_finding(open_page, path, charts, width):
    page = open_page(path, width, charts=charts > 0)
    assert page.locator('[data-testid="stVegaLiteChart"]').count() >= charts
    assert findings(page) == []


@pytest.mark.parametrize("path", ["/", "/equity", "/reach", "/outcomes"])
def test_a_page_whose_numbers_are_hidden_has_no_serious_finding(open_page, path):
    page = open_page(path + ALL_HIDDEN)
    assert page.get_by_text("hidden").count() > 3
    assert findings(page) == []


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_every_popover_has_no_serious_finding(open_page, path, width):
    page = open_page(path, width)
    buttons = page.locator('[data-testid="stPopover"] button')
    found, kinds = [], set()
    for number in range(buttons.count()):
        button = buttons.nth(number)
        button.scroll_into_view_if_needed()
        button.click()
        page.locator(POPOVER).wait_for()
        # The first of a kind is looked at with the whole page round it, the others by themselves.
        kind = button.inner_text().splitlines()[0]
        found += [f"{kind} {number}: {line}" for line in findings(page, POPOVER if kind in kinds else None)]
        kinds.add(kind)
        page.keyboard.press("Escape")
        page.locator(POPOVER).wait_for(state="hidden")
    assert buttons.count() >= 3
    assert found == []


def test_axe_would_find_a_fault(open_page):
    page = open_page("/")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><button></button>')"
    )
    assert any(line.startswith("image-alt") for line in findings(page))
