"""A question or a chart that fails shows its error's id where it would stand, and takes nothing else of the page."""

import logging
import re
from collections.abc import Callable

import pytest
from screen import headings, html, raw

from pages.parts import opened, panel
from pages.parts.pages import PAGES, PageOf
from pimh_data.answer import Answer
from pimh_data.questions.address import Address
from pimh_data.release import Release
from tests.a_part import a_part_of
from tests.app_test import as_visitors_see_it

ID = re.compile(r"error id (?:<strong>)?([0-9a-f]{8})")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """failing('equity.decile'): these questions fail from now on; gives the list of all that are asked."""
    as_visitors_see_it(monkeypatch)
    monkeypatch.setattr(logging.getLogger("pimh"), "propagate", True)
    usual = opened.answer

    def now(*keys: str) -> list[str]:
        asked: list[str] = []

        def answer(release: Release, address: Address) -> Answer:
            asked.append(address.question)
            if address.question in keys:
                raise ZeroDivisionError("of Sheffield's 7 people")
            return usual(release, address)

        monkeypatch.setattr(opened, "answer", answer)
        return asked

    return now


def test_a_question_that_fails_shows_its_id_and_every_other_panel_stands(open_page, failing, caplog):
    failing()
    whole = open_page("equity.py", place="Sheffield")
    failing("equity.ethnic_group")
    test = open_page("equity.py", place="Sheffield")
    assert not test.exception
    assert headings(test) == headings(whole)
    above, said = [line for line in html(test, "notice") if "error id" in line]
    assert said == f"This could not be worked out (error id {ID.search(above)[1]})."
    assert f"error {ID.search(said)[1]}: ZeroDivisionError at test_what_fails_alone.py" in caplog.text
    assert "7 people" not in caplog.text + raw(test)
    assert len(test.get("vega_lite_chart")) == len(whole.get("vega_lite_chart")) - 1
    assert html(test, "answer") == html(whole, "answer")


def test_a_chart_that_fails_shows_its_id_and_every_other_panel_stands(open_page, failing, monkeypatch):
    failing()
    whole = open_page("equity.py", place="Sheffield")
    usual = panel.drawing
    monkeypatch.setattr(
        panel,
        "drawing",
        lambda answer, *given, **named: 1 / 0 if answer.key == "equity.decile" else usual(answer, *given, **named),
    )
    test = open_page("equity.py", place="Sheffield")
    assert not test.exception
    assert headings(test) == headings(whole)
    assert len(ID.findall(re.sub("<.*?>", "", raw(test)))) == 1


@pytest.mark.parametrize("page", a_part_of(PAGES, 3, "pages that fail in part"), ids=lambda page: page.path)
def test_whichever_question_of_a_page_fails_the_frame_and_its_id_are_there(open_page, failing, page: PageOf):
    asked = failing()
    whole = open_page(page.file)
    assert asked
    assert not ID.search(raw(whole))
    for key in dict.fromkeys(asked):
        again = failing(key)
        test = open_page(page.file)
        if key in again:  # else it is part of another's Answer, which is kept
            assert ID.search(raw(test)), key
        assert not test.exception, key
        assert test.title[0].value == whole.title[0].value
