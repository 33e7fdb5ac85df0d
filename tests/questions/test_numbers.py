"""The numbers of every answer, recomputed in plain Python from the released rows, for 50 random views of each."""

import random

import pandas as pd
import pytest
from plain_python import Shown, least, most, rate, ratio, same, share, value
from released_cells import CHILDREN, RESIDENTS, YEARS, Building

from pimh_data.answer import Selection
from pimh_data.questions import equity, reach
from pimh_data.release import Release

PLACES = ("Sheffield", "Liverpool")
SERVICES = ("All services", "Light peer support")
CHOICES = ("Everyone", "Core20", "The rest", "Decile 1", "Decile 6")
ETHNIC = ("White", "Mixed", "Asian", "Black", "Other", "Not stated", "Not known", "Not recorded")


def shown(count: int) -> int | None:
    """A count under the rounded profile."""
    return None if count < 5 else 5 * round(count / 5)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    draw = random.Random(20_26)
    building = Building()
    for place in PLACES:
        building.deciles(where=place)
        building.residents(where=place)
        building.version("2019", 5000, where=place)
        for service, size in zip(SERVICES, (60, 12), strict=True):
            for year in YEARS:
                _draw_year(building, draw, year, size, where=place, service=service)
    return building.open(tmp_path_factory.mktemp("releases"))


def _draw_year(building: Building, draw: random.Random, year: str, size: int, **keys: str) -> None:
    deciles = {decile: draw.randint(0, size) for decile in range(1, 11)}
    unknown = draw.randint(0, size)
    core20, rest = deciles[1] + deciles[2], sum(deciles[decile] for decile in range(3, 11))
    people = {"Core20": core20, "The rest": rest, "Not known": unknown}
    people |= {f"Decile {decile}": count for decile, count in deciles.items()}
    building.seen(year, shown(core20 + rest + unknown), **keys)
    for member, count in people.items():
        building.seen(year, shown(count), member, **keys)
    for name, part in zip(ETHNIC, (0.7, 0.05, 0.1, 0.06, 0.04, 0.02, 0.02, 0.01), strict=True):
        building.seen(year, shown(round((core20 + rest) * part)), name, dimension="ethnic_group", **keys)
    for member, dimension in [("Everyone", "all"), *((name, "deprivation") for name in CHOICES[1:])]:
        followed = draw.randint(0, 8 * size)
        seen = [shown(round(followed * part)) for part in (0.3, 0.65, 0.7, 0.8)]
        building.waited(year, shown(followed), seen, dimension=dimension, member=member, **keys)


def views(seed: int) -> list[Selection]:
    """50 selections, some of them twice."""
    draw = random.Random(seed)
    return [
        Selection(draw.choice(PLACES), draw.choice(SERVICES), draw.choice(YEARS), draw.choice(CHOICES))
        for _ in range(50)
    ]


def of(
    release: Release, cube: str, count: str, selection: Selection, period: str, dimension: str, **keys: str
) -> Shown:
    """A released count of the selection's Place and service."""
    return value(release, cube, count, selection.place, selection.service, period, dimension, **keys)


def seen(release: Release, selection: Selection, period: str, member: str, dimension: str = "deprivation") -> Shown:
    """People seen of a member."""
    dimension = "all" if member == "Everyone" else dimension
    return of(release, "activity", "people_seen", selection, period, dimension, member=member)


@pytest.mark.parametrize("selection", views(1), ids=Selection.words)
def test_people_seen_are_the_released_counts(release: Release, selection: Selection):
    answer = reach.people_seen(release, selection)
    now = seen(release, selection, selection.year, selection.deprivation)
    assert answer.headline.value == {None: "hidden", "no data": "no data"}.get(now, f"{now:,}" if now else "")
    for period, people, of_year, state in answer.table.itertuples(index=False):
        whole = seen(release, selection, period[:7], selection.deprivation)
        assert pd.isna(of_year) if whole in (None, "no data") else of_year == whole
        expected = seen(release, selection, period, selection.deprivation)
        assert state == ("hidden" if expected is None else "no data" if expected == "no data" else "shown")
        assert pd.isna(people) if state != "shown" else people == expected


@pytest.mark.parametrize("selection", views(2), ids=Selection.words)
def test_the_share_seen_within_six_weeks_is_that_of_the_released_counts(release: Release, selection: Selection):
    everyone = selection.deprivation == "Everyone"
    where = {"dimension": "all" if everyone else "deprivation", "member": selection.deprivation}
    for row in reach.seen_within_six_weeks(release, selection).table.itertuples(index=False):
        part, whole = (
            of(release, "waits", count, selection, row.period, **where) for count in ("seen_within_6_weeks", "followed")
        )
        if None in (part, whole):
            assert row.state == "hidden"
            assert pd.isna(row.share)
            continue
        assert (row.seen_within, row.followed) == (part, whole)
        value, lower, upper = share(part, whole)
        assert same(row.share, value)
        assert (same(row.lower, lower), same(row.upper, upper)) == (True, True)


