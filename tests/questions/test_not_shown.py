"""What a grant leaves out is said to be not shown, by which rule, and is never told as having no data."""

import datetime as dt
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from pimh_data.answer import WITHHELD, Answer, Selection
from pimh_data.briefing.summary import how_fast
from pimh_data.charts.export import to_csv
from pimh_data.charts.table import twin
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.not_shown import BY_MEASURE, OF_EITHER, OF_ONE_EMPLOYEE, OF_OTHER_PLACES
from pimh_data.questions.outcomes.outcome_definition import measures_of
from pimh_data.questions.words import lower_first
from pimh_data.registry.posts import SINGLE_SERVICES
from pimh_data.registry.views import VIEWS
from pimh_data.release import Release, Store
from pimh_data.release.grants import Grant
from pimh_data.release.scope import Scope, scoped
from pimh_data.release.views import by_view

PLACE, SERVICE, SYSTEM = "Sheffield", "Home-Start volunteers", "South Yorkshire"  # a system that is Sheffield alone
SELECTIONS = (
    Selection(PLACE, SERVICE, "2023/24"),
    Selection(PLACE, "All services", "2023/24"),
    Selection(SYSTEM, SERVICE, "2023/24"),
)


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    """The demonstration, in which one service is a single practitioner's."""
    found = Store(demo_release).settled()[0]
    posts = found.table("posts", PLACE)
    folded = posts.assign(member=posts["member"].replace({SERVICE: SINGLE_SERVICES}))
    return replace(found, tables={**found.tables, ("posts", PLACE): folded})


def part(release: Release, *places: str, **more: object) -> Release:
    grant = Grant(("", "x"), "steward", dt.date(2099, 1, 1), places=frozenset(places), **more)
    return scoped(release, Scope.of(grant, release.manifest))


@pytest.fixture(scope="module")
def theirs(release) -> Release:
    return part(release, PLACE, costs=True, posts=True)


def asked(release: Release, key: str, selection: Selection) -> Answer:
    return answer(release, Address.of(key, selection, {}))


@pytest.mark.parametrize("key", ["outcomes.headline", "outcomes.change", "reach.six_weeks", "reach.two_weeks"])
def test_what_is_one_employees_is_said_to_be_not_shown_and_why(key, theirs):
    found = asked(theirs, key, SELECTIONS[0])
    assert found.finding.grade == WITHHELD
    assert found.finding.text.endswith(lower_first(OF_ONE_EMPLOYEE))
    assert OF_ONE_EMPLOYEE in found.evidence.hidden
    assert "no data" not in "".join(map(str, twin(found).rows))
    assert b"no data" not in to_csv(found)
    assert f",{WITHHELD},".encode() in to_csv(found), "though it has no row"


def test_a_table_says_so_in_its_cells_and_its_file(theirs):
    found = asked(theirs, "reach.six_weeks", SELECTIONS[0])
    assert WITHHELD in {cell for row in twin(found).rows for cell in row}
    assert f",{WITHHELD},".encode() in to_csv(found)


@pytest.mark.parametrize("selection", SELECTIONS, ids=["one service", "a Place", "a roll-up"])
def test_nothing_that_the_whole_release_shows_is_told_as_having_no_data(selection, release, theirs):
    """Row by row: what the whole has a number or a hidden one for is in a part the same, or said to be not shown."""
    wrong, compared = [], 0
    for key in sorted(VIEWS.keys() & QUESTIONS.keys()):
        try:
            whole, narrow = (asked(one, key, selection) for one in (release, theirs))
        except SelectionError:
            continue
        compared += 1
        if narrow.finding.grade == "no data" and whole.finding.grade != "no data":
            wrong.append(f"{key}: {narrow.finding.text}")
        has = rows(whole)
        wrong += [f"{key}: {row}" for row, state in rows(narrow).items() if state == "no data" != has.get(row, state)]
    assert not wrong
    assert compared > 30


def rows(found: Answer) -> dict[tuple[str, ...], str]:
    texts = [column.name for column in found.columns if column.kind == "text"]
    return {tuple(map(str, row[:-1])): str(row[-1]) for row in found.table[[*texts, "state"]].to_numpy()}


def test_it_says_the_same_whatever_was_written_down(release):
    """A service that has scores and one that never had any are not told apart where both are one employee's."""
    of = release.tables["outcomes", PLACE]
    table, views = by_view(of[of["service"] != SERVICE].reset_index(drop=True))
    tables = {**release.tables, ("outcomes", PLACE): table}
    without = replace(release, tables=tables, index={**release.index, ("outcomes", PLACE): views})
    said = [asked(part(one, PLACE), "outcomes.headline", SELECTIONS[0]) for one in (release, without)]
    assert said[0].finding == said[1].finding
    assert said[0].table.equals(said[1].table)


