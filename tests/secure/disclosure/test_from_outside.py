"""The audit from outside: what is told by a release itself is found, and of a published one nothing is."""

import dataclasses

import pytest
from extracts import referral, write_extracts
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.release import Store
from pimh_data.secure.disclosure.outside import from_outside
from pimh_data.secure.publish import publish

MANY = [
    referral(number, received=f"2023-{4 + number % 9:02d}-03", decision="accepted" if number % 3 else "declined")
    for number in range(140)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = tmp_path_factory.mktemp("outside")
    publish(write_extracts(base / "extracts", MANY), base / "releases", base / "quarantine")
    return base


@pytest.fixture
def release(folder):
    return Store(folder / "releases").settled()[0]


def test_of_a_published_release_nothing_is_worked_out(release):
    found = from_outside(release)
    assert found.hidden > 0
    assert (found.exactly, found.to_two, found.few) == (0, 0, 0)


def test_were_what_is_shown_exact_it_would_find_what_that_gives_away(release):
    """The hidden parts of a total that its shown parts fill already are nought."""
    exact = dataclasses.replace(release, manifest=dataclasses.replace(release.manifest, profile="exact"))
    found = from_outside(exact, named=3)
    assert found.exactly > 1000
    assert len(found.narrowest) == 3
    assert found.left_out == 0


def test_it_names_no_more_than_asked_and_in_words(release):
    exact = dataclasses.replace(release, manifest=dataclasses.replace(release.manifest, profile="exact"))
    (words,) = from_outside(exact, named=1).narrowest
    assert words.startswith("All Places, 2023/24, ")
    assert "_" not in words
    assert from_outside(exact, named=0).narrowest == ()


def test_the_command_says_what_was_found_and_what_a_person_tries_now(folder):
    result = CliRunner().invoke(app, ["intrude", "--releases", str(folder / "releases"), "--named", "2"])
    assert result.exit_code == 0, result.output
    for words in ("worked out exactly: 0", "What no machine can try", "intruder_test ="):
        assert words in result.output
    assert str(folder) not in result.output


def test_without_a_release_it_says_so(tmp_path):
    result = CliRunner().invoke(app, ["intrude", "--releases", str(tmp_path)])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
