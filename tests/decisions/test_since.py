"""What a decision's number was, and is in the release that is shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from pimh_data.decisions import Decision, Ledger, since
from pimh_data.questions.address import answer, parse
from pimh_data.questions.selection import options
from pimh_data.release import Release, Store

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
