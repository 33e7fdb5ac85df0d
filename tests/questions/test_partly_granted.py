"""Of a system of which somebody is granted some Places nothing else is said than of the whole, but that it is not
shown: which services the others have, since when and of what size, they are not told.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pages.parts import panel
from pimh_data.answer import WITHHELD, Answer, Finding, Selection
from pimh_data.briefing.changed import COMPARED, NOTHING, nothing
from pimh_data.briefing.changed import NOT_SHOWN as CHANGES_NOT_SHOWN
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers import said
from pimh_data.briefing.papers.asked import ask
from pimh_data.briefing.papers.paper import Prompt, Sentence
from pimh_data.charts.list import CHARTS, NEEDS_MORE
from pimh_data.charts.measures_table import NOT_SHOWN
from pimh_data.errors import SelectionError
from pimh_data.packing.exhibits import PRINTED, exhibit, release_facts
from pimh_data.questions.address import Address, answer
from pimh_data.questions.indicators.places import SOME_PLACES
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.partly_granted import (
    LEFT_OUT,
    NAMES,
    OF_ALL_TOGETHER,
    OF_SERVICES,
    OF_THEIR_SERVICES,
    OF_WHAT_IS_LEFT,
    PERIODS_LEFT_OUT,
)
from pimh_data.questions.reach.comparable import NOT_NAMED
from pimh_data.questions.words import lower_first
from pimh_data.release import Release, Store, roll_ups
from pimh_data.release.grants import Grant
from pimh_data.release.scope import Scope, scoped
from pimh_data.release.views import by_view

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
        assert key in OF_SERVICES or found.table.empty, "which answers and audiences are there is theirs to say"
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


@pytest.mark.parametrize("selection", SELECTIONS, ids=["one service", "all services"])
def test_what_has_no_number_is_named_all_the_same(selection, part):
    for key in OF_SERVICES:
        found = asked(part, key, selection)
        named = [column.name for column in found.columns if column.kind == "text" and column.name in NAMES]
        assert "" not in found.table[named].to_numpy(), key


BY_PERIOD = ("reach.months", "reach.referred_by_month", "reach.first_seen_by_month", "reach.last_quarter")


@pytest.fixture(scope="module")
def nothing_left_out(whole, part) -> Release:
    """The part, as if nothing had to be left out of its system, which is granted in part all the same."""
    of_system = {key for key in part.index if key[1] == SYSTEM}
    tables = {**part.tables, **{key: whole.tables[key] for key in of_system}}
    return replace(part, tables=tables, index={**part.index, **{key: whole.index[key] for key in of_system}})


def without(release: Release, period: str) -> Release:
    """The same in which the system has nothing of a period."""
    tables, index = dict(release.tables), dict(release.index)
    for key in release.index:
        if key[1] == SYSTEM:
            of = tables[key]
            tables[key], index[key] = by_view(of[of["period"] != period].reset_index(drop=True))
    return replace(release, tables=tables, index=index)


@pytest.mark.parametrize("key", BY_PERIOD)
def test_months_and_quarters_of_which_all_are_there_are_shown_as_of_the_whole(key, whole, nothing_left_out):
    for selection in SELECTIONS:
        found, other = asked(nothing_left_out, key, selection), asked(whole, key, selection)
        assert (found.finding, found.headline) == (other.finding, other.headline)
        assert set(shown(found)) == set(shown(other))
        assert any(shown(found))


@pytest.mark.parametrize("key", BY_PERIOD)
def test_where_a_month_or_quarter_is_not_there_none_is_shown_and_it_is_not_said_which(key, nothing_left_out):
    """Of all services; the last one, which is charted, and the first of one year before."""
    periods = asked(nothing_left_out, key, SELECTIONS[1]).table.iloc[:, 0].tolist()
    lacking = ("2024/25 Q4", "2023/24 Q4") if key == "reach.last_quarter" else (periods[0], periods[5], periods[-1])
    found = [asked(without(nothing_left_out, period), key, SELECTIONS[1]) for period in lacking]
    for one in found:
        assert one.finding.grade == WITHHELD
        assert one.finding.text.endswith(PERIODS_LEFT_OUT)
        assert (one.finding, one.headline, one.notes, one.title) == (
            found[0].finding, found[0].headline, found[0].notes, found[0].title
        )  # fmt: skip
        assert one.table.equals(found[0].table)
        assert not any(shown(one))


def test_that_quarters_are_not_shown_is_not_told_as_not_held(nothing_left_out):
    quarters = [f"{year} Q{number}" for year in nothing_left_out.manifest.years for number in range(1, 5)]
    lacking = nothing_left_out
    for quarter in quarters:
        lacking = without(lacking, quarter)
    for key in ("reach.people_seen", "reach.caseload"):
        notes = asked(lacking, key, SELECTIONS[1]).notes
        assert any(note.startswith("Quarters, if there are any, are not shown to you, so the ") for note in notes)
        assert not any("not held" in note for note in notes)


def test_whose_decile_is_not_known_is_not_told_as_nobody(part):
    """Where a single service's are left out."""
    notes = asked(without(part, YEAR), "equity.core20", SELECTIONS[0]).notes
    assert f"How many people have no known decile in {YEAR} is not shown to you." in notes


