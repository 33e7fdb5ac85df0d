"""The access log as stewards read it: what is theirs, reviewed by the month, a file found by what it bears."""

import datetime as dt
import json
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asking import Heard, ask
from sign_in_settings import ADDRESS, ISSUER, OPENID, TOP
from starlette.applications import Starlette
from starlette.routing import Route

from pages.guard.door import door
from pages.guard.guard import Guard
from pages.guard.session import Session
from pages.guard.settings import SETTING
from pages.guard.signing_in import SigningIn
from pages.served import access, access_page, answers

PEOPLE = {
    "anna": 'role = "steward"\nname = "Steward, Liverpool"\nplaces = ["Liverpool"]',
    "ben": 'role = "steward"\nall = true',
    "cora": 'role = "lead"\nname = "Lead <b>of</b> Sheffield"\nplaces = ["Sheffield"]',
    "dora": 'role = "viewer"\nplaces = ["Liverpool"]',
    "emil": 'role = "viewer"\nplaces = ["Sheffield"]\ncomparison = "named"\npeers = ["Liverpool"]',
}
MONTH = f"{dt.datetime.now(dt.UTC):%Y-%m}"
SERVED = Starlette(
    routes=[
        Route(answers.PATH, answers.answer_file),
        Route(access_page.PATH, access.access_log, methods=["GET", "POST"]),
    ]
)


@pytest.fixture
def at(demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "secret").write_text("what these tests take for one")
    (tmp_path / "grants.toml").write_text(
        "".join(
            f'[[grant]]\nissuer = "{ISSUER}"\nsubject = "{who}"\nexpires = 2099-01-01\n{said}\n'
            for who, said in PEOPLE.items()
        )
    )
    (tmp_path / "sign-in.toml").write_text(f"{TOP}\n{OPENID}")
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    monkeypatch.setenv(SETTING, str(tmp_path / "sign-in.toml"))
    door.cache_clear()
    yield door()
    door.cache_clear()


def get(at: SigningIn, who: str, path: str = access_page.PATH, method: str = "GET", body: str = "", **asked) -> Heard:
    cookies = {"__Host-pimh": at.seal.of(session(who))}
    return ask(
        lambda _: Guard(SERVED, at), path, urlencode(asked), host=ADDRESS.partition("//")[2], cookies=cookies,
        method=method, body=body.encode(), origin=ADDRESS,
    )  # fmt: skip


def session(who: str) -> Session:
    return Session(who, ISSUER, who, "", time.time() + 3_600)


def test_stewards_alone_read_it(at):
    assert [get(at, who).status for who in PEOPLE] == [200, 200, 403, 403, 403]
    assert get(at, "cora").text == f"{access.NOT_YOURS}\n"
    assert get(at, "cora", method="POST", body=f"month={MONTH}").status == 403
    assert get(at, "cora", "/answers/equity.decile.csv", place="Sheffield").status == 200
    assert access.REVIEWED not in at.settings.state.joinpath("access", f"{MONTH}.jsonl").read_text()


def test_a_steward_reads_who_took_what_of_their_own_places_and_of_no_other(at):
    for who, place in (("dora", "Liverpool"), ("cora", "Sheffield")):
        assert get(at, who, "/answers/equity.decile.csv", place=place).status == 200
    own, whole = get(at, "anna").text, get(at, "ben").text
    assert "1 person looked at 1 Place or system and took 1 file away." in own
    assert "equity.decile" in own
    assert "Sheffield" not in own.replace("Steward, Liverpool", "")
    assert "2 people looked at 2 Places or systems and took 2 files away." in whole
    assert "Lead &lt;b&gt;of&lt;/b&gt; Sheffield" in whole
    assert at.log.who(session("dora")) in own, "whose grant has no name stands by a code"


def test_a_file_is_found_by_the_id_that_its_bytes_give(at):
    bears = get(at, "dora", "/answers/equity.decile.csv", place="Liverpool").header("etag").strip('"')
    found = get(at, "anna", id=f"{bears.upper()}{'0' * 32}").text
    assert "Exports with that id" in found
    assert found.count(bears) == 3  # among all exports, as found, and where it was typed
    for other in ("0" * 32, "x", "%", '"><script>'):
        said = get(at, "anna", id=other).text
        assert "No export has that id" in said
        assert "<script>" not in said


def test_whoever_compares_is_listed_for_stewards_of_each_place_that_stood_there(at):
    assert get(at, "emil", "/answers/reach.places_people_ranked.csv", place="Sheffield").status == 200
    for steward in ("anna", "ben"):
        assert "Sheffield, beside Liverpool" in get(at, steward).text
    assert "1 Place or system" in get(at, "anna").text


def test_a_month_is_reviewed_and_says_by_whom(at):
    assert "Not reviewed yet." in get(at, "anna").text
    done = get(at, "anna", method="POST", body=f"month={MONTH}")
    assert (done.status, done.header("location")) == (303, f"{access_page.PATH}?month={MONTH}")
    assert "by Steward, Liverpool." in get(at, "ben").text
    refused = ask(
        lambda _: Guard(SERVED, at), access_page.PATH, method="POST", host="pimh.example.org",
        origin="https://evil.example", cookies={"__Host-pimh": at.seal.of(session("anna"))},
    )  # fmt: skip
    assert refused.status == 403


def test_another_month_is_chosen_and_a_broken_line_costs_no_other(at):
    line = {"at": "2026-01-31T23:59:59+00:00", "event": "page", "who": "w", "page": "equity", "place": "Liverpool"}
    held = [json.dumps(line), "{", '"text"', json.dumps({"event": "signed in"}), json.dumps(line | {"place": "Hull"})]
    (at.settings.state / "access" / "2026-01.jsonl").write_text("\n".join(held) + "\n")
    (at.settings.state / "access" / "notes.jsonl").write_text("not a month\n")
    at.log.write("signed in")
    assert f'href="{access_page.PATH}?month=2026-01"' in get(at, "anna").text
    shown = get(at, "anna", month="2026-01").text
    assert "Access log: January 2026" in shown
    assert "2 lines of this month could not be read." in shown
    assert "Nothing was taken away." in shown
    assert "31 January 2026" in shown
    assert "Hull" not in shown
    assert f"Access log: {dt.date.today():%B %Y}" in get(at, "anna", month="../../2026-01").text


def test_before_anything_was_written_it_is_an_empty_page(at):
    for path in (at.settings.state / "access").iterdir():
        path.unlink()
    assert "0 people looked at 0 Places or systems" in get(at, "anna").text
