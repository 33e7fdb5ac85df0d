"""Grants that compare with other Places, by page, file and brief: names where they are granted, and nowhere else."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import product
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from decoded import decoded
from installed import PUBLISHED_FILES, PUBLISHED_PAGES, Granted, Installed, installation, messages
from kinds_of_grants import KINDS, cells
from streamlit.testing.v1 import AppTest

from pages.guard import visitor
from pages.guard.seen import UNNAMED
from pages.guard.visitor import Visitor
from pages.parts.pages import PAGES, PageOf
from pages.served.endings import ENDINGS
from pimh_data.packing.files import BRIEF_FILES
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.selection import KEYS
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.registry.views import COMPARING
from tests.a_part import a_part_of
from tests.app_test import app_test
from tests.seven_places import FENLAND, NORTH_WEST, seven_places

SOUTH = "South Yorkshire"
# Of seven Places of three systems: Sheffield alone, Liverpool, Wirral and Quorndon, and three of Fenland.
GRANTED: Granted = {
    "named": ('places = ["Sheffield"]\ncomparison = "named"\npeers = ["Wirral", "Ulverley", "Thornbeck", "Wexcombe"]',
              {"Sheffield"}, {SOUTH}),
    "without names": ('places = ["Sheffield"]\ncomparison = "anonymous"\npeers = "all"', {"Sheffield"}, {SOUTH}),
    "of the system": (f'systems = ["{SOUTH}"]\nplaces = ["Thornbeck", "Ulverley"]\ncomparison = "named"\n'
                      'peers = "same system"', {"Sheffield", "Thornbeck", "Ulverley"}, {SOUTH, ALL_PLACES}),
}  # fmt: skip
NAMED: dict[str, set[str]] = {
    "named": {"Wirral", "Ulverley", "Thornbeck", "Wexcombe"},
    "without names": set(),
    "of the system": {"Wexcombe"},
}
EVERYWHERE = ("Sheffield", "Wirral", "Quorndon", "Ulverley", "1", SOUTH, NORTH_WEST, FENLAND, ALL_PLACES)
COMPARED = sorted(key for key in QUESTIONS if key in COMPARING or QUESTIONS[key].part_of in COMPARING)
OTHER = sorted(QUESTIONS.keys() - set(COMPARED))
COMPARING_PAGES = {page.path for page in PAGES if page.compares}
ONCE = ("one Place, beside all without names", "indicators", "Quorndon")  # which failed
GRANTS = [
    grant for grant in GRANTED if ALL_PLACES not in GRANTED[grant][2]
]  # all Places are named where they are shown
FILE_CELLS = [*product(GRANTS, COMPARED, ENDINGS), *product(GRANTS, OTHER, ("csv",))]


@pytest.fixture(scope="module")
def installed(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    releases = seven_places(demo_release, tmp_path_factory.mktemp("seven"))
    with installation(releases, tmp_path_factory.mktemp("grants"), {**GRANTED, **KINDS}) as made:
        yield made


@pytest.fixture
def page_of(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """page_of('without names', page): the page as it is sent to somebody; with what they ask of it."""

    def shown(grant: str, page: PageOf, asked: dict[str, str] | None = None) -> AppTest:
        monkeypatch.setattr(visitor, "visitor", lambda: Visitor(installed.session(f"viewer {grant}")))
        return app_test(page.file, asked).run()

    return shown


def test_every_page_names_peers_where_it_compares_and_nowhere_else(installed, page_of):
    wrong, compared = [], 0
    pages = [page for page in PAGES if page.path in COMPARING_PAGES]
    pages += a_part_of([page for page in PAGES if page.path not in COMPARING_PAGES], 6, "pages of comparison")
    for grant, page in product(GRANTS, pages):
        _, places, roll_ups = GRANTED[grant]
        test = page_of(grant, page)
        compares = page.path in COMPARING_PAGES
        sent = messages(test)
        found = installed.said(grant, sent, page.path, NAMED[grant] if compares else set())
        said = [error.value for error in test.exception]
        if "place" in page.follows and set(test.selectbox(key="place").options) != places | roll_ups:
            said.append("another choice of Places")
        said += sorted(found) if page.path not in PUBLISHED_PAGES else []
        wrong += [(grant, page.path, said)] if said else []
        compared += page.path == "reach-places" and ("Another Place (1)" in sent or "Ulverley" in sent)
    assert wrong == []
    assert compared == len(GRANTS)


def test_every_file_names_peers_where_it_compares_and_nowhere_else(installed):
    wrong, given, named = [], 0, set()
    for grant, key, ending in a_part_of(FILE_CELLS, 60, "files of comparison"):
        _, places, roll_ups = GRANTED[grant]
        of_a_place = QUESTIONS[key].about == "selection"
        for place in EVERYWHERE if of_a_place else ("",):
            chosen = {"place": place} if place else {}
            heard = installed.get(f"viewer {grant}", f"/answers/{key}.{ending}", **chosen)
            text = decoded(heard.body)
            if place and place not in places | roll_ups:
                as_granted, found = (heard.status, heard.body.count(b"\n")) == (400, 1), set()
            else:
                as_granted = heard.status == 200 or (heard.status == 404 and "no chart" in text)
                found = installed.said(grant, text, key, NAMED[grant] if key in COMPARED else set())
                given += heard.status == 200
                named |= {name for name in NAMED[grant] if name in text}
            if not as_granted or (found and key not in PUBLISHED_FILES):
                wrong.append((grant, f"{key}.{ending}", place, heard.status, sorted(found)))
    assert wrong == []
    assert given > 30
    assert named


@pytest.mark.parametrize("grant", GRANTS)
def test_no_brief_has_anything_of_peers(installed, grant):
    for kind in ("workbook", *a_part_of([kind for kind in BRIEF_FILES if kind != "workbook"], 1, "briefs compared")):
        name = f"/briefs/{kind}.{BRIEF_FILES[kind].ending}"
        heard = installed.get(f"viewer {grant}", name, place="Sheffield")
        assert heard.status == 200
        text = decoded(heard.body)
        assert installed.said(grant, text, "provision") == set(), kind
        assert "Another Place" not in text, kind
        for place in sorted(set(EVERYWHERE) - {"Sheffield", SOUTH} - GRANTED[grant][2]):
            assert installed.get(f"viewer {grant}", name, place=place).status == 400


def test_all_places_are_shown_where_those_that_are_neither_granted_nor_peers_are_three(installed):
    heard = installed.get("viewer of the system", "/answers/reach.people_seen.csv", place=ALL_PLACES)
    assert heard.status == 200
    assert installed.get("viewer named", "/answers/reach.people_seen.csv", place=ALL_PLACES).status == 400


def test_the_access_log_says_which_places_stood_beside_the_one_that_a_file_or_a_page_is_of(installed, page_of):
    for grant in GRANTS:
        for path in (
            "/answers/reach.places_people_ranked.csv",
            "/answers/reach.people_seen.csv",
            "/briefs/workbook.xlsx",
        ):
            assert installed.get(f"viewer {grant}", path, place="Sheffield").status == 200
    for grant, page in product(GRANTS, PAGES):
        if page.path in ("reach-places", "reach-access"):
            page_of(grant, page)
    lines = [json.loads(line) for path in (installed.at.settings.state / "access").iterdir() for line in path.open()]
    for grant in GRANTS:
        who = installed.at.log.who(installed.session(f"viewer {grant}"))
        said = {
            line.get("question") or line["page"]: line.get("beside", "")
            for line in lines
            if line.get("who") == who and "place" in line
        }
        theirs = "; ".join(sorted(NAMED[grant])) or UNNAMED
        asked = {"reach.places_people_ranked", "reach-places", "reach.people_seen", "reach-access", "brief: workbook"}
        assert {name: said[name] for name in asked} == {name: theirs if "places" in name else "" for name in asked}, (
            grant
        )


def test_no_page_fails_for_any_kind_of_grant_and_the_files_that_it_leads_to_are_given(installed, page_of):
    wrong, files = [], 0
    every = [(kind, page, place) for kind in KINDS for page, place in cells(kind)]
    failed_once = [cell for cell in every if cell[0] == ONCE[0] and (cell[1].path, cell[2]) == ONCE[1:]]
    for kind, page, place in (*failed_once, *a_part_of(every, 6, "kinds of grants")):
        first = page_of(kind, page, {"place": place})
        if place not in first.selectbox(key="place").options:
            continue  # a roll-up that would give others away
        shown = [("", first)]
        for box in first.selectbox:
            if box.key not in KEYS:  # what the page lets choose, one other value of each
                other = a_part_of([value for value in box.options if value != box.value], 1, f"{kind} {page.path}")[:2]
                shown += [(value, page_of(kind, page, {"place": place, box.key: value})) for value in other]
        wrong += [(kind, page.path, place, chosen, said) for chosen, test in shown for said in amiss(test)]
        led = files_of(first)
        given = [installed.get(f"viewer {kind}", f"/{path}", **asked).status for path, asked in led]
        wrong += [(kind, page.path, place, file) for file, status in zip(led, given, strict=True) if status != 200]
        files += len(led)
    assert wrong == []
    assert files > 0


def amiss(test: AppTest) -> list[str]:
    """What a page says of itself that went wrong."""
    said = [error.value for error in (*test.exception, *test.error)]
    return said + [body for element in test.get("html") if 'class="notice"' in (body := element.proto.body)]


def files_of(test: AppTest) -> list[tuple[str, dict[str, str]]]:
    """The files of numbers that a page leads to: path, and what is asked."""
    bodies = "".join(element.proto.body for element in test.get("html"))
    found = [unescape(file).partition("?") for file in re.findall(r'<a href="(answers/[^"]*[.]csv[?][^"]*)"', bodies)]
    return [(path, dict(parse_qsl(asked))) for path, _, asked in found]
