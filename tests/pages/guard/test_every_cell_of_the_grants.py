"""Role by Place by page and file: as granted in every cell, and not a byte of another Place in what is decoded."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from decoded import decoded
from installed import ENDED, NOBODY, PUBLISHED_FILES, PUBLISHED_PAGES, Granted, Installed, installation, messages
from streamlit.testing.v1 import AppTest

from pages.guard import visitor
from pages.guard.visitor import Visitor
from pages.parts.pages import PAGES, PageOf
from pages.served.endings import ENDINGS
from pimh_data.packing.files import BRIEF_FILES
from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Manifest
from pimh_data.release.grants import ROLES
from tests.a_part import a_part_of, is_whole
from tests.app_test import app_test

NORTH_WEST, SOUTH = "Cheshire and Merseyside", "South Yorkshire"
GRANTED: Granted = {
    "Liverpool": ('places = ["Liverpool"]', {"Liverpool"}, set()),
    "Wirral": ('places = ["Wirral"]', {"Wirral"}, set()),
    "Sheffield": ('places = ["Sheffield"]', {"Sheffield"}, {SOUTH}),
    "two Places": ('places = ["Sheffield", "Wirral"]', {"Sheffield", "Wirral"}, {SOUTH}),
    "a system": (f'systems = ["{NORTH_WEST}"]', {"Liverpool", "Wirral"}, {NORTH_WEST}),
    "all": ("all = true", {"Liverpool", "Wirral", "Sheffield"}, {NORTH_WEST, SOUTH, ALL_PLACES}),
}
EVERYWHERE = ("Liverpool", "Wirral", "Sheffield", NORTH_WEST, SOUTH, ALL_PLACES)
PAGE_CELLS = tuple(product(GRANTED, PAGES))
FILE_CELLS = tuple(product(GRANTED, sorted(QUESTIONS), ENDINGS))
BRIEF_CELLS = tuple(product(GRANTED, BRIEF_FILES))


@pytest.fixture(scope="module")
def installed(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    with installation(demo_release, tmp_path_factory.mktemp("grants"), GRANTED) as made:
        yield made


@pytest.fixture
def page_of(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, PageOf], AppTest]:
    """page_of('viewer Liverpool', page): the page as it is sent to somebody."""

    def shown(who: str, page: PageOf) -> AppTest:
        monkeypatch.setattr(visitor, "visitor", lambda: Visitor(installed.session(who)))
        return app_test(page.file).run()

    return shown


def roles(cell: object) -> tuple[str, ...]:
    """All of them where everything is looked at; else one, another each day."""
    return ROLES if is_whole() else tuple(a_part_of(ROLES, 1, f"roles {cell}"))


def test_every_page_is_as_granted_and_holds_nothing_of_another_place(installed, page_of):
    wrong = []
    for grant, page in a_part_of(PAGE_CELLS, len(PAGE_CELLS) // 14, "pages of grants"):
        _, places, roll_ups = GRANTED[grant]
        for role in roles((grant, page.path)):
            test = page_of(f"{role} {grant}", page)
            found = installed.said(grant, messages(test), page.path)
            said = [error.value for error in test.exception]
            if "place" in page.follows and set(test.selectbox(key="place").options) != places | roll_ups:
                said.append("another choice of Places")
            if page.path not in PUBLISHED_PAGES:
                said += sorted(found)
            wrong += [(role, grant, page.path, said)] if said else []
    assert wrong == []


def test_every_file_is_as_granted_and_holds_nothing_of_another_place(installed):
    given, wrong = 0, []
    for grant, key, ending in a_part_of(FILE_CELLS, 20, "files of grants"):
        _, places, roll_ups = GRANTED[grant]
        of_a_place = QUESTIONS[key].about == "selection"
        for role, place in product(roles((grant, key, ending)), EVERYWHERE if of_a_place else ("",)):
            chosen = {"place": place} if place else {}
            heard = installed.get(f"{role} {grant}", f"/answers/{key}.{ending}", **chosen)
            text = decoded(heard.body)
            if place and place not in places | roll_ups:
                as_granted, found = (heard.status, heard.body.count(b"\n")) == (400, 1), set()
            else:
                as_granted = heard.status == 200 or (heard.status == 404 and "no chart" in text)
                found = installed.said(grant, text, key)
                given += heard.status == 200
            if not as_granted or (found and key not in PUBLISHED_FILES):
                wrong.append((role, grant, f"{key}.{ending}", place, heard.status, sorted(found)))
    assert wrong == []
    assert given > 8


def test_every_brief_is_as_granted_and_holds_nothing_of_another_place(installed):
    wrong = []
    for grant, kind in a_part_of(BRIEF_CELLS, 1, "briefs of grants"):
        _, places, roll_ups = GRANTED[grant]
        who, name = f"{roles((grant, kind))[0]} {grant}", f"/briefs/{kind}.{BRIEF_FILES[kind].ending}"
        theirs = sorted(places | roll_ups)[: None if is_whole() else 1]
        for place in (*theirs, *sorted(set(EVERYWHERE) - places - roll_ups)):
            heard = installed.get(who, name, place=place)
            text = decoded(heard.body)
            if place in theirs:
                as_granted = heard.status == 200 and place in text
                found = installed.said(grant, text, "provision")  # it may hold these ratings too
            else:
                as_granted, found = (heard.status, heard.body.count(b"\n")) == (400, 1), set()
            if not as_granted or found:
                wrong.append((who, name, place, heard.status, sorted(found)))
    assert wrong == []


@pytest.mark.parametrize("who", [ENDED, NOBODY])
def test_whoever_has_no_grant_or_had_one_is_refused_every_page_and_file(installed, page_of, who):
    paths = [f"/{page.path}" for page in PAGES]
    paths += [f"/answers/{key}.{ending}" for _, key, ending in a_part_of(FILE_CELLS, 40, f"files of {who}")]
    paths += [f"/briefs/{kind}.{file.ending}" for kind, file in BRIEF_FILES.items()]
    for path in paths:
        heard = installed.get(who, path, place="Sheffield")
        assert (heard.status, names_in(installed.manifest) & set(heard.text.split())) == (403, set()), path
    # And where the guard were passed by, the pages themselves have nothing to show.
    sent = messages(page_of(who, PAGES[0]))
    assert "Nothing of it is shown" in sent
    assert not [name for name in names_in(installed.manifest) if name in sent]


def names_in(manifest: Manifest) -> frozenset[str]:
    """Names of Places and services of the release."""
    return frozenset(manifest.places).union(*manifest.services.values())
