"""Axe on every page, as wide as a desk and as a phone, every chart drawn and popover open: nothing serious or worse."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import WIDTHS, settle
from playwright.sync_api import Page

from pages.parts.pages import PAGES, PageOf

pytestmark = [pytest.mark.browser, pytest.mark.axe]

ASKED = {"Outcomes": "?outcome_measure=PHQ-9"}  # group -> what its pages are asked, so that there is something on each
ALL_HIDDEN = "?service=Steel City Dads&deprivation=Decile 3&year=2023/24"
POPOVER = '[data-testid="stPopoverBody"]'
GRAVE = ("serious", "critical")


GRAVE_RULES_ALONE = """async ([within, grave]) => {
  const milder = axe._audit.rules.filter(rule => rule.impact && !grave.includes(rule.impact));
  const rules = Object.fromEntries(milder.map(rule => [rule.id, {enabled: false}]));
  const found = await axe.run(within || document, {resultTypes: ['violations'], rules});
  return found.violations.filter(rule => grave.includes(rule.impact));
}"""  # how grave a finding is its rule says, so that what a milder rule finds is none of ours
SET_IN_A_ROW = """portals => {
  document.body.innerHTML = portals.join('');
  for (const portal of document.body.children) portal.style.cssText = 'position: static; display: block';
  for (const body of document.querySelectorAll('[data-testid="stPopoverBody"]')) {
    for (let node = body; node !== document.body; node = node.parentElement) {
      Object.assign(node.style, {position: 'static', transform: 'none', opacity: 1, visibility: 'visible'});
    }
  }
}"""  # as they stood in the page, with its styles, one below the other


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def findings(axe: Axe, page: Page, within: str | None = None) -> list[str]:
    """A line for each serious or critical finding on the page, or within one element: rule, how grave, about what."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe.axe_script)
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in page.evaluate(GRAVE_RULES_ALONE, [within, GRAVE])
        for node in rule["nodes"]
    ]


def set_width(page: Page, width: str) -> None:
    wide, high = WIDTHS[width]
    page.set_viewport_size({"width": wide, "height": high})
    settle(page, charts=False, asked=False)


def popover_findings(axe: Axe, page: Page, kinds: set[str]) -> list[str]:
    """Every popover is opened: one of a kind not yet looked at with the page round it, all others together.

    Axe looks at the whole page even for a small part of it: one by one, 48 popovers took 20 s.
    """
    buttons = page.locator('[data-testid="stPopover"] button')
    found, others = [], []
    for number in range(buttons.count()):
        button = buttons.nth(number)
        button.scroll_into_view_if_needed()
        button.click()
        popover = page.locator(POPOVER)
        popover.locator("dl.evidence, select, ul, [role=combobox]").first.wait_for()  # made when it is opened
        kind = button.inner_text().splitlines()[0]
        if kind in kinds:
            others.append(popover.evaluate("body => body.closest('body > *').outerHTML"))
        else:
            found += [f"{kind} {number}: {line}" for line in findings(axe, page)]
        kinds.add(kind)
        page.keyboard.press("Escape")
        popover.wait_for(state="hidden")
    # Each panel has one beneath it, and each card.
    assert buttons.count() >= page.locator("p.links[role=group]").count() >= 1
    if others:
        page.evaluate(SET_IN_A_ROW, others)
        assert page.locator(POPOVER).count() == len(others)
        for width in ("phone", "desk"):
            page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
            found += [f"{width}: {line}" for line in findings(axe, page, POPOVER)]
    return found


@pytest.fixture(scope="module")
def kinds() -> set[str]:
    """The kinds of popover that were looked at with a page round them."""
    return set()


@pytest.mark.parametrize("page_of", PAGES, ids=lambda page: page.file)
def test_a_page_with_its_charts_and_every_popover_has_no_serious_finding(axe, open_page, kinds, page_of: PageOf):
    page = open_page(f"/{page_of.path}{ASKED.get(page_of.group, '')}", charts=False)
    found = findings(axe, page)
    set_width(page, "phone")
    assert found + findings(axe, page) == []
    assert popover_findings(axe, page, kinds) == []


@pytest.mark.parametrize("path", ["/", "/equity", "/reach-waits", "/outcomes"])
def test_a_page_whose_numbers_are_hidden_has_no_serious_finding(axe, open_page, path):
    page = open_page(path + ALL_HIDDEN)
    assert page.get_by_text("hidden").count() >= 2
    assert findings(axe, page) == []


def test_axe_would_find_a_fault(axe, open_page):
    page = open_page("/")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><button></button>')"
    )
    assert any(line.startswith("image-alt") for line in findings(axe, page))


def test_axe_would_find_a_fault_in_popovers_that_are_looked_at_together(axe, open_page):
    page = open_page("/equity")
    page.add_style_tag(content='[data-testid="stPopoverBody"] td { color: #ccc !important; }')
    found = popover_findings(axe, page, set())
    assert any(line.startswith("Table and definitions 0: color-contrast") for line in found)
    assert sum("color-contrast" in line and "<td" in line for line in found) > 50
