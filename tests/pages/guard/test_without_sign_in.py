"""Without sign-in: synthetic releases alone, to this machine alone; with a token, its owner's own release as well."""

import hashlib
from dataclasses import replace
from functools import partial

import pytest
from asking import THERE, ask
from hypothesis import given
from hypothesis import strategies as st

from pages.guard.alone import COOKIE, ForOwner, OnThisMachine
from pages.guard.asked import FORWARDED
from pages.guard.guard import Guard
from pimh_data.release import Manifest

INVENTED = Manifest(
    release="one", made="2026-11-21T10:00:00+00:00", site="Test", synthetic=True, profile="rounded",
    extract_date="2025-03-31", first_month="2024-04", last_month="2025-03", years=(), places={}, services={},
    bundles={}, extracts={}, audited={}, hidden={}, losses=(), files=(),
)  # fmt: skip
REAL = replace(INVENTED, synthetic=False)
TOKEN = "a token of these tests"  # noqa: S105 - opens nothing


@pytest.fixture
def demonstration():
    return partial(ask, partial(Guard, at=OnThisMachine()))


@pytest.fixture
def mine():
    return partial(ask, partial(Guard, at=ForOwner(hashlib.sha256(TOKEN.encode()).hexdigest())))


@pytest.mark.parametrize("path", ["/", "/equity", "/_stcore/health", "/media/a", "/answers/equity.decile.csv"])
def test_this_machine_is_answered(demonstration, path):
    assert demonstration(path).text == "inside"
    assert demonstration(path, host="localhost:8501").text == "inside"
    assert demonstration(path, host="[::1]:8501", client=("::1", 1, 0, 0), server=("::1", 8501)).text == "inside"


@pytest.mark.parametrize(
    "ends",
    [
        {"client": THERE},
        {"server": ("10.1.2.3", 8501)},
        {"client": ("::ffff:10.1.2.3", 1), "server": ("::", 8501)},
        {"client": None},  # a socket of the file system: whoever asks stands behind a proxy
        {"server": None},
        {"server": ("server.example.org", 8501)},
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_machine_is_refused_wherever_the_server_was_told_to_listen(demonstration, kind, ends):
    heard = demonstration(kind=kind, **ends)
    assert not heard.reached
    assert (heard.status, heard.closed) == ((403, None) if kind == "http" else (0, 1008))


@pytest.mark.parametrize("header", sorted(FORWARDED))
def test_a_proxy_on_this_machine_does_not_let_others_in(demonstration, header):
    assert not demonstration(**{header.replace("-", "_"): "127.0.0.1"}).reached


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:8501", "", "user@127.0.0.1", "localhost.evil", "[::1"],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_name_that_was_pointed_at_this_machine_is_refused(demonstration, kind, host):
    assert not demonstration(kind=kind, host=host).reached


@given(st.text(alphabet="abc.127:[]@/ ", max_size=20))
def test_no_name_but_this_machines_own_reaches_anything(host):
    heard = ask(partial(Guard, at=OnThisMachine()), host=host)
    if heard.reached:
        name = host.rpartition(":")[0] or host
        assert name.strip("[]").startswith("127.") or name in ("localhost", "[::1]") or host.startswith("127.")


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9000", "null"])
def test_another_site_opens_no_web_socket_and_sends_nothing(demonstration, origin):
    assert not demonstration(kind="websocket", origin=origin).reached
    assert not demonstration(method="POST", origin=origin).reached
    assert demonstration(kind="websocket", origin="http://127.0.0.1:8501").reached


def test_a_refusal_is_a_page_for_people_and_a_sentence_for_anything_else(demonstration):
    page = demonstration(client=THERE, accept="text/html,*/*")
    assert page.header("content-type").startswith("text/html")
    assert "<h1>Served on this machine alone</h1>" in page.text
    assert demonstration(client=THERE).text.startswith("Without sign-in this application")


def test_health_is_answered_from_anywhere_and_readiness_on_this_machine_alone(demonstration):
    assert demonstration("/healthz", client=THERE, host="10.0.0.7").reached
    assert demonstration("/readyz").reached
    assert not demonstration("/readyz", client=THERE).reached
    assert not demonstration("/readyz", x_forwarded_for="10.0.0.1").reached
    assert not demonstration("/healthz", kind="websocket", client=THERE).reached


def test_what_is_real_is_kept_back_from_everybody_but_its_owner():
    assert OnThisMachine().keeps_back(INVENTED) == ""
    assert "serve --mine" in OnThisMachine().keeps_back(REAL)
    assert ForOwner("").keeps_back(REAL) == ""


def test_nothing_of_ones_own_is_shown_before_the_token_is_opened(mine):
    for path in ("/", "/equity", "/_stcore/health", "/_stcore/stream", "/media/a", "/answers/equity.decile.csv"):
        heard = mine(path)
        assert (heard.reached, heard.status) == (False, 401)
    assert not mine("/_stcore/stream", kind="websocket").reached
    assert mine("/readyz").text == '{"status": "ready"}'


def test_the_token_opens_once_and_in_one_browser(mine):
    wrong = mine("/open", "token=another")
    assert (wrong.status, wrong.cookies) == (401, {})
    first = mine("/open", f"token={TOKEN.replace(' ', '+')}")
    assert (first.status, first.header("location")) == (303, "/")
    assert "httponly" in first.header("set-cookie").lower()
    assert "samesite=strict" in first.header("set-cookie").lower()
    second = mine("/open", f"token={TOKEN.replace(' ', '+')}")
    assert (second.status, second.cookies) == (401, {})
    assert mine(cookies=first.cookies).text == "inside"
    assert mine(kind="websocket", cookies=first.cookies).reached
    assert mine("/open", "token=again", cookies=first.cookies).status == 303
    for other in ("", "x", first.cookies[COOKIE][:-1], "\u00e9"):
        assert not mine(cookies={COOKIE: other}).reached


def test_the_token_opens_nothing_from_elsewhere(mine):
    assert mine("/open", f"token={TOKEN.replace(' ', '+')}", client=THERE).status == 403
    assert mine("/open", f"token={TOKEN.replace(' ', '+')}", host="evil.example").status == 421


def test_before_anything_is_opened_an_empty_cookie_is_not_taken_for_the_owners(mine):
    assert not mine(cookies={COOKIE: ""}).reached
