"""Axe on an open page: what it finds that is serious or critical, with every popover opened. Nothing is judged here."""

from axe_playwright_python.sync_playwright import Axe
from conftest import WIDTHS, settle
from playwright.sync_api import Page

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
    """The page as wide as a desk or as a phone, drawn anew."""
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
        # Near the foot what opens has no room to be seen, and what is not seen axe does not judge.
        button.evaluate("button => button.scrollIntoView({block: 'center'})")
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
