"""What people do with it, in a real browser: follow a link, change a filter, take a chart away."""

import csv
import io
import struct
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import serving, settle
from playwright.sync_api import APIResponse, Locator, Page, expect

pytestmark = pytest.mark.browser


def _choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)  # the list draws only what is in sight: typing brings the option there
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_url(lambda url: urlencode({label.lower(): option}) in url)
    settle(page)


def _first_cells(page: Page) -> list[str]:
    button = page.get_by_role("button", name="Table and definitions").first
    button.click()
    table = page.locator('[data-testid="stPopoverBody"] table.twin')
    table.wait_for()
    cells = table.locator("tbody tr td:nth-child(2)").all_inner_texts()
    button.click()
    table.wait_for(state="hidden")
    return cells


def _file(page: Page, label: str) -> APIResponse:
    """What the first link of that name gives."""
    found = page.request.get(page.get_by_role("link", name=label, exact=True).first.evaluate("link => link.href"))
    assert found.ok
    return found


def _marks(page: Page) -> list[str | None]:
    bars = page.locator('[data-testid="stVegaLiteChart"]').first.locator('path[aria-roledescription="bar"]')
    return [bar.get_attribute("aria-label") for bar in bars.all()]


def test_the_first_deep_link_after_a_start_shows_that_page_inside_the_frame(open_page, demo_release, tmp_path):
    with serving(demo_release, tmp_path / "log") as fresh:
        page = open_page("/equity?place=Liverpool", at=fresh)
        expect(_titled(page, "Equity: Liverpool, 2024/25")).to_be_visible()
        for title in ("Summary", "Data"):
            expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
        for group in ("Equity", "Reach", "Outcomes", "Need and funding", "Indicators"):
            expect(page.get_by_role("button", name=group, exact=True)).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert page.locator('[data-testid="stVegaLiteChart"]').count() >= 3
        expect(page.get_by_text("Synthetic demonstration data").first).to_be_visible()
        assert "place=Liverpool" in page.url


def test_changing_a_filter_changes_the_chart_the_address_and_the_table(open_page):
    page = open_page("/equity")
    answer, marks, cells = (
        page.locator("p.answer, p.verdict, p.said, p.kind").first.inner_text(),
        _marks(page),
        _first_cells(page),
    )
    _choose(page, "Place", "Liverpool")
    expect(_titled(page, "Equity: Liverpool, 2024/25")).to_be_visible()
    assert "place=Liverpool" in page.url
    assert page.locator("p.answer, p.verdict, p.said, p.kind").first.inner_text() != answer
    assert _marks(page) != marks
    assert _first_cells(page) != cells


# The element that has the keyboard: null outside the page's content, '' where it is in sight with a mark round it.
COVERED = """bar => {
  const at = document.activeElement, inside = at.closest('[data-testid=stMain]');
  if (!inside || at === inside || at.closest(bar)) return null;
  const box = at.getBoundingClientRect();
  const over = document.querySelector(bar).getBoundingClientRect();
  const under = box.top < over.bottom - 1 && box.bottom > over.top + 1;
  const foot = document.querySelector('.strip').getBoundingClientRect().top;
  const marked = getComputedStyle(at).outlineStyle !== 'none' || at.matches('input');
  return !under && box.bottom <= foot + 1 && marked ? '' : at.outerHTML.slice(0, 120);
}"""


def _titled(page: Page, title: str) -> Locator:
    """The title of a page by its words: while one page takes another's place, both titles are there."""
    return page.get_by_role("heading", level=1, name=title, exact=True)


def _turn_to(page: Page, group: str, title: str) -> None:
    page.get_by_role("button", name=group, exact=True).click()
    page.locator('[data-testid="stTopNavDropdownLink"]').filter(has_text=title).first.click()


def test_the_choice_goes_along_to_the_next_page_and_back(open_page):
    page = open_page("/?place=Liverpool")
    _turn_to(page, "Equity", "Along the pathway")
    expect(_titled(page, "Equity, along the pathway: Liverpool, 2024/25")).to_be_visible()
    _choose(page, "Group", "Black")
    page.get_by_role("link", name="Next: How steep").click()
    expect(_titled(page, "Equity, how steep: Liverpool, 2024/25")).to_be_visible()
    page.go_back()
    expect(_titled(page, "Equity, along the pathway: Liverpool, 2024/25")).to_be_visible()
    _turn_to(page, "Equity", "Who is seen")
    expect(_titled(page, "Equity: Liverpool, 2024/25")).to_be_visible()


