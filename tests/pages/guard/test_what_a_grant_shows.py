"""Files for somebody who is granted one Place, and what those see who are granted nothing."""

import dataclasses
import time
from pathlib import Path

import pytest
from asking import in_a_loop
from installed import installation
from sign_in_settings import ISSUER, OPENID, TOP
from starlette.applications import Starlette
from starlette.routing import Route

from pages.guard import signing_in, visitor
from pages.guard.session import Session
from pages.guard.settings import read_settings
from pages.guard.signing_in import SigningIn
from pages.guard.visitor import Visitor
from pages.parts import opened
from pages.served import answers
from pages.served.endings import ENDINGS
from pimh_data.errors import NotShownHere
from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.posts import POSTS_INSIDE
from pimh_data.release import open_release
from tests.app_test import app_test

GRANT = '[[grant]]\nissuer = "{}"\nsubject = "{}"\nrole = "viewer"\nexpires = 2099-01-01\nplaces = ["{}"]\n'


@pytest.fixture
def signed_in(demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """signed_in('Liverpool'): whoever asks from now on has signed in, and is granted that Place."""
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))

    def now(*places: str) -> SigningIn:
        (tmp_path / "secret").write_text("what these tests take for one")
        granted = places or ("Somebody else",)  # a file without any grant is wrong
        (tmp_path / "grants.toml").write_text("".join(GRANT.format(ISSUER, place, place) for place in granted))
        (tmp_path / "sign-in.toml").write_text(f"{TOP}\n{OPENID}")
        at = SigningIn(read_settings(tmp_path / "sign-in.toml"))
        asks = Visitor(Session("1", ISSUER, places[0] if places else "nobody", "", time.time() + 600))
        monkeypatch.setattr(visitor, "visitor", lambda: asks)
        for module in (opened, answers):
            monkeypatch.setattr(module, "door", lambda: at)
        return at

    return now


def test_no_file_says_anything_of_another_place(signed_in):
    signed_in("Liverpool")
    app = Starlette(routes=[Route(answers.PATH, answers.answer_file)])
    for key in QUESTIONS:
        for place in ("Wirral", "All places", "Cheshire and Merseyside"):
            status, body = _asked(app, f"/answers/{key}.csv", f"place={place}")
            assert status == 400
            assert body.count(b"\n") == 1  # a sentence, and no table
    status, body = _asked(app, "/answers/equity.decile.csv", "place=Liverpool")
    assert (status, b"Liverpool" in body) == (200, True)


def test_whoever_is_granted_nothing_is_handed_nothing(signed_in):
    signed_in()
    with pytest.raises(NotShownHere):
        opened.current()
    app = Starlette(routes=[Route(answers.PATH, answers.answer_file)])
    for ending in ENDINGS:
        assert _asked(app, f"/answers/equity.decile.{ending}", "place=Liverpool")[0] == 403
    test = app_test().run()
    assert "Nothing of it is shown" in "".join(element.proto.body for element in [*test.get("html"), *test.markdown])


def test_what_is_granted_is_made_before_its_visitor_comes(signed_in, monkeypatch):
    signed_in("Liverpool", "Sheffield")
    opened.look()
    monkeypatch.setattr(signing_in, "scoped", lambda *_: pytest.fail("made while its visitor waits"))
    assert opened.current()[0].wheres == ("Liverpool",)


def test_a_release_of_exact_counts_or_for_its_owner_alone_is_not_shown_where_people_sign_in(signed_in):
    at, manifest = signed_in("Liverpool"), opened.whole()[0].manifest
    terms = dataclasses.replace(manifest.terms, audience=("only me",))
    assert at.keeps_back(manifest) == ""
    assert "serve --mine" in at.keeps_back(dataclasses.replace(manifest, profile="exact"))
    assert "serve --mine" in at.keeps_back(dataclasses.replace(manifest, terms=terms))


def _asked(app: Starlette, path: str, query: str) -> tuple[int, bytes]:
    sent: list[dict] = []

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [], "server": ("127.0.0.1", 1), "scheme": "http", "root_path": "",
    }  # fmt: skip
    in_a_loop(app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


def test_an_organisations_own_posts_stand_by_name_where_posts_and_it_are_granted(demo_release, tmp_path):
    name = (demo_release / "CURRENT").read_text().split()[0]
    tables = open_release(demo_release / name, granted=None).tables
    own = {
        organisation: set(held.loc[(held["where"] == "Sheffield") & (held["dimension"] == "role"), "member"])
        for (cube, organisation), held in tables.items()
        if cube == POSTS_INSIDE
    }
    shown = set(tables["posts", "Sheffield"]["member"])
    organisation = max(own, key=lambda one: len(own[one] - shown))
    mine = sorted(own[organisation] - shown)
    assert mine
    said = 'places = ["Sheffield"]\nposts = true'
    grants = {
        "own": f'{said}\norganisation = "{organisation}"',
        "posts": said,
        "organisation": f'places = ["Sheffield"]\norganisation = "{organisation}"',
        "another": f'{said}\norganisation = "Nobody"',
    }
    granted = {who: (lines, {"Sheffield"}, set()) for who, lines in grants.items()}
    with installation(demo_release, tmp_path, granted) as made:
        asked = {"place": "Sheffield", "posts-by": "Role"}
        files = {who: made.get(f"viewer {who}", "/answers/workforce.posts.csv", **asked).text for who in granted}
    assert all(role in files["own"] for role in mine)
    for who in ("posts", "organisation", "another"):
        assert not [role for role in mine if f",{role}," in files[who]], who
