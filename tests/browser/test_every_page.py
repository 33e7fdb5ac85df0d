"""Every page in a real browser, opened once: no serious finding of axe, whole on paper, nothing sent that may not be.

As wide as a desk and as a phone, every chart drawn and popover open. What crossed is looked at when all were opened:
every count in messages and files is null or a multiple of five, and there is no pseudonym and no path.
"""

import io
import json
import re
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pytest
from axe_findings import findings, popover_findings, set_width
from axe_playwright_python.sync_playwright import Axe
from conftest import settle
from playwright.sync_api import Page
from received import Received, inline_rows, specifications, tables, wrong_counts

from pages.parts.fonts import ICONS, OURS
from pages.parts.pages import PAGES, PageOf
from tests.icons import names

pytestmark = [pytest.mark.browser, pytest.mark.axe]

# What is chosen on pages where it brings other messages; every page is opened, the rest as it opens.
CHOSEN = {
    "": ("service=Light peer support&year=2023/24",),
    "equity": ("deprivation=Core20",),
    "outcomes-missing": ("outcome_measure=EPDS",),
    "outcomes-groups": ("place=Liverpool",),
    "outcomes-relationship": ("courses=All courses",),
    "need-ends": ("other=Steel City Dads",),
    "need-posts": ("posts-by=Role",),
    "reach-lost": ("lost_by=Ethnic group&place=Liverpool",),
    "reach-places": ("measure=Share of contacts missed",),
}
OF_GROUP = {"Outcomes": ("outcome_measure=PHQ-9",)}  # so that there is something on each of its pages
PSEUDONYM = re.compile(rb"\b[RPF]\d{7}\b")
# Columns of people that were worked out from counts, which may be whole by chance.
WORKED_OUT = re.compile(
    r"interval|at least|at most|expected|Smallest|Gap|Mean|limit|Target|Children|Births|about|as published|"
    r"nothing else|others seen|to take on"
)
MACHINE_PATH = re.compile(rb"/(home|root|work|tmp|Users)/[a-z]")
ALL_HIDDEN = "?service=Steel City Dads&deprivation=Decile 3&year=2023/24"
# A4 at 96 dots an inch, less the margins of the style for paper.
PAPER, LONGEST = {"width": 703, "height": 1024}, 1024
LOWEST = 100  # points from the foot of a page: the margin, a heading and three lines
BEYOND_PAPER = """([wide, long]) => {
  const told = element => (element.className.baseVal ?? element.className) + ': ' + element.textContent.slice(0, 60);
  const shown = element => element.getClientRects().length > 0;
  const wider = [...document.querySelectorAll('svg.marks, table, p, h1, h2')].filter(shown)
    .filter(element => element.getBoundingClientRect().right > wide + 1);
  const longer = [...document.querySelectorAll('svg.marks, tr')]
    .filter(shown).filter(element => element.getBoundingClientRect().height > long);
  const pressed = [...document.querySelectorAll('button, input, [data-testid="stSidebar"], p.links')].filter(shown);
  return [['wider than paper', wider], ['longer than paper', longer], ['to be pressed', pressed]]
    .flatMap(([why, found]) => found.map(element => why + ': ' + told(element)));
}"""


def path_of(page: PageOf, asked: str) -> str:
    """The address of a page with something chosen."""
    return f"/{page.path}?{asked}"


def asked_of(page: PageOf) -> tuple[str, ...]:
    """What a page is opened with: one choice or several."""
    return CHOSEN.get(page.path) or OF_GROUP.get(page.group) or ("",)


PATHS = tuple(path_of(page, asked) for page in PAGES for asked in asked_of(page))


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture(scope="module")
def icons() -> set[str]:
    """The icons that the font which is sent can show."""
    (font,) = OURS.glob(ICONS)
    return names(font)


@pytest.fixture(scope="module")
def kinds() -> set[str]:
    """The kinds of popover that were looked at with a page round them."""
    return set()


@pytest.fixture(scope="module")
def everything(tabs) -> Iterator[Received]:
    """What is received in the tab that is kept, by all tests of this file."""
    found = Received()
    found.listen(tabs["desk"])
    yield found
    found.leave(tabs["desk"])


@pytest.fixture(scope="module")
def opened() -> set[str]:
    """The addresses of which everything was received."""
    return set()


@pytest.fixture
def received(open_page, everything, opened) -> Received:
    """What every page received; a page that no test has opened is opened now."""
    for path in PATHS:
        if path not in opened:
            everything.fetch(open_page(path, prepare=everything.listen, charts=False))
            opened.add(path)
    return everything


def beyond_paper(page: Page) -> list[str]:
    """What of a page, printed on A4, would be cut off or split, or is there only to be pressed.

    The page stays as wide as paper: whoever goes on with it sets its width.
    """
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    settle(page, charts=False, asked=False)
    found = page.evaluate(BEYOND_PAPER, [PAPER["width"], LONGEST])
    found += at_the_foot(page.pdf(prefer_css_page_size=True, tagged=True, outline=True))
    page.emulate_media(media="screen")
    return found


