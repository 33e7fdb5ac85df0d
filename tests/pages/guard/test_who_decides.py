"""Where people sign in, leads and stewards write decisions down and withdraw them, each as whom they signed in."""

import json
import shutil
import time
from pathlib import Path

import pytest
from sign_in_settings import ISSUER, OPENID, TOP

from pages.guard import visitor
from pages.guard.session import Session
from pages.guard.settings import read_settings
from pages.guard.signing_in import SigningIn
from pages.guard.visitor import Visitor
from pages.parts import decided, opened
from pimh_data.decisions import FILE, Ledger, since
from pimh_data.decisions.since import NOT_COMPARED, NOT_GRANTED
from pimh_data.packing.decided import decided as on_paper
from pimh_data.questions.address import answer, parse
from pimh_data.release import Release, Store
from pimh_data.release.grants import ROLES
from pimh_data.release.scope import Scope, scoped
from tests.app_test import app_test

GRANT = (
    '[[grant]]\nissuer = "{}"\nsubject = "anna"\nrole = "{}"\nname = "Anna, programme lead"\nexpires = 2099-01-01\n'
    'places = ["Liverpool"]\n'
)
PANEL, AGREED = "equity-core20", "Agreed to open a Tuesday clinic."
PIN, WITHDRAW = "Pin the decision", "Withdraw it"


@pytest.fixture
def signed_in(demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """signed_in('lead') -> the page of Liverpool with a panel open, for somebody of that role."""
    shutil.copytree(demo_release, tmp_path / "releases")
    monkeypatch.setenv("PIMH_RELEASES", str(tmp_path / "releases"))

    def now(role: str):
        (tmp_path / "secret").write_text("what these tests take for one")
        (tmp_path / "grants.toml").write_text(GRANT.format(ISSUER, role))
        (tmp_path / "sign-in.toml").write_text(f"{TOP}\n{OPENID}")
        at = SigningIn(read_settings(tmp_path / "sign-in.toml"))
        asks = Visitor(Session("1", ISSUER, "anna", "", time.time() + 600))
        monkeypatch.setattr(visitor, "visitor", lambda: asks)
        for module in (opened, decided):
            monkeypatch.setattr(module, "door", lambda: at)
        test = app_test("equity.py", {"place": "Liverpool"})
        test.session_state[f"beneath-{PANEL}"] = True
        return test.run()

    return now


def press(test, label: str):
    return next(button for button in test.button if button.label == label).click().run()


def labels(test) -> set[str]:
    return {button.label for button in test.button}


def shown(test) -> str:
    return "".join(element.proto.body for element in [*test.get("html"), *test.markdown])


@pytest.mark.parametrize("role", ROLES)
def test_who_may_write_a_decision_down_and_withdraw_it(role, signed_in, tmp_path):
    test = signed_in(role)
    assert not test.exception
    if role == "viewer":
        assert not {PIN, WITHDRAW} & labels(test)
        assert decided.READ_ONLY in shown(test)
        return
    test.text_area[0].input(AGREED)
    test = press(test, PIN)
    (held,) = Ledger(tmp_path / "releases").read().decisions
    assert (held.words, held.by, held.place) == (AGREED, "Anna, programme lead", "Liverpool")
    test.text_input[0].input("It opens on Mondays.")
    press(test, WITHDRAW)
    (held,) = Ledger(tmp_path / "releases").read().decisions
    assert (held.withdrawn.by, held.withdrawn.why) == ("Anna, programme lead", "It opens on Mondays.")


def test_nobody_types_who_they_are(signed_in):
    test = signed_in("lead")
    assert "Your name or role" not in [box.label for box in test.text_input]
    assert "Signed: Anna, programme lead" in shown(test)


def test_a_viewer_reads_what_others_have_written(signed_in):
    test = signed_in("lead")
    test.text_area[0].input(AGREED)
    press(test, PIN)
    assert AGREED in shown(signed_in("viewer"))


def test_a_grant_that_changes_while_somebody_writes_is_asked_once_more(signed_in, tmp_path, monkeypatch):
    test = signed_in("lead")
    test.text_area[0].input(AGREED)
    asked = iter([True, False])  # while the page is drawn; when it is written
    monkeypatch.setattr(SigningIn, "may_decide", property(lambda _: next(asked)))
    assert "Nothing was written" in shown(press(test, PIN))
    assert not (tmp_path / "releases" / FILE).exists()


def test_the_access_log_says_that_it_was_written_and_by_which_hash_and_not_what(signed_in, tmp_path):
    test = signed_in("lead")
    test.text_area[0].input(AGREED)
    press(test, PIN)
    text = "".join(path.read_text() for path in (tmp_path / "state" / "access").iterdir())
    (line,) = [line for line in map(json.loads, text.splitlines()) if line["event"] == "decided"]
    assert (line["question"], line["place"], len(line["who"])) == ("equity.core20", "Liverpool", 16)
    assert "Tuesday" not in text
    assert "Anna" not in text


@pytest.fixture
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def part_of(release: Release, costs: bool) -> Release:
    return scoped(release, Scope(frozenset({"Liverpool"}), "", costs=costs, posts=costs))


@pytest.mark.parametrize(
    ("key", "costs", "told"),
    [
        ("equity.core20", False, True),
        ("funding.costs", True, True),
        ("funding.costs", False, False),
        ("workforce.posts", False, False),
        ("reach.places_missed", True, False),
    ],
    ids=["their own", "costs granted", "costs not granted", "posts not granted", "how other Places compare"],
)
def test_what_a_number_was_is_told_to_whom_the_number_itself_would_be(key, costs, told, release, tmp_path):
    whole, part = release, part_of(release, costs)
    found = answer(whole, parse(f"{key}?place=Liverpool", whole))
    held = Ledger(tmp_path).pin(found, AGREED, "Steward")
    numbers = since(held, part, whole)
    assert numbers.then.finding == (found.finding.text if told else NOT_COMPARED if "places" in key else NOT_GRANTED)
    assert bool(numbers.now) == told
    written = " ".join(on_paper(tmp_path, part, "Liverpool", whole).sentences)
    assert AGREED.removesuffix(".") in written
    assert (found.finding.text in written) == told
    assert found.headline is None or told or found.headline.value not in written


def test_the_summary_of_somebody_without_costs_does_not_tell_what_a_decision_on_costs_was_about(
    signed_in, release, tmp_path
):
    found = answer(release, parse("funding.costs?place=Liverpool", release))
    Ledger(tmp_path / "releases").pin(found, AGREED, "Steward")
    signed_in("viewer")
    body = shown(app_test("", {"place": "Liverpool"}).run())
    assert AGREED in body
    assert NOT_GRANTED in body
    assert "£" in found.finding.text
    assert found.finding.text not in body
