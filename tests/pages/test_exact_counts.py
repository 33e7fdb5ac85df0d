"""A release of exact counts, or for one person, is shown by a server that answers its own machine alone."""

from types import SimpleNamespace

import pytest

from pages.parts import opened
from pimh_data.errors import ReleaseError
from pimh_data.release.terms import ONLY_ME, PUBLIC, Terms


def shown_at(monkeypatch: pytest.MonkeyPatch, profile: str, address: str | None, *audience: str) -> str:
    held = SimpleNamespace(manifest=SimpleNamespace(profile=profile, terms=Terms(audience=audience)))
    monkeypatch.setattr(opened, "store", lambda: SimpleNamespace(current=lambda: (held, "")))
    monkeypatch.setattr(opened.st, "get_option", {"server.address": address}.get)
    return opened.current()[0].manifest.profile


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
def test_on_loopback_exact_counts_are_shown(monkeypatch, address):
    assert shown_at(monkeypatch, "exact", address) == "exact"


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "192.168.1.20", "::", "server.example.org"])  # noqa: S104 - nothing is bound here
def test_anywhere_else_they_are_refused_in_words(monkeypatch, address):
    with pytest.raises(ReleaseError, match="on the machine itself alone"):
        shown_at(monkeypatch, "exact", address)
    assert shown_at(monkeypatch, "rounded", address) == "rounded"


def test_a_release_for_one_person_is_shown_on_loopback_alone(monkeypatch):
    assert shown_at(monkeypatch, "rounded", "127.0.0.1", ONLY_ME) == "rounded"
    with pytest.raises(ReleaseError, match="is for whoever published it, and is shown on the machine itself alone"):
        shown_at(monkeypatch, "rounded", "0.0.0.0", ONLY_ME)  # noqa: S104 - nothing is bound here


@pytest.mark.parametrize("audience", [(PUBLIC,), ("Our NHS Trust", "Barnardo's")])
def test_a_release_for_others_is_shown_anywhere(monkeypatch, audience):
    assert shown_at(monkeypatch, "rounded", "0.0.0.0", *audience) == "rounded"  # noqa: S104 - nothing is bound here
