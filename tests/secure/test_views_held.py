"""A release holds the views that questions read (tests/questions/test_views.py says which), each and no other."""

from itertools import product
from pathlib import Path

import pytest

from benchmarks.hidden import MOST_HIDDEN, hidden_by_view
from pimh_data.registry.cubes import ALL_SERVICES, CUBES, PAIR, SPECIALIST
from pimh_data.registry.views import ALL, BUNDLE, EACH, VIEWS
from pimh_data.release import Release, Store
from pimh_data.secure.cubes.outcomes_plan import CUBES_OF_OUTCOMES, PLAN
from pimh_data.secure.cubes.plan import COUNTED, plan_of
from pimh_data.secure.disclosure.listed.parts import adding_up

READ = {view for reads in VIEWS.values() for read in reads for view in read.each()}


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def held(release: Release) -> set[tuple[str, str, str, str]]:
    """Cube, kind of period, kind of service and dimension of everything in the release."""
    bundles, found = release.manifest.bundles, set()
    for (cube, _), table in release.tables.items():
        if cube in CUBES:
            for kind, service, dimension in (
                table[["period_kind", "service", "dimension"]].drop_duplicates().itertuples(index=False)
            ):
                whole = service in (ALL_SERVICES, SPECIALIST)
                found.add((cube, kind, ALL if whole else BUNDLE if service in bundles else EACH, dimension))
    return found


def test_a_release_holds_no_view_that_nobody_reads(release: Release):
    assert held(release) - READ == set()


def test_a_release_holds_every_view_that_a_question_reads(release: Release):
    assert READ - held(release) == set()


def test_no_view_of_the_demonstration_is_held_of_which_most_is_hidden(release: Release):
    assert {view: round(share, 3) for view, share in hidden_by_view(release).items() if share > MOST_HIDDEN} == {}


def test_a_view_of_which_most_is_hidden_is_found(release: Release):
    (cube, where), table = next((key, table) for key, table in release.tables.items() if key[0] == "waits")
    of_years = (table["period_kind"] == "year") & (table["dimension"] == "all") & (table["service"] == ALL_SERVICES)
    spoiled = table.assign(**{count: table[count].mask(of_years) for count in CUBES[cube].counts})
    one = Release(release.manifest, {(cube, where): spoiled}, release.index)
    assert hidden_by_view(one)[cube, "year", ALL, "all"] == 1
    assert hidden_by_view(one).keys() == hidden_by_view(Release(release.manifest, {(cube, where): table}, {})).keys()


def test_what_the_cells_of_a_view_add_up_to_is_counted_with_it():
    for cube, kind, service, dimension in COUNTED:
        for parent, _ in adding_up((dimension, PAIR.join(["a"] * dimension.count(" x ") + ["b"]))):
            assert (cube, kind, service, parent) in COUNTED


def test_every_view_that_is_read_is_planned_for():
    people = {
        "pathway",
        "activity",
        "waits",
        "caseload",
        "contacts",
        "access",
        "both_years",
        "backlog",
        "first_contacts",
    }
    planned = {
        (cube, kind, service, one.dimension)
        for cube, kind in product(people, {view[1] for view in READ})
        for one in plan_of(cube, kind)
        for service in one.services
    }
    assert {view for view in READ if view[0] in people} <= planned
    outcomes = {(kind, service, name) for kind, plan in PLAN.items() for name in plan for service in plan[name]}
    assert {view[1:] for view in READ if view[0] in CUBES_OF_OUTCOMES} <= outcomes
