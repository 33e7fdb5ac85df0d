"""The need page: each question on a screen of its own, for the selections that differ in kind, as AppTest runs it."""

import pytest
from screen import charts, html, links, opening, raw

SELECTIONS = (
    {},
    {"place": "Liverpool", "year": "2023/24"},
    {"place": "All Places", "deprivation": "Core20"},
    {"place": "South Yorkshire", "service": "Start for Life funded", "deprivation": "The rest"},
    {"place": "Sheffield", "service": "Steel City Dads", "year": "2023/24", "deprivation": "Decile 3"},
    {"place": "Cheshire and Merseyside", "year": "2020/21", "deprivation": "Decile 10"},
)
SECTIONS = {
    "How much need": 3,
    "If the money stops": 1,
    "Funding": 0,
    "Provision": 0,
    "Workforce": 1,
    "Family voice": 1,
    "Published and recomputed": 1,
    "Who needs to know": 0,
}


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("asked", SELECTIONS, ids=lambda asked: ", ".join(asked.values()) or "default")
def test_every_question_is_answered_for_every_kind_of_selection(open_page, section, asked):
    test = open_page("need.py", section=section, **asked)
    assert not test.exception
    assert opening(test).endswith(".")
    assert len(charts(test)) >= SECTIONS[section]
    assert not html(test, "notice")
    assert "nan" not in raw(test).replace("finance", "").split()
    assert len(test.title) == 1
    assert test.header or "no ratings were published" in opening(test)
    assert not test.subheader


def test_the_page_opens_on_how_much_need_there_is(open_page):
    test = open_page("need.py")
    assert "depends on the model: fewest " in opening(test)
    assert len(links(test, "PNG")) == len(charts(test))


def test_an_offer_that_was_not_rated_there_is_named(open_page):
    test = open_page("need.py", section="Provision", place="Liverpool", offer="Nothing of the kind")
    assert "Nothing of the kind" in html(test, "notice")[0]


def test_a_parameter_of_a_model_moves_its_estimate_and_stands_in_the_notes(open_page):
    test = open_page("need.py", **{"attachment-low_income": "20.0"})
    assert test.slider(key="attachment-low_income").value == 20.0
    assert "Chosen on this page: Attachment, babies of low-income families 20.0%." in raw(test)


def test_each_scenario_beside_another_keeps_its_own_charts(open_page):
    asked = {"ends": "Light peer support", "other": "Steel City Dads", "other-percent": "50"}
    test = open_page("need.py", section="If the money stops", place="Sheffield", year="2023/24", **asked)
    assert "if Light peer support ends" in opening(test)
    assert "50% of the capacity of Steel City Dads" in raw(test)
    assert len(charts(test)) == 2


def test_a_published_figure_that_does_not_agree_is_marked(open_page):
    test = open_page("need.py", section="Published and recomputed")
    marked = raw(test).split('<tr class="differs">')[1:]
    assert [row.split("</td>")[0].split("<td")[-1].split(">")[1] for row in marked] == [
        "Population aged 0-4",
        "Population aged 0-4",
        "6.5% of the population",
    ]


def test_money_is_drawn_for_a_year_that_has_some_and_listed_for_one_that_has_none(open_page):
    drawn = open_page("need.py", section="Funding", place="Sheffield", **{"money-by": "Funder"})
    assert "was allocated" in opening(drawn)
    assert len(charts(drawn)) == 1
    listed = open_page("need.py", section="Funding", place="Sheffield", year="2020/21")
    assert "No money is listed; it is for 2022/23, 2023/24 and 2024/25" in opening(listed)
    assert len(charts(listed)) == 0


def test_posts_are_broken_down_by_what_is_chosen_and_single_posts_are_not_named(open_page):
    test = open_page(
        "need.py", section="Workforce", place="Liverpool", beneath="workforce-posts", **{"posts-by": "Role"}
    )
    assert "Other roles (single posts)" in raw(test)
    none = open_page("need.py", section="Workforce", place="Sheffield", service="Steel City Dads")
    assert "or they are those of a single practitioner" in raw(none)