@pytest.mark.parametrize("selection", views(3), ids=Selection.words)
def test_the_ratio_of_deciles_1_2_is_that_of_the_released_counts(release: Release, selection: Selection):
    below = CHILDREN[1] + CHILDREN[2], sum(count for decile, count in CHILDREN.items() if decile > 2)
    for row in equity.core20_against_rest(release, selection).table.itertuples(index=False):
        people = [seen(release, selection, row.period, group) for group in ("Core20", "The rest")]
        assert (row.children_core20, row.children_rest) == below
        if None in people:
            assert row.state == "hidden"
            assert pd.isna(row.ratio)
            continue
        a, b = people
        assert same(row.ratio, (a / below[0]) / (b / below[1]))
        assert (row.lower, row.upper) == pytest.approx(ratio(a, below[0], [b], below[1]))
        assert same(row.share_of_people, a / (a + b))
        assert same(row.share_of_children, below[0] / sum(below))


@pytest.mark.parametrize("selection", views(4), ids=Selection.words)
def test_the_rate_of_a_decile_is_that_of_the_released_counts(release: Release, selection: Selection):
    answer = equity.seen_by_decile(release, selection)
    focus = {"Everyone": {1, 2}, "Core20": {1, 2}, "The rest": set(range(3, 11)), "Decile 1": {1}, "Decile 6": {6}}
    *rows, core20, the_rest = answer.table.itertuples(index=False)
    for group, row in (("Core20", core20), ("The rest", the_rest)):
        people = seen(release, selection, selection.year, group)
        assert row.decile == ""
        assert same(row.rate, None if people is None else 1000 * people / row.children)
    assert (core20.children, the_rest.children) == (sum(list(CHILDREN.values())[:2]), sum(list(CHILDREN.values())[2:]))
    for decile, row in enumerate(rows, start=1):
        people, children = seen(release, selection, selection.year, f"Decile {decile}"), CHILDREN[decile]
        chosen = "yes" if decile in focus[selection.deprivation] else "no"
        assert (row.decile, row.children, row.focus) == (str(decile), children, chosen)
        if people is None:
            assert row.state == "hidden"
            assert pd.isna(row.rate)
            continue
        assert same(row.rate, 1000 * people / children)
        assert (row.lower, row.upper) == pytest.approx([1000 * end for end in rate(people, children)])
    groups = [seen(release, selection, selection.year, group) for group in ("Core20", "The rest")]
    expected = [] if None in groups else [pytest.approx(1000 * sum(groups) / sum(CHILDREN.values()))]
    assert [line.value for line in answer.references] == expected


@pytest.mark.parametrize("selection", views(5), ids=Selection.words)
def test_how_often_an_ethnic_group_is_seen_is_that_of_the_released_counts(release: Release, selection: Selection):
    table = equity.seen_by_ethnic_group(release, selection).table.set_index("member")
    people = {name: seen(release, selection, selection.year, name, "ethnic_group") for name in ETHNIC}
    assert [name for name in table.index if not name.endswith(", together")] == list(ETHNIC)
    for name, count in people.items():
        assert pd.isna(table.at[name, "people"]) if count is None else table.at[name, "people"] == count
        assert table.at[name, "known"] == ("yes" if name in RESIDENTS else "no")
    groups, unknown = [people[name] for name in RESIDENTS], [people[name] for name in ETHNIC if name not in RESIDENTS]
    for name, residents in RESIDENTS.items():
        row, count = table.loc[name], people[name]
        if count is None:
            assert row["state"] == "hidden"
            assert pd.isna(row["ratio"])
            continue
        assert same(row["rate"], 1000 * count / residents)
        limits = [1000 * end for end in rate(count, residents)]
        assert (row["rate_lower"], row["rate_upper"]) == pytest.approx(limits)
        if None in groups or None in unknown:
            continue  # then the known are bounded by the total: see test_known
        rest = sum(RESIDENTS.values()) - residents
        others = [people[other] for other in RESIDENTS if other != name]
        fewest, largest = sum(map(least, others)), sum(map(most, others))
        assert same(row["ratio"], count / residents / (sum(others) / rest))
        assert (row["lower"], row["upper"]) == pytest.approx(ratio(count, residents, others, rest))
        # With so many more of the group, its rate is that of all others known.
        assert same((count + row["gap"]) / residents, sum(others) / rest)
        # Of five tested together each is held to 99%.
        together = row["together_lower"], row["together_upper"]
        assert together == pytest.approx(ratio(count, residents, others, rest, 5), nan_ok=True)
        assert (row["gap_lower"] > 0, row["gap_upper"] < 0) == (row["together_upper"] < 1, row["together_lower"] > 1)
        missing = sum(map(most, unknown))
        assert same(row["bound_lower"], least(count) / residents / ((largest + missing) / rest))
        assert same(row["bound_upper"], (most(count) + missing) / residents / (fewest / rest))
