"""A release of exact counts is shown by a server that answers its own machine alone, and by no other."""

from types import SimpleNamespace

import pytest

from pages.parts import opened
from pimh_data.errors import ReleaseError


def shown_at(monkeypatch: pytest.MonkeyPatch, profile: str, address: str | None) -> str:
    held = SimpleNamespace(manifest=SimpleNamespace(profile=profile))
    monkeypatch.setattr(opened, "store", lambda: SimpleNamespace(current=lambda: (held, "")))
    monkeypatch.setattr(opened.st, "get_option", {"server.address": address}.get)
    return opened.current()[0].manifest.profile


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
def test_on_loopback_exact_counts_are_shown(monkeypatch, address):
    assert shown_at(monkeypatch, "exact", address) == "exact"


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "192.168.1.20", "::", "server.example.org"])  # noqa: S104
def test_anywhere_else_they_are_refused_in_words(monkeypatch, address):
    with pytest.raises(ReleaseError, match="on the machine itself alone"):
        shown_at(monkeypatch, "exact", address)
    assert shown_at(monkeypatch, "rounded", address) == "rounded"