def test_an_address_of_former_times_is_led_to_its_page_with_all_that_it_asks_for(open_page):
    page = open_page("/need?section=If the money stops&place=Liverpool&ends-percent=50&year=2023/24")
    expect(_titled(page, "Need and funding, if the money stops: Liverpool, 2023/24")).to_be_visible()
    assert "/need-ends?" in page.url
    assert {"place=Liverpool", "ends-percent=50", "year=2023%2F24"} == set(page.url.partition("?")[2].split("&"))
    _turn_to(page, "Need and funding", "Staff and costs")
    expect(_titled(page, "Need and funding, staff and costs: Liverpool, 2023/24")).to_be_visible()
    assert "ends-percent=50" in page.url


def test_the_link_of_a_panel_leads_back_to_its_page_with_what_is_chosen(open_page):
    page = open_page("/equity-pathway?place=Liverpool&group=Black")
    link = page.get_by_role("link", name="Link", exact=True).first.evaluate("link => link.href")
    again = open_page(link[link.index("/equity-pathway") :])
    expect(again.locator("h1")).to_have_text("Equity, along the pathway: Liverpool, 2024/25")
    expect(again.get_by_text("Of those referred").first).to_contain_text("Black")


@pytest.mark.parametrize(("width", "bar"), [("desk", ".st-key-filters"), ("phone", "p.chosen")])
def test_place_and_year_stay_in_sight_and_nothing_that_has_the_keyboard_is_under_them(open_page, width, bar):
    page = open_page("/equity?place=Liverpool", width)
    page.locator("h1").evaluate("heading => heading.closest('[data-testid=stMain]').scrollTo(0, 600)")
    expect(page.locator(bar)).to_be_in_viewport(ratio=1)
    expect(page.locator(bar)).to_contain_text("Liverpool" if width == "phone" else "Place")
    page.locator("h1").evaluate("heading => heading.closest('[data-testid=stMain]').scrollTo(0, 0)")
    walked, covered = 0, []
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate(COVERED, bar)
        if said is None:
            continue
        walked += 1
        covered += [said] if said else []
    assert walked > 20
    assert covered == []


def test_a_downloaded_table_holds_the_numbers_on_screen_and_says_whose_they_are(open_page):
    page = open_page("/equity?place=Liverpool")
    cells = _first_cells(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    file = download.value
    assert file.suggested_filename == "liverpool-all-services-2024-25-everyone-equity-decile.csv"
    rows = list(csv.DictReader(io.StringIO(Path(file.path()).read_text(encoding="utf-8-sig"))))
    shown = [f"{int(row['People seen (people)']):,}" if row["People seen (people)"] else "hidden" for row in rows]
    assert [cell if cell != "no data" else "hidden" for cell in cells] == shown
    assert {row["Place"] for row in rows} == {"Liverpool"}
    assert all("Synthetic" in row["Data"] and row["Release"] and row["Profile"] for row in rows)


def test_an_address_with_an_anchor_leads_down_its_page_towards_the_panel(open_page):
    page = open_page("/reach?place=Liverpool#reach-last-quarter")
    # How far is settled before the charts above it are as high as they will be.
    assert page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTop") > 100
    expect(page.locator("#reach-last-quarter")).to_contain_text("How does the last quarter compare?")


def test_a_downloaded_picture_is_sharp_and_names_its_finding_and_source(open_page):
    page = open_page("/equity?place=Liverpool")
    content = _file(page, "PNG").body()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20])[0] >= 1600
    drawn = _file(page, "SVG").text()
    assert "Synthetic demonstration data" in drawn
    assert "Liverpool, 2024/25" in drawn


def test_the_definition_that_is_chosen_stands_in_the_address_on_screen_and_in_the_file(open_page):
    page = open_page("/outcomes?place=Liverpool&year=2023/24&outcome_measure=PHQ-9")
    page.get_by_role("button", name="How it is counted").click()
    box = page.get_by_role("combobox", name="Pairing")
    box.click()
    page.get_by_role("option", name="Adult community rule", exact=True).click()
    page.wait_for_url("**pairing=Adult+community+rule**")
    settle(page)
    expect(page.get_by_text("Counted as: PHQ-9; Adult community rule")).to_be_visible()
    page.keyboard.press("Escape")
    file = _file(page, "CSV")
    rows = list(csv.DictReader(io.StringIO(file.body().decode("utf-8-sig"))))
    assert all(row["Counted as"].startswith("PHQ-9; Adult community rule") for row in rows)
    assert "adult-community-rule" in file.headers["content-disposition"]


