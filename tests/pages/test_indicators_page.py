"""The pages of indicators: with files brought, without them, and for every question and kind of selection."""

import pytest
from indicator_release import KEY, Indicators, places_of_three
from screen import charts, html, opening, raw

from pages.parts.pages import INDICATORS, PAGES

TOPICS = [page.file for page in PAGES if page.group == INDICATORS]
every_topic = pytest.mark.parametrize("topic", TOPICS)


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    """A folder of releases whose current one has indicators of three Places."""
    made, folder = Indicators(), tmp_path_factory.mktemp("brought")
    places_of_three(made)
    for year, value in (("2020/21", 13.0), ("2021/22", 12.0)):
        made.row("smoking", "England", 10.0, 9.9, 10.1, period=year)
        made.row("smoking", "Sheffield", value, value - 1, value + 1, period=year)
        made.row("smoking", "Liverpool", 8.0, 7.0, 9.0, period=year)
    made.row("smoking", "Wirral", note="Value suppressed for disclosure control due to small count")
    made.row("teenage", "England", 0.7)
    made.row("teenage", "Sheffield", 1.2, 0.9, 1.5)
    made.open(folder)
    return next(path for path in folder.rglob("manifest.json")).parent.parent


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """A folder of releases whose current one has no indicator of its three Places, only a table of others."""
    made, folder = Indicators(), tmp_path_factory.mktemp("without")
    places_of_three(made)
    made.open(folder)
    return next(path for path in folder.rglob("manifest.json")).parent.parent


def text(test) -> str:
    return " ".join(html(test, "answer") + html(test, "graded"))


@every_topic
@pytest.mark.parametrize(
    "asked",
    [{}, {"place": "All Places"}, {"place": "South Yorkshire", "deprivation": "Core20", "year": "2021/22"}],
    ids=lambda asked: ", ".join(asked.values()) or "default",
)
@pytest.mark.parametrize("release", ["without"])
def test_every_question_answers_with_and_without_any_indicator_of_the_place(open_page, request, release, topic, asked):
    test = open_page(topic, releases=request.getfixturevalue(release), **asked)
    assert not test.exception
    assert opening(test).endswith(".")
    assert not html(test, "notice")
    assert "nan" not in " ".join(html(test, "answer") + html(test, "unit")).split()


def test_a_place_without_indicators_is_told_so_and_how_to_bring_them(open_page, without):
    said = text(open_page("indicators.py", releases=without, place="Liverpool"))
    assert "No published indicators were brought for Liverpool." in said
    assert "into a folder “fingertips”" in said
    assert "Wessex table" in said


def test_where_no_place_has_figures_the_map_says_no_data_for_each(open_page, without):
    (chart,) = charts(open_page("indicators.py", releases=without))
    assert chart.alt.endswith("no Place of this release has a figure.")
    assert chart.spec.count('"no data"') >= 3


def test_all_places_are_not_one_area(open_page):
    assert "choose a Place or a system" in opening(open_page("indicators.py", place="All Places"))


def test_the_wessex_table_tells_suppressed_missing_and_noted_cells_apart(open_page):
    test = open_page("indicators_wessex.py")
    table = raw(test)
    assert "76 cells have a value" in opening(test)
    assert table.count('<td class="hidden">suppressed [c]') == 4
    assert table.count('<td class="missing">not available [x]') == 1
    assert table.count('<td class="noted">') == 16
    assert table.count('<td class="plain">') == 60


@every_topic
@pytest.mark.parametrize("place", ["Sheffield", "Wirral", "Cheshire and Merseyside", "All Places"])
def test_every_question_answers_with_indicators_brought(open_page, brought, topic, place):
    test = open_page(topic, releases=brought, place=place)
    assert not test.exception
    assert opening(test).endswith(".")
    assert all(chart.alt.endswith(".") for chart in charts(test))


def test_the_profile_opens_with_what_is_worse_than_england(open_page, brought):
    test = open_page("indicators.py", releases=brought, place="Sheffield")
    assert opening(test).startswith("Of 2 indicators compared with England, it is worse on 2")
    assert len(charts(test)) == 1


def test_the_heat_table_says_each_comparison_in_a_mark_a_figure_and_a_word(open_page, brought):
    table = raw(open_page("indicators_heat.py", releases=brought, place="All Places"))
    assert '<td class="worse">▼ 12.0<br><small>worse</small></td>' in table
    assert '<td class="better">▲ 8.0<br><small>better</small></td>' in table
    assert '<td class="hidden">suppressed</td>' in table


def test_an_indicator_of_the_address_is_shown_and_an_unknown_one_is_named(open_page, brought):
    asked = {"releases": brought, "place": "Sheffield"}
    test = open_page("indicators_one.py", indicator=KEY["smoking"], **asked)
    assert "12.0% in 2021/22" in opening(test)
    assert len(charts(test)) == 2
    test = open_page("indicators_map.py", indicator="<b>no such thing</b>", **asked)
    assert "<b>no such thing</b>" in " ".join(html(test, "notice"))
    assert "<b>no such" not in raw(test)
