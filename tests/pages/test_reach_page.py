"""The pages of reach and equity: choices of their own, in the address."""

import pytest
from screen import html, raw


def findings(test) -> list[str]:
    """The opening and the findings of the panels, in order."""
    return html(test, "answer") + html(test, "finding")


def test_the_time_within_which_people_are_seen_can_be_chosen(open_page):
    test = open_page("reach_waits.py", place="Sheffield", year="2023/24", within="2 weeks")
    assert any("seen within two weeks" in said for said in findings(test))


def test_those_lost_are_shown_by_ethnic_group_when_that_is_chosen(open_page):
    test = open_page("reach_lost.py", place="Sheffield", year="2023/24", lost_by="Ethnic group")
    assert any("White people who were seen left early" in said for said in findings(test))


def test_a_measure_by_place_can_be_chosen(open_page):
    test = open_page("reach_places.py", place="Sheffield", year="2023/24", measure="Share of contacts missed")
    assert any("of contacts missed" in said and "Places shown" in said for said in findings(test))


def test_the_variation_stands_beside_its_icon_in_words(open_page):
    test = open_page("reach.py", place="Sheffield", year="2023/24")
    assert any(said.startswith("Special cause, high") for said in html(test, "graded"))
    assert 'alt="" width="48"' in raw(test)


def test_the_pathway_opens_with_deciles_1_2_beside_the_rest(open_page):
    test = open_page("equity_pathway.py", place="Sheffield", year="2023/24")
    assert any("of the most deprived fifth (Core20) completed against" in said for said in findings(test))


def test_two_ethnic_groups_can_be_set_side_by_side_along_the_pathway(open_page):
    test = open_page("equity_pathway.py", place="Sheffield", year="2023/24", group="Asian", beside="White")
    assert not test.exception
    assert any("of Asian people completed against" in said for said in findings(test))


def test_the_second_group_is_of_the_same_kind_as_the_first(open_page):
    test = open_page("equity_pathway.py", place="Sheffield", year="2023/24")
    test.selectbox(key="group").set_value("Black").run()
    assert not test.exception
    assert set(test.selectbox(key="beside").options) == {"White", "Mixed", "Asian", "Other"}


@pytest.mark.parametrize("by", ["Parent role", "Stage", "Age", "Need group", "Plus group", "Family Hub"])
@pytest.mark.parametrize("deprivation", ["Everyone", "Core20", "Decile 3"])
def test_people_seen_are_shown_by_every_other_group(open_page, by, deprivation):
    test = open_page("equity_groups.py", place="Liverpool", year="2023/24", deprivation=deprivation, by=by)
    assert not test.exception
    assert test.selectbox(key="by").value == by


@pytest.mark.parametrize(
    ("page", "key"), [("equity_groups.py", "by"), ("equity_pathway.py", "group"), ("reach_places.py", "measure")]
)
def test_a_choice_in_the_address_that_there_is_not_is_named_on_screen(open_page, page, key):
    test = open_page(page, **{key: "Shoe size"})
    assert not test.exception
    assert any("Shoe size" in said for said in html(test, "notice"))
