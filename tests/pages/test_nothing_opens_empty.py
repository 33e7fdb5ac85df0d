"""Whoever opens the demonstration finds something to read on every page of it."""

import re
import shutil
from html import unescape

import pytest
from everything import PAGES, open_page
from screen import charts, raw
from streamlit.testing.v1 import AppTest

from pimh_data.answer import Answer


@pytest.fixture(scope="module")
def opened(tmp_path_factory, demo_release) -> dict[str, list[Answer]]:
    """What is opened unasked -> the answers that it says. A copy: only answers made meanwhile are seen."""
    releases = tmp_path_factory.mktemp("copied") / "releases"
    shutil.copytree(demo_release, releases)
    found: dict[str, list[Answer]] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PIMH_RELEASES", str(releases))
        made: list[Answer] = []
        whole = Answer.__post_init__
        patched.setattr(Answer, "__post_init__", lambda answer: (made.append(answer), whole(answer))[1])
        for page in PAGES:
            test = open_page(page.file, {})
            assert not test.exception, page.file
            found[page.file] = [answer for answer in made if is_said(answer, test)]
            made.clear()
    return found


def is_said(answer: Answer, test: AppTest) -> bool:
    """Whether the page says its finding: some answers are only a part of others."""
    said = [unescape(re.sub(r"<[^>]+>", "", raw(test))), *(chart.alt for chart in charts(test))]
    ending = answer.finding.text[-60:]  # pages leave out how it begins: the Place, where the title says it
    return any(ending in words for words in said)


def is_empty(answer: Answer) -> bool:
    """Whether it says that there is no data, or has no row that holds any."""
    return answer.finding.grade == "no data" or set(answer.table["state"]) <= {"no data"}


def test_no_panel_of_the_demonstration_says_unasked_that_there_is_no_data(opened):
    empty = [
        f"{where}: {answer.key}: {answer.finding.text}"
        for where, answers in opened.items()
        for answer in answers
        if is_empty(answer)
    ]
    assert empty == []


def test_on_every_page_that_was_opened_a_new_answer_was_said(opened):
    repeated = {"summary.py"}  # its answers are those of other pages, and it is the frame's first
    assert [page for page, answers in opened.items() if not answers and page not in repeated] == []


def test_what_is_made_up_for_a_place_says_so_on_its_panel_and_what_is_published_does_not(opened):
    shown = {answer.key: answer for answers in opened.values() for answer in answers}
    for key in ("funding.costs", "funding.waits", "provision.ratings", "provision.gaps", "provision.changes"):
        assert any("synthetic" in note for note in shown[key].notes), key
    profile = shown["indicators.profile"]
    assert all(", synthetic" in name for name in profile.table["indicator"])
    assert profile.finding.text.count("synthetic") == 1  # of all of them, in place of every name
    assert "Synthetic" in profile.evidence.source
    assert "Synthetic" in profile.evidence.data
    wessex = shown["indicators.wessex"]
    assert not any("ynthetic" in said for said in (*wessex.table["indicator"], wessex.evidence.source, *wessex.notes))
