"""The one list of pages: its files, its groups, the filters that each follows, and addresses of former times."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from everything import offered, open_page
from screen import html, raw

from pages.parts import opened, page_view, text
from pages.parts.navigation import meaning
from pages.parts.pages import EQUITY, NEED, PAGES, SECTION_KEYS, PageOf, first_of
from pimh_data.answer import Answer, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address
from pimh_data.questions.selection import KEYS, options

FOLDER = Path(__file__).resolve().parents[2] / "pages"
NAMED = {page.path: page for page in PAGES}
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)


def test_every_page_of_the_folder_is_in_the_list_once_and_says_what_it_is():
    files = sorted(path.name for path in FOLDER.glob("*.py") if path.name not in ("__init__.py", "shell.py"))
    assert sorted(page.file for page in PAGES) == files
    assert len(NAMED) == len(PAGES)
    assert len({page.heading for page in PAGES}) == len(PAGES)


def test_a_group_stands_together_and_its_first_page_has_the_address_that_others_begin_with():
    groups = [page.group for page in PAGES if page.group]
    assert groups == sorted(groups, key=groups.index)
    for page in PAGES:
        assert page.group == "" or page.path.startswith(first_of(page.group).path)


@pytest.mark.parametrize(("group", "key"), SECTION_KEYS.items())
def test_every_section_of_former_times_leads_to_its_page_with_all_else_kept(group, key):
    for page in PAGES:
        if page.group == group and page.formerly:
            asked = {key: page.formerly, "place": "Liverpool", "unheard": "of"}
            found, rest, said = meaning(first_of(group), PAGES, asked)
            assert (found.formerly, said) == (page.formerly, "")
            assert rest == {"place": "Liverpool", "unheard": "of"}


@pytest.mark.parametrize(("group", "key"), SECTION_KEYS.items())
def test_a_section_without_a_name_is_none(group, key):
    assert meaning(first_of(group), PAGES, {key: "", "place": "Liverpool"}) == (
        first_of(group),
        {"place": "Liverpool"},
        "",
    )


def test_what_a_section_let_choose_leads_to_the_page_that_lets_it_be_chosen_now():
    asked = {"place": "Liverpool", "group": "Black"}
    assert meaning(first_of(EQUITY), PAGES, asked) == (NAMED["equity-pathway"], asked, "")
    assert meaning(NAMED["equity-missed"], PAGES, asked)[0] == NAMED["equity-missed"]


def test_a_section_that_there_is_not_is_named_and_the_first_page_is_shown(monkeypatch, demo_release):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    test = open_page("need.py", {"section": "<b>Weather</b>"})
    assert not test.exception
    assert test.title[0].value.startswith(NEED)
    assert any("<b>Weather</b>" in said for said in html(test, "notice"))
    assert "<b>Weather" not in raw(test)


def test_a_case_study_that_a_release_does_not_name_is_no_page_of_its_own():
    there = [page for page in PAGES if not page.case]
    found, _, said = meaning(first_of(NEED), there, {"section": "Published and recomputed"})
    assert found == first_of(NEED)
    assert "Published and recomputed" in said


@pytest.mark.parametrize(
    ("page", "asked", "heading"),
    [
        ("need.py", {"section": "Provision"}, "Need and funding, provision"),
        ("need.py", {"section": "Provision", "place": "Liverpool"}, "Need and funding, provision"),
        ("outcomes.py", {"part": "Who is missing", "outcome_measure": "PHQ-9"}, "Outcomes, who is missing"),
        ("reach.py", {"within": "2 weeks", "place": "Liverpool"}, "Reach, how fast"),
    ],
)
def test_an_address_of_former_times_opens_its_page(monkeypatch, demo_release, page, asked, heading):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    test = open_page(page, asked)
    assert not test.exception
    assert test.title[0].value.replace("\\", "").startswith(heading)
    assert asked.get("place", "Sheffield") in test.title[0].value


# Which filters a page follows, by the answers that it shows


@pytest.fixture
def shown(monkeypatch, demo_release):
    """shown(page, place=...) -> the questions that the page asks, each with what is chosen for it."""
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    asked: list[tuple[str, str, dict[str, str]]] = []
    answer = page_view.PageView.answer

    def noting(view: page_view.PageView, key: str, **choices: str) -> Answer:
        asked.append((view.path, key, choices))
        return answer(view, key, **choices)

    monkeypatch.setattr(page_view.PageView, "answer", noting)

    def questions(page: PageOf, **chosen: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        open_page(page.file, chosen)
        return [(key, tuple(choices.items())) for path, key, choices in asked if path == page.path]

    return questions


@lru_cache(maxsize=2_000)  # pages of a group ask the same, and what moves is held against the same each time
def says(key: str, choices: tuple[tuple[str, str], ...], selection: Selection) -> list[object]:
    """What an answer says of a selection, without naming it; of what is usual, where these choices are not there."""
    release, _ = opened.current()
    for chosen in (dict(choices), {}):
        try:
            answer = opened.answer(release, Address.of(key, selection, chosen))
        except SelectionError:
            continue
        return [answer.table.to_json(), text.said(answer), answer.notes]
    return []


@every_page
def test_a_filter_that_is_not_shown_changes_nothing_and_one_that_is_shown_changes_something(shown, page):
    asked = dict.fromkeys([*shown(page), *shown(page, place="Cheshire and Merseyside")])
    release, _ = opened.current()
    known = options(release)
    usual = known.default
    bases = (usual, replace(usual, place="Liverpool", year="2023/24"), replace(usual, place="Cheshire and Merseyside"))
    values = {
        "place": ("Liverpool", "All Places", "Wirral"),
        "service": ("Start for Life funded", "Light peer support", "Home-Start volunteers"),
        "year": ("2023/24", "2020/21"),
        "deprivation": ("Core20", "Decile 3"),
    }
    moving = set()
    for key in KEYS:
        for base in bases:
            others = (replace(base, **{key: value}) for value in values[key])
            pairs = [other for other in others if other.service in known.services[other.place]]
            if any(says(*one, other) != says(*one, base) for one in asked for other in pairs):
                moving.add(key)
                break
    # The demonstration has one year of births, which the models of need are about: another release may have more.
    assert moving | ({"year"} if page.path in ("need", "need-levels") else set()) == set(page.follows)


def test_what_a_page_does_not_follow_keeps_its_value_and_stands_in_the_address(monkeypatch, demo_release):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    test = open_page("indicators.py", {"place": "Liverpool", "year": "2022/23"})
    assert "2022/23" not in test.title[0].value
    assert test.selectbox(key="year").value == "2022/23"
    test.switch_page("equity.py").run()
    assert "Liverpool, 2022/23" in test.title[0].value


def test_the_definition_of_an_outcome_goes_along_to_the_next_page_of_outcomes(monkeypatch, demo_release):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    test = open_page("outcomes.py", {"outcome_measure": "PHQ-9"})
    test.switch_page("outcomes_groups.py").run()
    assert test.selectbox(key="outcome_measure").value == "PHQ-9"


def test_every_page_is_there_in_the_demonstration(monkeypatch, demo_release):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    assert offered() == list(PAGES)
