"""What a grant covers of a release: tables of its Places, and no roll-up that gives another Place away."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pimh_data.charts.export import to_csv
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.selection import options
from pimh_data.registry.cubes import ALL_PLACES, CUBES, PUBLISHED
from pimh_data.release import Release, Store
from pimh_data.release.employees import OF_EMPLOYEES
from pimh_data.release.grants import Grant
from pimh_data.release.roll_ups import ENOUGH, roll_ups
from pimh_data.release.scope import Scope, scoped
from pimh_data.release.views import by_view

# Published figures are open to everybody, and name every Place.
PUBLIC = ("provision.", "indicators.", "need.table_4", "need.ethnicity_rows", "need.sheffield", "need.models",
          "equity.published_comparison", "outcomes.published", "outcomes.national", "quality.")  # fmt: skip


def grant(*places: str, **more: object) -> Grant:
    return Grant(("", "x"), "viewer", dt.date(2099, 1, 1), places=frozenset(places), **more)


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).settled()[0]


def part(release: Release, *places: str, **more: object) -> Release:
    return scoped(release, Scope.of(grant(*places, **more), release.manifest))


def test_the_tables_of_permitted_places_are_the_only_ones(release):
    sheffield = part(release, "Sheffield")
    assert sheffield.wheres == ("South Yorkshire", "Sheffield")  # a system that is Sheffield alone
    liverpool = part(release, "Liverpool")
    assert liverpool.wheres == ("Liverpool",)  # with Wirral its system has two: the one gives the other away
    assert set(part(release, *release.manifest.places).wheres) == set(release.wheres)
    with pytest.raises(SelectionError):
        liverpool.table("pathway", "Wirral")
    with pytest.raises(SelectionError):
        liverpool.table("pathway", ALL_PLACES)


def test_nothing_granted_is_nothing_shown(release):
    assert part(release).tables == {}
    assert part(release, "Atlantis").tables == {}


def test_what_is_said_of_the_release_names_no_other_place(release):
    manifest = part(release, "Liverpool").manifest
    said = str(replace(manifest, site="", case_studies=()))  # published cases
    assert not any(name in said for name in ("Sheffield", "Wirral", "CAMHS PAIRS"))
    assert manifest.extracts == {}  # how many records all Places brought


@pytest.mark.parametrize("place", ["Liverpool", "Sheffield"])
def test_every_answer_says_of_a_permitted_place_what_it_said_and_nothing_of_another(release, place):
    theirs = part(release, place, costs=True, posts=True)
    others = [name for name in release.manifest.places if name != place]
    selection = replace(options(release).default, place=place)
    same = 0
    for key in QUESTIONS:
        address = Address.of(key, selection, {})
        try:
            whole = answer(release, address)
        except SelectionError:
            continue
        narrow = to_csv(answer(theirs, address)).decode()
        if not key.startswith(PUBLIC):
            assert not any(name in narrow for name in others), key
        same += narrow == to_csv(whole).decode()
    assert same > len(QUESTIONS) / 2


def test_a_service_in_a_roll_up_that_gives_another_place_away_is_not_in_it(release):
    places = {"A": "one", "B": "one", "C": "one", "D": "one"}
    services = {"A": ("Mine", "Shared"), "B": ("Theirs", "Shared"), "C": ("Shared",), "D": ("Shared",)}
    table = release.tables["pathway", ALL_PLACES]
    names = dict(zip(table["service"].unique().tolist()[:4], ("All services", "Mine", "Shared", "Theirs"), strict=True))
    held = table[table["service"].isin(names)].copy()
    held["service"] = held["service"].cat.remove_unused_categories().cat.rename_categories(names)
    manifest = replace(release.manifest, places=places, services=services, bundles={}, tiles={}, icbs={})
    theirs = {where: held[held["service"].isin(("All services", *names))] for where, names in services.items()}
    built = {("pathway", where): by_view(of.reset_index(drop=True)) for where, of in {"one": held, **theirs}.items()}
    small = Release(manifest, {k: v[0] for k, v in built.items()}, {k: v[1] for k, v in built.items()})
    theirs = part(small, "A")
    # Without Theirs, all services less Mine and Shared would be what B has of it.
    assert set(theirs.tables["pathway", "one"]["service"]) == {"All services", "Mine"}
    assert set(theirs.tables["pathway", "A"]["service"]) == {"All services", "Mine", "Shared"}
    view = ("2023/24", "Theirs", "all")
    assert theirs.cells("pathway", "one", *view).empty


def test_a_measure_in_a_roll_up_that_one_other_place_alone_has_is_not_in_it(release):
    """Four Places of one system, of which the reader has A: PHQ-9 is used by all, GAD-7 by B alone."""
    table = release.tables["outcomes", ALL_PLACES]
    used, alone = table.loc[table["paired"].notna(), "measure"].unique()[:2]
    whole = table[table["measure"].isin((used, alone))].reset_index(drop=True)
    without = whole.copy()
    without.loc[without["measure"] == alone, ["eligible", "first_score", "paired"]] = pd.NA
    tables = {"one": whole, "A": without, "B": whole, "C": without, "D": without}
    built = {("outcomes", where): by_view(held.copy()) for where, held in tables.items()}
    places = dict.fromkeys("ABCD", "one")
    manifest = replace(release.manifest, places=places, services={}, bundles={}, tiles={}, icbs={})
    small = Release(manifest, {k: v[0] for k, v in built.items()}, {k: v[1] for k, v in built.items()})
    assert set(part(small, "A").tables["outcomes", "one"]["measure"]) == {used}
    assert set(part(small, "B").tables["outcomes", "one"]["measure"]) == {used, alone}  # nobody else's
    assert set(part(small, *"ABCD").tables["outcomes", "one"]["measure"]) == {used, alone}


def test_costs_and_posts_need_a_grant_of_their_own(release):
    plain, costs, posts = (
        part(release, "Sheffield"),
        part(release, "Sheffield", costs=True),
        part(release, "Sheffield", posts=True),
    )
    assert {cube for cube, _ in plain.tables} & {"posts", "funding"} == set()
    assert {cube for cube, _ in costs.tables} & {"posts", "funding"} == {"funding"}
    assert {cube for cube, _ in posts.tables} & {"posts", "funding"} == {"posts"}
    assert plain.table("services", "Sheffield")["annual_cost"].isna().all()
    assert costs.table("services", "Sheffield")["annual_cost"].notna().any()


def test_what_is_one_employees_is_shown_to_their_own_organisation_alone(release):
    services = release.table("services", "Sheffield")
    found = services.iloc[0]
    name, provider = found["service"], found["provider"]
    alone = {key: table for key, table in release.tables.items() if key[0] != "posts"}
    alone["services", "Sheffield"] = services.assign(wte=np.where(services["service"] == name, 1.4, 5.0))
    small = Release(release.manifest, alone, release.index)
    others, own = part(small, "Sheffield"), part(small, "Sheffield", organisation=provider)
    unknown = part(
        Release(release.manifest, {**alone, ("services", "Sheffield"): services.assign(wte=np.nan)}, release.index),
        "Sheffield",
    )
    for cube in OF_EMPLOYEES & {cube for cube, _ in release.tables}:
        here = name in set(small.tables[cube, "Sheffield"]["service"])
        assert name not in set(others.tables[cube, "Sheffield"]["service"])
        assert (name in set(own.tables[cube, "Sheffield"]["service"])) == here
        assert name not in set(unknown.tables[cube, "Sheffield"]["service"])
    assert name in set(others.tables["pathway", "Sheffield"]["service"])


def test_with_posts_brought_a_service_that_is_not_named_in_them_is_one_employees(release):
    posts = release.table("posts", "Sheffield")
    folded = posts.assign(
        member=posts["member"].replace({"Home-Start volunteers": "Services of a single practitioner"})
    )
    small = Release(release.manifest, {**release.tables, ("posts", "Sheffield"): folded}, release.index)
    shown = part(small, "Sheffield").tables["outcomes", "Sheffield"]["service"]
    assert "Home-Start volunteers" not in set(shown)
    assert "CAMHS PAIRS" in set(shown)


PLACES = st.dictionaries(st.sampled_from("ABCDEFGHIJKL"), st.sampled_from(("s1", "s2", "s3", "s4")), min_size=1)


SOME = st.sets(st.sampled_from("ABCDEFGHIJKL"))


@given(PLACES, SOME, SOME, SOME)
@example({"A": "s1", "B": "s1", "C": "s1", "D": "s1", "E": "s2"}, {"A"}, {"B"}, set())
def test_no_sum_or_difference_of_what_is_shown_is_of_one_or_two_other_places(places, granted, named, unnamed):
    """Every set of Places that sums and differences of shown figures give (1, 0 and -1 times each), worked out.

    Of what questions that compare Places show, the named peers are known too; of everything else they are not.
    """
    granted &= set(places)
    named = named & set(places) - granted
    unnamed = unnamed & set(places) - granted - named
    shown = roll_ups(places, frozenset(granted), frozenset(named), frozenset(unnamed))
    inside = {where: {p for p, s in places.items() if where in (s, ALL_PLACES)} for where in shown}
    assert all(places_in & granted and not places_in & unnamed for places_in in inside.values())
    for known in (granted, granted | named):
        for told in _differences(list(inside.values()), known):
            assert not 0 < len(told) < ENOUGH
    assert shown <= roll_ups(places, frozenset(granted))


def _differences(roll_up_places: list[set[str]], known: set[str]) -> Iterator[set[str]]:
    """What roll-ups leave of other Places, each alone, and a larger one less others that lie within it."""
    rest = [found - known for found in roll_up_places]
    for number in range(len(rest)):
        others = [found for at, found in enumerate(rest) if at != number and found and found <= rest[number]]
        for size in range(len(others) + 1):
            for taken in combinations(others, size):
                yield rest[number] - set().union(*taken)


def test_each_cube_has_its_views_where_they_lie(release):
    theirs = part(release, "Sheffield")
    for (cube, where), table in theirs.tables.items():
        if where == PUBLISHED or cube not in CUBES or table.empty:
            continue
        first = table.iloc[len(table) // 2]
        cells = theirs.cells(cube, where, first["period"], first["service"], first["dimension"])
        assert set(cells["service"]) == {first["service"]}
        assert (
            len(cells)
            == (
                (table["period"] == first["period"])
                & (table["service"] == first["service"])
                & (table["dimension"] == first["dimension"])
            ).sum()
        )
