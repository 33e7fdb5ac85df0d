"""Of a system of which somebody is granted some Places nothing else is said than of the whole, but that it is not
shown: which services the others have, since when and of what size, they are not told.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from pimh_data.answer import WITHHELD, Answer, Selection
from pimh_data.charts.list import CHARTS, NEEDS_MORE
from pimh_data.errors import SelectionError
from pimh_data.packing.exhibits import exhibit
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.partly_granted import (
    LEFT_OUT,
    OF_ALL_TOGETHER,
    OF_SERVICES,
    OF_THEIR_SERVICES,
    OF_WHAT_IS_LEFT,
)
from pimh_data.questions.words import lower_first
from pimh_data.release import Release, Store, roll_ups
from pimh_data.release.grants import Grant
from pimh_data.release.scope import Scope, scoped

SYSTEM, THEIRS = "Cheshire and Merseyside", ("Liverpool",)
SERVICE, YEAR = "Parent-infant relationship team", "2024/25"
SELECTIONS = (Selection(SYSTEM, SERVICE, YEAR), Selection(SYSTEM, "All services", YEAR))


@pytest.fixture(scope="module")
def whole(demo_release: Path) -> Release:
    return Store(demo_release).settled()[0]


@pytest.fixture(scope="module")
def part(whole) -> Iterator[Release]:
    """One Place of two, and their system, as if one Place of others were enough of them."""
    grant = Grant(("", "x"), "viewer", dt.date(2099, 1, 1), places=frozenset(THEIRS), costs=True, posts=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(roll_ups, "ENOUGH", 1)
        yield scoped(whole, Scope.of(grant, whole.manifest))


def asked(release: Release, key: str, selection: Selection) -> Answer | None:
    try:
        return answer(release, Address.of(key, selection, {}))
    except SelectionError:
        return None


def shown(found: Answer) -> Iterator[tuple[tuple[str, ...], str, float]]:
    """Every number that is shown, but for the ends of intervals: the texts of its row, its column, and itself."""
    texts = [column.name for column in found.columns if column.kind == "text"]
    kinds = ("count", "share", "rate", "ratio", "published")
    numbers = [column.name for column in found.columns if column.kind in kinds]
    for row in found.table[found.table["state"] == "shown"].to_dict("records"):
        for name in numbers:
            if not pd.isna(row[name]) and not name.endswith(("lower", "upper")):
                yield tuple(str(row[text]) for text in texts), name, float(row[name])


@pytest.mark.parametrize("selection", SELECTIONS, ids=["one service", "all services"])
def test_no_number_of_a_system_granted_in_part_is_another_than_of_the_whole(selection, whole, part):
    compared = 0
    for key, question in QUESTIONS.items():
        if question.compares or question.about != "selection":
            continue
        found, other = asked(part, key, selection), asked(whole, key, selection)
        if found is not None and other is not None and found.finding.grade != WITHHELD:
            assert set(shown(found)) <= set(shown(other)), key
            compared += len(set(shown(found)))
    assert compared > 50


@pytest.mark.parametrize("selection", SELECTIONS, ids=["one service", "all services"])
def test_what_hangs_on_the_services_of_each_place_is_not_shown_but_of_the_places_that_are_granted(selection, part):
    assert set(QUESTIONS) >= OF_SERVICES | OF_ALL_TOGETHER
    for key in OF_SERVICES | OF_ALL_TOGETHER:
        found = asked(part, key, selection)
        assert found.finding.grade == WITHHELD, key
        assert found.finding.text.endswith(tuple(map(lower_first, (OF_THEIR_SERVICES, OF_WHAT_IS_LEFT)))), key
        numbers = [column.name for column in found.columns if column.kind not in ("text", "state")]
        for row in found.table.to_dict("records"):
            own = set(map(str, row.values())) & set(THEIRS)
            assert own or (row["state"] == WITHHELD and all(pd.isna(row[name]) for name in numbers)), key


@pytest.mark.parametrize("selection", SELECTIONS, ids=["one service", "all services"])
def test_everything_can_be_drawn_and_taken_away_all_the_same(selection, part):
    for key, question in QUESTIONS.items():
        found = asked(part, key, selection) if question.about == "selection" else None
        if found is not None:
            assert exhibit(found).answer is found, key
            if question.chart and question.chart not in NEEDS_MORE:
                CHARTS[question.chart](found)


RATES = (
    "equity.core20",
    "equity.decile",
    "equity.ethnic_group",
    "equity.gap",
    "equity.slope",
    "need.coverage_by_place",
)


def test_it_is_said_that_more_may_be_left_out_where_something_is_shown(part):
    assert LEFT_OUT in asked(part, "reach.people_seen", SELECTIONS[1]).evidence.hidden
    assert LEFT_OUT not in asked(part, "reach.people_seen", Selection("Liverpool", SERVICE, YEAR)).evidence.hidden
    notes = asked(part, "outcomes.headline", SELECTIONS[1]).notes
    assert not any("of services use one" in note for note in notes)


@pytest.mark.parametrize("key", RATES)
def test_nobody_is_divided_by_the_children_of_places_of_which_it_is_not_known_whether_they_have_the_service(key, part):
    found = asked(part, key, SELECTIONS[0])
    assert found.finding.grade == WITHHELD
    assert "which of its Places have the service is not shown to you" in found.finding.text
    assert "no data" not in found.table["state"].tolist()


def test_the_list_of_services_of_a_system_is_opened_for_those_alone_who_are_granted_all_of_it(whole, part):
    assert ("services", SYSTEM) in whole.tables
    assert ("services", SYSTEM) not in part.tables
    assert ("services", "Liverpool") in part.tables