def test_a_service_that_may_have_begun_meanwhile_is_not_passed_over(nothing_left_out):
    assert NOT_NAMED in asked(nothing_left_out, "reach.people_seen", SELECTIONS[1]).notes


def test_where_nothing_changed_that_is_shown_it_is_said_that_some_is_not(whole, part):
    answers = {key: asked(part, key, SELECTIONS[1]) for key in COMPARED}
    hidden = {key: replace(one, finding=Finding("Hidden.", "hidden")) for key, one in answers.items()}
    assert nothing(hidden) == NOTHING
    unseen = replace(answers["reach.six_weeks"], finding=Finding("Not shown to you.", WITHHELD))
    assert nothing({**hidden, "reach.six_weeks": unseen}) == CHANGES_NOT_SHOWN


@pytest.mark.parametrize("where", [SYSTEM, "All Places", *THEIRS])
def test_a_heat_table_says_that_its_places_are_those_that_are_shown(where, whole, part):
    found, other = (asked(one, "indicators.heat", Selection(where, "All services", YEAR)) for one in (part, whole))
    assert found.finding.text.startswith("Liverpool, the only Place shown to you, ")
    assert SOME_PLACES in found.notes
    assert "shown to you" not in other.finding.text + "".join(other.notes)


OF_AN_EXTRACT = {
    "outcomes": ("outcomes", "reliable_change", "recovery", "severity"),
    "voice.feedback": ("feedback",),
    "workforce.system_work": ("system_work",),
    "workforce.audience": ("system_work",),
}


def brought_by(whole: Release, cubes: tuple[str, ...], system: str) -> Release:
    """The whole release, as if these cubes were of the Places of that system alone; '' for nobody's."""
    theirs = {system, *(place for place, of in whole.manifest.places.items() if system in (of, "All Places"))}
    tables = {key: table for key, table in whole.tables.items() if key[0] not in cubes or key[1] in theirs}
    return replace(whole, tables=tables, index={key: views for key, views in whole.index.items() if key in tables})


@pytest.mark.parametrize("begins", OF_AN_EXTRACT)
def test_what_was_brought_for_nobody_is_said_to_be_not_there_and_what_may_be_left_out_as_if_it_were(
    begins, whole, part, monkeypatch
):
    """Of a system whose Places brought nothing it is not told, where any others did: these could be one or two."""
    monkeypatch.setattr(roll_ups, "ENOUGH", 1)
    cubes, scope = OF_AN_EXTRACT[begins], Scope(frozenset(THEIRS), "", True, True)
    nobody, others = (scoped(brought_by(whole, cubes, system), scope) for system in ("", "South Yorkshire"))
    for key in [key for key in QUESTIONS if key.startswith(begins)]:
        none, unseen, held = (asked(release, key, SELECTIONS[1]) for release in (nobody, others, part))
        assert none.finding.grade == "no data", key
        assert "not shown" not in none.finding.text, key
        assert unseen.finding.grade == WITHHELD, key
        if held.finding.grade == WITHHELD:
            assert (unseen.finding, unseen.headline) == (held.finding, held.headline), key


def test_a_granted_place_that_lacks_the_service_has_no_data_and_its_system_is_not_shown(part):
    key = ("activity", THEIRS[0])
    table = part.tables[key]
    lacking, views = by_view(table[table["service"] != SERVICE].reset_index(drop=True))
    held = replace(part, tables={**part.tables, key: lacking}, index={**part.index, key: views})
    found = asked(held, "need.coverage_by_place", SELECTIONS[0])
    assert dict(found.table[["place", "state"]].to_numpy()) == {SYSTEM: WITHHELD, THEIRS[0]: "no data"}


def test_a_paper_asks_for_what_is_not_shown_and_says_that_the_data_may_hold_it(part):
    asks, writes = ask("voice.feedback"), "What do families say?"
    found = exhibit(asked(part, "voice.feedback", SELECTIONS[1]))
    pack = Pack(SELECTIONS[1], release_facts(part.manifest), {asks.name: found}, {})
    why, prompt = said.finding(pack, asks, writes)
    assert why == Sentence(found.answer.finding.text)
    assert prompt == Prompt(f"{writes} {said.NOT_SHOWN}")


def test_a_panel_has_no_headings_over_no_row(part, whole, monkeypatch):
    written: list[str] = []
    monkeypatch.setattr(panel.st, "html", written.append)
    monkeypatch.setattr(panel, "tools", lambda *_, **__: None)
    for release, tables in ((part, 0), (whole, 1)):
        panel.show(asked(release, "workforce.audience", SELECTIONS[1]), "Whom does it reach?")
        assert sum("<table" in one for one in written) == tables


@pytest.mark.parametrize("key", PRINTED)
def test_a_printed_table_says_of_every_number_that_it_is_not_shown(key, part):
    bundle = next(iter(part.manifest.bundles))
    printed = [
        PRINTED[key](found)
        for service in ("All services", SERVICE, bundle)
        if (found := asked(part, key, Selection(SYSTEM, service, YEAR))).finding.grade == WITHHELD
    ]
    lines = [line for table in printed for _, held in table.sections for line in held]
    assert lines
    for line in lines:
        assert {cell.text for cell in line.cells[1:]} <= {WITHHELD, NOT_SHOWN, "–"}, line
        assert line.cells[1].text != "–"


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
