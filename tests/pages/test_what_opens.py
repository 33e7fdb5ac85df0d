"""What opens under a panel is made when it is opened, and says what the panel and its file say."""

import csv
import io
import re
from html import unescape

import pytest
from screen import headings, links, popovers, raw
from streamlit.testing.v1 import AppTest

from pages.parts import beneath, opened, text
from pimh_data.answer import Answer
from pimh_data.charts import export
from pimh_data.questions.address import parse

TWIN = re.compile(r'<table class="twin".*?</table>', re.DOTALL)
ELEMENTS_A_PANEL = 7  # with the blocks that hold them
PAGES = ("", "equity.py", "data.py")


def keys(test: AppTest) -> list[str]:
    """The keys of what opens under the panels of a page."""
    return [match[0] for match in map(re.compile(r"beneath-[a-z0-9-]+$").search, popover_ids(test)) if match]


def popover_ids(test: AppTest) -> list[str]:
    return [element.proto.id for element in test.get("popover")]


def opening_all(open_page, page: str, **asked: str) -> AppTest:
    test = open_page(page, **asked)
    for key in keys(test):
        test.session_state[key] = True
    return test.run()


@pytest.mark.parametrize("page", PAGES)
def test_no_table_and_no_definition_is_made_before_it_is_opened(open_page, monkeypatch, page):
    made: list[Answer] = []
    table = text.table
    monkeypatch.setattr(text, "table", lambda answer: (made.append(answer), table(answer))[1])
    monkeypatch.setattr(text, "evidence", lambda *_: pytest.fail("nobody has opened it"))
    test = open_page(page, place="Liverpool")
    assert not test.exception
    assert len(keys(test)) == len(popovers(test)) >= 3
    # Where there is no chart, its table is the picture, and what opens are the definitions alone.
    assert len(made) <= popovers(test).count("Definitions") < len(popovers(test))


@pytest.mark.parametrize("page", PAGES)
def test_what_opens_holds_the_table_of_the_file_and_every_term(open_page, page):
    test = opening_all(open_page, page, place="Liverpool")
    assert not test.exception
    body = raw(test)
    release, _ = opened.current()
    addresses = [link.removeprefix("answers/").replace(".csv", "", 1) for link in links(test, "CSV")]
    assert len(addresses) == len(keys(test)) == body.count('<dl class="evidence">')
    for address in addresses:
        answer = opened.answer(release, parse(address, release))
        file = list(csv.DictReader(io.StringIO(export.to_csv(answer).decode("utf-8-sig"))))
        told = f'<span class="unseen">{answer.caption}</span>'
        (table,) = [table for table in TWIN.findall(body) if told in unescape(table)] or [""]
        if not table:
            assert f'aria-label="{answer.caption}"' in unescape(body)  # it stands on the screen as the picture
            continue
        cells = [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall("<tr.*?</tr>", table)[1:]
        ]
        assert len(cells) == len(file)
        for row, record in zip(cells, file, strict=True):
            shown = {unescape(cell).replace(",", "") for cell in row}
            counts = [value for name, value in record.items() if name.endswith("(people)") and value.isdigit()]
            assert set(counts) <= shown, (address, record)


def test_what_opens_stays_open_and_follows_the_filters(open_page):
    test = opening_all(open_page, "equity.py", place="Liverpool")
    test.selectbox(key="place").select("Wirral").run()
    assert "Who is seen" in headings(test)[0]
    assert len(TWIN.findall(raw(test))) == 3
    assert "Wirral, All services" in raw(test)
    assert "Liverpool, All services" not in raw(test)


def test_what_has_gone_with_its_release_is_not_opened(open_page):
    open_page()
    assert beneath._again("equity.decile?place=Atlantis") is None


@pytest.mark.parametrize("page", ["", "equity.py", "reach_waits.py"])
def test_a_panel_sends_what_is_seen(open_page, page):
    panels = panels_of(open_page(page, place="Liverpool")._tree)
    assert len(panels) >= 2
    assert {name: count for name, count in panels.items() if count > ELEMENTS_A_PANEL} == {}


def panels_of(node: object) -> dict[str, int]:
    """The key of each panel and how many elements and blocks it holds."""
    found: dict[str, int] = {}
    for child in getattr(node, "children", {}).values():
        name = re.search(r"-((?:panel|card)-[a-z0-9-]+)$", getattr(getattr(child, "proto", None), "id", "") or "")
        found |= {name[1]: held(child)} if name else panels_of(child)
    return found


def held(node: object) -> int:
    return sum(1 + held(child) for child in getattr(node, "children", {}).values())
