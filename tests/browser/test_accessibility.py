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
    "/need?section=Funding": 1,
    "/need?section=Workforce": 2,
}  # parts of a page whose popovers are of kinds looked at above
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


def popover_findings(axe: Axe, page: Page) -> list[str]:
    """Every popover is opened: the first of a kind is looked at with the whole page round it, all others together.

    Axe looks at the whole page even for a small part of it: one by one, 48 popovers took 20 s.
    """
    buttons = page.locator('[data-testid="stPopover"] button')
    panels = page.locator('[class*="st-key-panel-"]').count()
    found, kinds, others = [], set(), []
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
    assert buttons.count() >= max(panels, 1)  # each has one beneath it; the Summary has cards in place of panels
    if others:
        page.evaluate(SET_IN_A_ROW, others)
        assert page.locator(POPOVER).count() == len(others)
        found += findings(axe, page, POPOVER)
    return found


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize(("path", "charts"), (PAGES | PARTS).items())
def test_a_page_with_its_charts_and_every_popover_has_no_serious_finding(axe, open_page, path, charts, width):
    page = open_page(path, width, charts=charts > 0)
    assert page.locator('[data-testid="stVegaLiteChart"]').count() >= charts
    assert findings(axe, page) == []
    if path in PAGES:
        assert popover_findings(axe, page) == []


@pytest.mark.parametrize("path", ["/", "/equity", "/reach", "/outcomes"])
def test_a_page_whose_numbers_are_hidden_has_no_serious_finding(axe, open_page, path):
    page = open_page(path + ALL_HIDDEN)
    assert page.get_by_text("hidden").count() > 3
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
    found = popover_findings(axe, page)
    assert any(line.startswith("Table and definitions 0: color-contrast") for line in found)
    assert sum(line.startswith("color-contrast") and "<td" in line for line in found) > 100