def test_what_was_not_brought_is_not_told_as_left_out(release):
    """Of an extract that the release does not have nothing is left out, whoever's service it would be of."""
    lacks = {key: table for key, table in release.tables.items() if key[0] not in BY_MEASURE}
    without = replace(release, tables=lacks)
    for key, selection in product(("outcomes.headline", "outcomes.services"), SELECTIONS):
        whole, narrow = (asked(one, key, selection) for one in (without, part(without, PLACE)))
        assert (narrow.finding, narrow.notes) == (whole.finding, whole.notes), key
        assert WITHHELD not in narrow.table["state"].tolist()


def test_a_service_that_had_not_begun_has_no_data_and_that_is_said(release):
    services = release.table("services", PLACE)
    later = services.assign(started=services["started"].where(services["service"] != SERVICE, "2022-02-01"))
    tables = {**release.tables, ("services", PLACE): later}
    found = asked(
        part(replace(release, tables=tables), PLACE), "reach.six_weeks", replace(SELECTIONS[0], year="2020/21")
    )
    assert "the service started in February 2022" in found.finding.text
    assert found.finding.grade == "no data"


def test_a_roll_up_that_is_granted_whole_says_the_same(theirs):
    found = asked(theirs, "reach.six_weeks", SELECTIONS[2])
    assert found.finding.text.endswith(lower_first(OF_ONE_EMPLOYEE))


@pytest.mark.parametrize(("key", "said"), [("reach.six_weeks", OF_EITHER), ("reach.closures", OF_OTHER_PLACES)])
def test_of_a_roll_up_with_places_of_others_it_is_not_said_whether_there_is_any(key, said, release):
    """Since when another Place has a service is theirs to say: what is left out is not told from what never was."""
    started = release.table("services", PLACE).set_index("service")["started"]
    later = next(name for name, day in started.items() if str(day) > "2021-04-01")
    theirs = replace(part(release, PLACE), partly=frozenset({SYSTEM}))
    in_place, in_system = (asked(theirs, key, Selection(where, later, "2020/21")) for where in (PLACE, SYSTEM))
    assert "the service started in" in in_place.finding.text
    assert in_system.finding.text.endswith(lower_first(said))
    assert (in_place.finding.grade, in_system.finding.grade) == ("no data", WITHHELD)


@pytest.mark.parametrize("key", ["workforce.posts", "funding.allocated", "funding.costs"])
def test_what_needs_a_grant_of_its_own_says_so_and_not_that_it_was_not_brought(key, release):
    found = asked(part(release, PLACE), key, Selection(PLACE, "All services", "2023/24"))
    assert "not shown to you" in found.finding.text
    assert "grant of" in found.finding.text
    assert found.finding.grade == WITHHELD


@pytest.mark.parametrize(("key", "cube"), [("workforce.posts", "posts"), ("funding.allocated", "funding")])
def test_no_grant_is_named_for_what_was_not_brought(key, cube, release):
    tables = {of: table for of, table in release.tables.items() if of[0] != cube}
    extracts = {name: count for name, count in release.manifest.extracts.items() if name != cube}
    without = replace(release, tables=tables, manifest=replace(release.manifest, extracts=extracts))
    chosen = Selection(PLACE, "All services", "2023/24")
    whole, narrow = (asked(one, key, chosen) for one in (without, part(without, PLACE)))
    assert narrow.finding == whole.finding
    assert narrow.finding.grade == "no data"


def test_the_summary_names_what_is_not_shown_beside_what_is(theirs):
    assert how_fast(asked(theirs, "reach.six_weeks", SELECTIONS[0])) == "How fast people are seen is not shown to you."


@pytest.mark.parametrize("key", ["outcomes.severity", "outcomes.services"])
def test_where_the_usual_measure_is_left_out_no_other_is_put_in_its_place(key, release):
    """Rows of all measures but one without bands are left out, as of the last service but one employee's."""
    chosen = Selection(PLACE, "All services", "2023/24")
    table = release.table("outcomes", PLACE)
    measure = next(name for name in table["measure"].unique() if not measures_of(release)[name].bands)
    kept, views = by_view(table[table["measure"] == measure].reset_index(drop=True))
    without = replace(
        release,
        tables={**release.tables, ("outcomes", PLACE): kept},
        index={**release.index, ("outcomes", PLACE): views},
    )
    assert "has no severity bands" in asked(without, key, chosen).finding.text
    left_out = replace(without, withheld={("outcomes", PLACE): {chosen.service: frozenset({chosen.year})}})
    found = asked(left_out, key, chosen)
    assert (found.finding.grade, found.headline.value) == (WITHHELD, WITHHELD)
    assert found.finding.text.endswith(lower_first(OF_ONE_EMPLOYEE))


def test_what_was_read_is_not_shown_where_all_places_together_are_not(release):
    nowhere = Selection("All Places", "All services", "2023/24")
    theirs = part(release, "Liverpool", comparison="anonymous", peers="all")
    assert "All Places" not in theirs.wheres
    found = asked(theirs, "data.extracts", nowhere)
    assert found.finding.grade == WITHHELD
    assert asked(release, "data.extracts", nowhere).finding.grade == "description"
