"""Whether it starts: asked of sockets and settings in force, and of the release that would be shown."""

import socket
import sys
from dataclasses import replace

import pytest
from asking import ask, in_a_loop
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pages.guard import guard, starting, unsafe
from pages.guard.alone import ForOwner, OnThisMachine
from pages.guard.door import door
from pages.guard.guard import Guard
from pages.guard.listening import beyond_this_machine
from pages.parts import opened
from pimh_data.errors import NotShownHere
from pimh_data.release import Manifest

DEMONSTRATION = OnThisMachine()
seen_on_linux = pytest.mark.skipif(sys.platform == "win32", reason="shows a process none of its open sockets")


@pytest.fixture(autouse=True)
def settings(monkeypatch):
    """The project's own settings, some of them changed."""
    held = {
        "server.enableCORS": True, "server.enableXsrfProtection": True, "server.corsAllowedOrigins": [],
        "server.trustedUserHeaders": {}, "server.enableStaticServing": False, "global.developmentMode": False,
        "client.showErrorDetails": "none", "logger.level": "info", "browser.gatherUsageStats": False,
        "server.enableAgentApi": False,
    }  # fmt: skip
    monkeypatch.setattr(unsafe.st, "get_option", lambda name: held[name])
    return held


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.enableCORS", False),
        ("server.enableXsrfProtection", False),
        ("server.corsAllowedOrigins", ["https://evil.example"]),
        ("server.trustedUserHeaders", {"X-User": "email"}),
        ("server.enableStaticServing", True),
        ("server.enableAgentApi", True),
        ("global.developmentMode", True),
        ("client.showErrorDetails", "full"),
        ("client.showErrorDetails", "type"),
        ("logger.level", "debug"),
        ("browser.gatherUsageStats", True),
    ],
)
def test_an_unsafe_setting_is_named(settings, name, value):
    assert unsafe.unsafe(signed_in=False) == ()
    settings[name] = value
    (said,) = unsafe.unsafe(signed_in=False)
    assert name in said


def test_whoever_is_believed_to_speak_for_others_is_named():
    anybody = ProxyHeadersMiddleware(None, "*")
    assert unsafe.unsafe(signed_in=False) == (unsafe.TRUSTS_ANYBODY,)
    del anybody
    usual = ProxyHeadersMiddleware(None, "127.0.0.1")
    assert unsafe.unsafe(signed_in=False) == ()
    (said,) = unsafe.unsafe(signed_in=True)
    assert "127.0.0.1" in said
    del usual
    nobody = ProxyHeadersMiddleware(None, "")
    assert unsafe.unsafe(signed_in=True) == ()
    del nobody


@seen_on_linux
def test_a_socket_that_other_machines_reach_is_seen_whatever_opened_it():
    assert beyond_this_machine() == ()
    with socket.socket() as here, socket.socket() as everywhere:
        here.bind(("127.0.0.1", 0))
        here.listen()
        assert beyond_this_machine() == ()
        everywhere.bind(("0.0.0.0", 0))  # noqa: S104 - bound to see that it is found
        assert beyond_this_machine() == ()  # bound, and not listening yet
        everywhere.listen()
        assert beyond_this_machine() == ("0.0.0.0",)  # noqa: S104 - read back, not bound here
        assert "0.0.0.0" in DEMONSTRATION.where_it_may_listen(beyond_this_machine())  # noqa: S104 - read back, not bound here


class Held:
    """A store that holds one release."""

    def __init__(self, manifest: Manifest) -> None:
        self.release = type("Release", (), {"manifest": manifest})()

    def current(self):
        return self.release, ""


@pytest.fixture
def holds(monkeypatch):
    from test_without_sign_in import INVENTED

    def held(**facts: object) -> None:
        monkeypatch.setattr(opened, "store", lambda: Held(replace(INVENTED, **facts)))

    return held


def test_with_a_release_of_real_people_it_does_not_start_and_says_why(holds):
    holds()
    assert starting.refusals(DEMONSTRATION) == []
    holds(synthetic=False)
    (said,) = starting.refusals(DEMONSTRATION)
    assert "nobody signs in here" in said
    with pytest.raises(NotShownHere):
        opened.current()  # as soon as one is published while it runs


def test_its_owner_is_shown_it(holds, monkeypatch):
    holds(synthetic=False)
    monkeypatch.setattr(opened, "door", lambda: ForOwner(""))
    assert starting.refusals(ForOwner("")) == []
    assert opened.current()[0].manifest.synthetic is False


def test_the_server_is_told_in_words_once_and_nothing_behind_the_guard_hears_of_it(holds, monkeypatch, caplog):
    monkeypatch.setattr(guard, "door", lambda: DEMONSTRATION)
    holds(synthetic=False)
    sent, reached = [], []

    async def behind(scope, receive, send):
        reached.append(scope)

    async def receive():
        return {"type": "lifespan.startup"}

    async def send(message):
        sent.append(message)

    in_a_loop(Guard(behind, None)({"type": "lifespan"}, receive, send))
    assert reached == []
    assert [message["type"] for message in sent] == ["lifespan.startup.failed"]
    assert sent[0]["message"].startswith("Not started: the release is of real people")
    assert "real people" not in caplog.text, "the server writes it: twice is once too often"


def test_a_server_that_says_nothing_of_the_start_does_not_get_round_it(holds, monkeypatch, caplog):
    monkeypatch.setattr(guard, "door", lambda: DEMONSTRATION)
    holds(synthetic=False)
    for path in ("/", "/readyz", "/_stcore/health", "/answers/equity.decile.csv"):
        heard = ask(Guard, path)
        assert (heard.reached, heard.status) == (False, 503)
    assert "real people" in caplog.text
    assert not ask(Guard, kind="websocket").reached
    assert ask(Guard, "/healthz").reached
    holds()
    assert ask(Guard).reached


def test_a_door_is_chosen_by_the_environment(monkeypatch):
    monkeypatch.delenv("PIMH_OWNERS_TOKEN", raising=False)
    door.cache_clear()
    assert type(door()) is OnThisMachine
    monkeypatch.setenv("PIMH_OWNERS_TOKEN", "0" * 64)
    door.cache_clear()
    assert type(door()) is ForOwner
    door.cache_clear()
