"""The pages of need and funding: what is chosen on them, and what stands where nothing was brought."""

from screen import charts, html, links, opening, raw


def test_the_page_opens_on_how_much_need_there_is(open_page):
    test = open_page("need.py")
    assert "depends on the model: fewest " in opening(test)
    assert len(links(test, "PNG")) == len(charts(test))


def test_an_offer_that_was_not_rated_there_is_named(open_page):
    test = open_page("need_provision.py", place="Liverpool", offer="Nothing of the kind")
    assert "Nothing of the kind" in html(test, "notice")[0]


def test_a_parameter_of_a_model_moves_its_estimate_and_stands_in_the_notes(open_page):
    test = open_page("need.py", **{"attachment-low_income": "20.0"})
    assert test.slider(key="attachment-low_income").value == 20.0
    assert "Chosen on this page: Attachment, babies of low-income families 20.0%." in raw(test)


def test_each_scenario_beside_another_keeps_its_own_charts(open_page):
    asked = {"ends": "Light peer support", "other": "Steel City Dads", "other-percent": "50"}
    test = open_page("need_ends.py", place="Sheffield", year="2023/24", **asked)
    assert "seen by Light peer support and by no other service" in opening(test)
    assert "50% of the capacity of Steel City Dads" in raw(test)
    assert len(charts(test)) == 2


def test_a_published_figure_that_does_not_agree_is_marked(open_page):
    test = open_page("need_published.py")
    marked = raw(test).split('<tr class="differs">')[1:]
    assert [row.split("</td>")[0].split("<td")[-1].split(">")[1] for row in marked] == [
        "Population aged 0-4",
        "Population aged 0-4",
        "6.5% of the population",
    ]


def test_money_is_drawn_for_a_year_that_has_some_and_listed_for_one_that_has_none(open_page):
    drawn = open_page("need_money.py", place="Sheffield", **{"money-by": "Funder"})
    assert "was allocated" in opening(drawn)
    assert len(charts(drawn)) == 1
    listed = open_page("need_money.py", place="Sheffield", year="2020/21")
    assert "No money is listed; it is for 2022/23, 2023/24 and 2024/25" in opening(listed)
    assert len(charts(listed)) == 0


def test_posts_are_broken_down_by_what_is_chosen_and_single_posts_are_not_named(open_page):
    test = open_page("need_posts.py", place="Liverpool", beneath="workforce-posts", **{"posts-by": "Role"})
    assert "Other roles (single posts)" in raw(test)
    none = open_page("need_posts.py", place="Sheffield", service="Steel City Dads")
    assert "or they are those of a single practitioner" in raw(none)