def test_no_picture_leaves_the_page_without_its_source(open_page):
    page = open_page("/equity?place=Liverpool")
    page.locator('[data-testid="stVegaLiteChart"]').first.hover()
    # Streamlit's own button on a chart would save a picture that does not say whose data it shows.
    expect(page.get_by_role("button", name="Download as PNG")).to_have_count(0)


def test_what_opens_is_opened_and_closed_with_the_keyboard_alone(open_page):
    page = open_page("/equity?place=Liverpool")
    button = page.get_by_role("button", name="Table and definitions").first
    button.focus()
    page.keyboard.press("Enter")
    body = page.locator('[data-testid="stPopoverBody"]')
    body.locator("table.twin").wait_for()
    expect(body.locator("dl.evidence dt").first).to_be_visible()
    page.keyboard.press("Escape")
    body.wait_for(state="hidden")
    expect(button).to_be_focused()


def test_every_filter_is_reached_and_changed_with_the_keyboard_alone(open_page):
    page = open_page("/")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('aria-label') || ''")
        reached += [label for label in ("Place", "Service", "Year", "Deprivation") if label in name.split(". ")[-1]]
        if "Deprivation" in name:
            break
    assert list(dict.fromkeys(reached)) == ["Place", "Service", "Year", "Deprivation"]
    page.keyboard.type("Core20")
    page.keyboard.press("Enter")
    page.wait_for_url("**deprivation=Core20**")


@pytest.mark.parametrize("path", ["/", "/equity", "/outcomes", "/need", "/data"])
def test_on_a_phone_the_answer_is_on_the_first_screen_and_nothing_is_cut_off(open_page, path):
    page = open_page(path, width="phone")
    answer = page.locator("p.answer, p.verdict, p.said, p.kind").first.bounding_box()
    strip = page.locator(".strip").bounding_box()
    assert answer["y"] + answer["height"] <= strip["y"]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


LABELS_ON_LABELS = """() => {
  const on = [];
  for (const axis of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg g.role-axis-label')) {
    const shown = [...axis.querySelectorAll('text')].filter(t => t.textContent && getComputedStyle(t).opacity !== '0');
    const boxes = shown.map(t => [t.textContent, t.getBoundingClientRect()]);
    for (let n = 1; n < boxes.length; n++) {
      const [[one, a], [other, b]] = [boxes[n - 1], boxes[n]];
      const across = a.right > b.left && b.right > a.left;
      if (across && a.bottom - 2 > b.top && b.bottom - 2 > a.top) on.push(`${one} | ${other}`);
    }
  }
  return on;
}"""


@pytest.mark.parametrize("path", ["/data", "/reach", "/reach-places", "/outcomes"])
def test_on_a_phone_no_label_of_an_axis_lies_on_another(open_page, path):
    assert open_page(path, width="phone").evaluate(LABELS_ON_LABELS) == []


def test_on_a_phone_the_list_of_pages_closes_when_one_is_chosen(open_page):
    page = open_page("/equity", width="phone")
    page.get_by_test_id("stExpandSidebarButton").click()
    chosen = page.get_by_test_id("stSidebarNavLink").filter(has_text="How steep")
    chosen.click()
    expect(_titled(page, "Equity, how steep: Sheffield, 2024/25")).to_be_visible()
    expect(chosen).not_to_be_in_viewport()
    assert page.get_by_test_id("stExpandSidebarButton").is_visible()


def test_on_a_phone_all_ten_deciles_are_labelled(open_page):
    chart = open_page("/equity", width="phone").locator('[data-testid="stVegaLiteChart"]').first
    texts = chart.locator("svg text").all_text_contents()
    labels = [text.removesuffix("most deprived").removesuffix("least deprived") for text in texts]
    assert [text for text in labels if text.isdigit()][:10] == [str(decile) for decile in range(1, 11)]


def test_an_address_cannot_run_a_script_and_the_page_breaks_no_rule_of_its_own(open_page):
    said: list[str] = []

    def listen(page: Page) -> None:
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: (said.append("Content Security Policy: a dialog opened"), dialog.dismiss()))

    page = open_page("/?place=<img src=x onerror=alert(1)>", prepare=listen)
    expect(page.locator("p.notice")).to_contain_text("<img src=x onerror=alert(1)>")
    assert not [text for text in said if "Content Security Policy" in text]