def at_the_foot(printed: bytes) -> list[str]:
    """The headings of a PDF, as its outline has them, that stand at the foot of a page, away from what they head."""
    places = re.findall(rb"/Title ([^\n]+)\n/Dest \[\d+ 0 R /XYZ [\d.]+ ([\d.]+) 0\]", printed)
    return [f"heading at the foot of a page: {title.decode()}" for title, high in places if float(high) < LOWEST]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_serious_finding_at_any_width_and_is_whole_on_paper(
    axe, open_page, kinds, everything, opened, icons, path
):
    page = open_page(path, charts=False)
    assert "error id" not in page.locator("body").inner_text()
    everything.fetch(page)
    assert set(page.get_by_test_id("stIconMaterial").all_text_contents()) <= icons
    found = findings(axe, page)
    on_paper = beyond_paper(page)
    set_width(page, "phone")
    assert found + findings(axe, page) == []
    assert popover_findings(axe, page, kinds) == []
    assert on_paper == []
    opened.add(path)


def test_a_heading_at_the_foot_of_a_page_is_found(open_page):
    page = open_page("/equity")
    alone = "<h2>Away from what it heads</h2>"
    assert at_the_foot(page.pdf(prefer_css_page_size=True, tagged=True, outline=True)) == []
    for above in range(100, 1000, 50):  # wherever the page ends, one of these is its foot
        page.set_content(
            f'<style>@page {{ size: A4 }}</style><h1>A</h1><p style="height: {above}px">B</p>{alone}<p>C</p>'
        )
        if at_the_foot(page.pdf(prefer_css_page_size=True, tagged=True, outline=True)):
            return
    pytest.fail("no heading was found at a foot")


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


def test_charts_send_their_data_as_tables_that_can_be_checked(received):
    found = [table for message in received.messages() for table in tables(message)]
    whole = [f for table in found for f in table.schema if pa.types.is_integer(f.type)]
    assert len(found) >= 8
    assert len(whole) >= 2  # one a view of people quarter by quarter: other charts send no count


def test_every_count_column_is_null_or_a_multiple_of_five(received):
    found = [line for message in received.messages() for table in tables(message) for line in wrong_counts(table)]
    assert found == []


def test_whole_numbers_written_into_a_specification_are_multiples_of_five(received):
    charts = [json.loads(spec) for message in received.messages() for spec in specifications(message)]
    assert len(charts) >= 8
    rows = [row for chart in charts for row in inline_rows(chart)]
    assert not [row for row in rows for value in row.values() if type(value) is int and value % 5]


def test_the_check_itself_finds_a_count_that_is_not_rounded():
    assert wrong_counts(pa.table({"people": pa.array([5, None, 7], pa.int32())})) == ["people: 7.0"]


def test_every_count_in_a_downloaded_table_is_empty_or_a_multiple_of_five(received):
    files = list(received.files.values())
    assert len(files) >= 50
    for body in files:
        table = pd.read_csv(io.BytesIO(body), dtype=str)
        counts = [name for name in table.columns if name.endswith(("(people)", "(referrals)"))]
        for name in (name for name in counts if not WORKED_OUT.search(name)):
            whole = [int(cell) for cell in table[name].dropna() if cell.isdigit()]
            assert [count for count in whole if count % 5] == [], name


def test_every_count_in_a_table_on_screen_is_hidden_or_a_multiple_of_five(open_page):
    checked = 0
    for path in ("/", "/equity?place=Liverpool", "/data"):
        page = open_page(path)
        for button in page.get_by_role("button", name="Table and definitions", exact=True).all():
            button.click()
            table = page.locator('[data-testid="stPopoverBody"] table.twin')
            table.wait_for()
            heads = table.locator("thead th").all_text_contents()
            counts = [i for i, head in enumerate(heads) if head.startswith(("People", "Referrals"))]
            for row in table.locator("tbody tr").all():
                cells = row.locator("th, td").all_text_contents()
                for number in (cells[i].replace(",", "") for i in counts if cells[i][:1].isdigit()):
                    assert int(number) % 5 == 0, (path, cells)
                    checked += 1
            page.keyboard.press("Escape")
            table.wait_for(state="hidden")
    assert checked >= 10


def test_no_message_or_file_holds_a_pseudonym_or_a_path_of_the_machine(received):
    for content in (*received.frames, *received.files.values()):
        assert not PSEUDONYM.search(content)
        assert not MACHINE_PATH.search(content)


def test_no_page_asks_anybody_but_the_application(received, address):
    assert received.asked - {""} == {address.removeprefix("http://")}  # data: and blob: have no host
    assert received.refused == []


def test_a_page_that_asks_somebody_else_is_found(open_page):
    found = Received()
    page = open_page("/data", prepare=found.listen, charts=False)
    page.evaluate("fetch('http://127.0.0.2:9/').catch(() => null)")
    assert found.refused or "127.0.0.2:9" in found.asked


def test_no_message_is_larger_than_100_kilobytes(received):
    assert max(len(frame) for frame in received.frames) < 100_000
