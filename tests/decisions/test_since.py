"""What a decision's number was, and is in the release that is shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from pimh_data.decisions import Decision, Ledger, since
from pimh_data.decisions.since import NOT_COMPARED
from pimh_data.questions.address import answer, parse
from pimh_data.questions.selection import options
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release, Store
from pimh_data.release.scope import Scope, scoped

ADDRESS = "equity.core20?place=Sheffield&year={}"


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture
def pinned(tmp_path: Path, release: Release) -> Decision:
    """Of the year before the latest one, as another release had it."""
    year = options(release).years[1]
    found = answer(release, parse(ADDRESS.format(year), release))
    return replace(
        Ledger(tmp_path).pin(found, "Agreed.", "A"), release="an older release", value="11", finding="It was."
    )


def test_it_says_what_it_was_what_the_same_period_is_now_and_the_latest(pinned, release):
    found = since(pinned, release)
    assert (found.then.release, found.then.value, found.then.finding) == ("an older release", "11", "It was.")
    years = (options(release).years[1], options(release).default.year)
    asked = [answer(release, parse(ADDRESS.format(year), release)) for year in years]
    assert found.now[0].period == found.then.period
    assert years[1] in found.now[1].period
    assert [point.finding for point in found.now] == [one.finding.text for one in asked]
    assert {point.release for point in found.now} == {one.evidence.release for one in asked}


def test_of_the_latest_year_there_is_one_number_now(tmp_path, release):
    asked = answer(release, parse(ADDRESS.format(options(release).default.year), release))
    assert len(since(Ledger(tmp_path).pin(asked, "Agreed.", "A"), release).now) == 1


@pytest.mark.parametrize("address", ["equity.gone?place=Sheffield", "equity.core20?place=Atlantis", "", "?" * 5_000])
def test_a_question_or_place_that_is_gone_is_said(pinned, release, address):
    found = since(replace(pinned, address=address), release)
    assert found.now == ()
    assert found.gone.endswith(".")
    assert found.then.finding == "It was."


def part(release: Release, *places: str, named: str = "") -> Release:
    """What somebody sees who is granted these Places, beside another by name."""
    return scoped(release, Scope(frozenset(places), "", costs=True, posts=True, named=frozenset(filter(None, [named]))))


def alone(release: Release) -> Release:
    """A later release, of which Sheffield and its system are all that is left."""
    left = {"Sheffield", "South Yorkshire", "published"}
    tables = {key: table for key, table in release.tables.items() if key[1] in left}
    places = {"Sheffield": "South Yorkshire"}
    manifest = replace(release.manifest, release="later", places=places, services={}, bundles={}, tiles={})
    return replace(release, manifest=manifest, tables=tables)


@pytest.mark.parametrize("written_before", [False, True], ids=["others kept", "others not kept"])
@pytest.mark.parametrize("key", ["reach.places_people", "reach.places_people_ranked", "indicators.places"])
def test_a_sentence_that_names_peers_is_told_by_no_later_release_to_whoever_has_no_such_comparison(
    tmp_path, release, key, written_before
):
    theirs = part(release, "Sheffield", named="Wirral")
    found = answer(theirs, parse(f"{key}?place=Sheffield", theirs))
    held = Ledger(tmp_path).pin(found, "Agreed.", "A", release.manifest.places)
    assert (held.others, Ledger(tmp_path).read().decisions) == ({"Wirral"}, (held,))
    if written_before:
        held = replace(held, others=None)
    later = alone(release)
    for shown, whole in ((part(release, "Sheffield"), release), (part(later, "Sheffield"), later)):
        told = since(held, shown, whole)
        assert told.then.finding == NOT_COMPARED
        assert "Wirral" not in str(told)
        assert told.now == ()


def test_a_sentence_that_names_no_other_place_is_told_on_by_later_releases(tmp_path, release):
    theirs = part(release, "Sheffield", named="Wirral")
    found = answer(theirs, parse("reach.people_seen?place=Sheffield", theirs))
    held = Ledger(tmp_path).pin(found, "Agreed.", "A", release.manifest.places)
    assert held.others == frozenset()
    later = alone(release)
    assert since(held, part(later, "Sheffield"), later).then.finding == found.finding.text


def test_whoever_is_shown_them_all_by_name_is_told_what_a_comparison_was(tmp_path, release):
    found = answer(release, parse(f"reach.places_people?place={ALL_PLACES}", release))
    held = Ledger(tmp_path).pin(found, "Agreed.", "A", release.manifest.places)
    assert len(held.others) == len(release.manifest.places)
    every, later = (
        part(release, *release.manifest.places),
        replace(release, manifest=replace(release.manifest, release="later")),
    )
    for shown, whole in ((every, release), (part(later, *release.manifest.places), later)):
        assert since(held, shown, whole).then.finding == found.finding.text
