"""Every page, for the selections that differ in kind, as AppTest runs it."""

import re

import pytest
from screen import charts, headings, html, links, opening, popovers, raw
from streamlit.testing.v1 import AppTest

from pages.parts.pages import PAGES, PageOf
from pages.parts.text import says_all

READ = {"": 3, "equity.py": 3, "data.py": 1}  # pages that stand for all -> charts on them at least
MOST_PANELS = 4
PANEL = ': files and link"'  # the name of a panel's line of links
SELECTIONS = (
    {},
    {"place": "Liverpool", "year": "2023/24"},
    {"place": "All Places", "deprivation": "Core20"},
    {"place": "South Yorkshire", "service": "Start for Life funded", "deprivation": "The rest"},
    {"place": "Sheffield", "service": "Steel City Dads", "year": "2023/24", "deprivation": "Decile 3"},
    {"place": "Wirral", "service": "Dads and co-parents", "year": "2020/21", "deprivation": "Decile 10"},
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_every_page_answers_every_kind_of_selection(open_page, page: PageOf):
    seen: set[tuple] = set()
    for asked in SELECTIONS[1:]:  # as it opens: below
        moves = tuple(value for key, value in asked.items() if key in page.follows)
        if moves in seen:
            continue  # the page is the same
        seen.add(moves)
        test = open_page(page.file, **asked)
        assert not test.exception, asked
        assert {box.key: box.value for box in test.selectbox}.items() >= asked.items()
        title = test.title[0].value.replace("\\", "")
        assert title.startswith(page.heading)
        assert "place" not in page.follows or asked.get("place", "Sheffield") in title
        assert opening(test).endswith("."), asked
        assert not html(test, "notice"), asked
        assert all(chart.alt.endswith(".") for chart in charts(test))
        said = raw(test).lower().replace("finance", "").replace("governance", "")
        assert "nan" not in said.split(), asked
        assert len(test.title) == 1
        assert not test.subheader
        assert raw(test).count(PANEL) <= MOST_PANELS, asked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_every_page_opens_with_a_panel_asks_in_its_headings_and_says_nothing_twice(open_page, page: PageOf):
    test = open_page(page.file)
    assert raw(test).count(PANEL) >= 1
    asked = headings(test)
    assert len(asked) == len(set(asked))
    assert [heading for heading in asked if "?" not in heading] == []
    said = html(test, "answer") + html(test, "finding") + html(test, "verdict")
    assert len(said) == len(set(said))


@pytest.mark.parametrize("page", READ)
def test_whose_data_of_when_and_how_protected_stand_on_every_page(open_page, page):
    (strip,) = html(open_page(page), "strip")
    assert "Synthetic demonstration data" in strip
    assert "Release of " in strip
    assert "Counts approximate, within 4; fewer than 5 hidden" in strip


@pytest.mark.parametrize("page", READ)
def test_no_heading_level_is_skipped(open_page, page):
    test = open_page(page)
    assert len(test.title) == 1
    assert headings(test)
    assert not test.subheader


@pytest.mark.parametrize("page", READ)
def test_every_chart_is_described_by_its_finding_and_has_its_table_and_links(open_page, page):
    test = open_page(page)
    panels = len(charts(test))
    assert all(chart.alt.endswith(".") for chart in charts(test))
    alone = int(page == "")  # what ends is a card of the Summary without a chart: its table opens beneath
    assert popovers(test).count("Table and definitions") == panels + alone
    assert len([label for label in popovers(test) if "efinitions" in label]) == len(links(test, "Link")) >= panels
    # A table that is itself the picture stands on the screen, and is drawn for a slide.
    printed = raw(test).count('class="twin printed"')
    assert len(links(test, "PNG")) == len(links(test, "SVG")) == panels + printed
    assert len(links(test, "CSV")) == len(links(test, "Excel")) == len(links(test, "Link"))


def test_the_address_of_a_view_names_every_choice_so_that_a_new_default_cannot_change_it(open_page):
    first = links(open_page("equity.py", place="Liverpool"), "Link")[0]
    assert first.startswith("equity?")
    assert "place=Liverpool&service=All+services&year=2024/25&deprivation=Everyone#equity-decile" in first


def test_a_value_the_release_does_not_know_is_named_on_screen_and_cannot_run(open_page):
    test = open_page(place="<img src=x onerror=alert(1)>", year="1999/00", deprivation="Decile 11")
    (said,) = html(test, "notice")
    assert "<img src=x onerror=alert(1)>" in said
    assert "1999/00" in said
    assert "Decile 11" in said
    assert "<img" not in raw(test)
    assert test.selectbox(key="place").value == "Sheffield"


def test_a_service_that_the_new_place_does_not_have_falls_back_to_all_services_and_says_so(open_page):
    test = open_page(service="Light peer support")
    test.selectbox(key="place").select("Liverpool").run()
    assert test.selectbox(key="service").value == "All services"
    (said,) = html(test, "notice")
    assert "Light peer support" in said
    assert "Liverpool" in said
    test.selectbox(key="year").select("2022/23").run()
    assert not html(test, "notice")


def test_a_service_that_the_new_place_has_too_is_kept(open_page):
    test = open_page(service="Start for Life funded")
    test.selectbox(key="place").select("Liverpool").run()
    assert test.selectbox(key="service").value == "Start for Life funded"


def test_a_filter_keeps_its_value_from_page_to_page(open_page):
    test = open_page("equity.py", place="Liverpool")
    test.switch_page("data.py").run()
    assert test.selectbox(key="place").value == "Liverpool"
    assert "Liverpool" in test.title[0].value


def test_the_panels_stay_where_they_are_whatever_is_hidden(open_page):
    def outline(test: AppTest) -> list[str]:
        return [element.type for element in test.main if element.type != "html"]

    shown = open_page("equity.py")
    hidden = open_page("equity.py", service="Steel City Dads", deprivation="Decile 3")
    assert outline(shown) == outline(hidden)
    assert headings(shown) == [heading.removesuffix(" (everyone)") for heading in headings(hidden)]


def test_a_title_stands_under_its_heading_only_where_it_says_more(open_page):
    assert '<p class="unit">How complete the referrals are</p>' not in raw(open_page("data.py"))
    assert says_all("How are people protected?", "How people are protected")
    assert not says_all("Who works where?", "Staff by service")


@pytest.mark.parametrize(
    ("other", "heading", "title"),
    [
        ({}, "How many people and staff are affected?", "What ends, in people and staff"),
        ({"other": "Light peer support"}, "How do the two compare?", "Scenarios side by side"),
    ],
)
def test_only_two_scenarios_are_compared(open_page, other, heading, title):
    test = open_page("need_costs.py", place="Sheffield", **other)
    assert headings(test)[0] == heading
    assert title in html(test, "unit")


def test_a_panel_that_cannot_follow_the_chosen_decile_says_so_in_its_heading_and_why_under_it(open_page):
    test = open_page("equity.py", deprivation="Decile 3")
    assert test.title[0].value.endswith("decile 3")
    asked = headings(test)
    assert "Who is seen, by ethnic group? (everyone)" in asked
    assert "Who is seen, by deprivation?" in asked
    assert any(
        said.startswith("Everyone is counted: the release holds no ethnic group") for said in html(test, "keeps")
    )
    assert not any("Everyone is counted" in said for said in html(test, "unit"))
    assert not html(open_page("equity.py"), "keeps")


FOUR = ["Are we reaching families?", "Fairly?", "How do scores change?", "What ends, and when?"]


def test_the_summary_answers_four_questions_each_with_its_figure(open_page):
    test = open_page(place="Sheffield", year="2023/24")
    assert test.title[0].value == "Is it working? Sheffield, 2023/24"
    assert headings(test)[: len(FOUR)] == FOUR
    people, ratio, share, ends = html(test, "verdict")
    assert re.match(r"[\d,]+ people were seen", people)
    assert "less often than the rest" in ratio or "more often than the rest" in ratio
    assert re.match(r"[\w-]+: \d+% of the \d+ with two scores improved reliably", share)
    assert re.match(r"\d services? ends? on 31 March 2025\.", ends)
    said = html(test, "graded")
    assert any("were seen within six weeks" in one for one in said)
    assert any("have no second score, so of all eligible it is" in one for one in said)
    assert any(one.startswith("Relationship measures: ") for one in html(test, "unit"))


def test_the_summary_says_where_no_scores_were_recorded(open_page):
    test = open_page(place="Sheffield", service="Steel City Dads", year="2020/21")
    assert not test.exception
    assert headings(test)[:2] == FOUR[:2]


def test_the_data_page_says_what_is_in_the_release_and_where_it_comes_from(open_page):
    said = " ".join(html(open_page("data.py"), "evidence"))
    for part in ("Sheffield, Liverpool and Wirral", "ONS Census 2021", "2020/21", "31 March 2025"):
        assert part in said


def test_no_sentence_of_the_summary_mixes_the_chosen_decile_with_everyone_unsaid(open_page):
    test = open_page(deprivation="Decile 1")
    assert test.title[0].value.endswith("decile 1")
    people, _, outcomes, ends = html(test, "verdict")
    assert "from decile 1" in people
    assert "everyone" in outcomes.lower()
    assert "everyone" in ends.lower() or "service" in ends
    asked = headings(test)
    assert "How do scores change? (everyone)" in asked
