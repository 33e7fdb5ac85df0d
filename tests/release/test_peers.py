"""What of other Places is handed to questions that compare Places: narrow tables, by name or without, and no more."""

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_scope import PUBLIC

from pimh_data.answer import NOT_NAMED, Selection
from pimh_data.charts.export import to_csv
from pimh_data.charts.record import to_json
from pimh_data.decisions import Ledger, since
from pimh_data.decisions.since import NOT_COMPARED
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.kit.unnamed_places import step_of
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.reach import PLACE_MEASURES, place_key
from pimh_data.questions.selection import options
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, SPECIALIST
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.registry.views import COMPARING, VIEWS
from pimh_data.release import Release, Store
from pimh_data.release.grants import Grant
from pimh_data.release.peers import apart
from pimh_data.release.scope import Scope, scoped
from pimh_data.release.views import by_view
from tests.seven_places import NEW, seven_places

ROOT = Path(__file__).parents[2]
RANKED = [place_key(measure, "ranked") for measure in PLACE_MEASURES]
OTHERS = {"Liverpool", "Wirral", *NEW}


@pytest.fixture(scope="module")
def release(demo_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Store(seven_places(demo_release, tmp_path_factory.mktemp("seven"))).settled()[0]


def part(release: Release, comparison: str = "none", peers: str | Iterable[str] = "all", **more: object) -> Release:
    """What somebody sees who is granted Sheffield."""
    others = peers if isinstance(peers, str) else frozenset(peers)
    own = {"places": frozenset({"Sheffield"}), "comparison": comparison, "peers": others}
    grant = Grant(("", "x"), "viewer", dt.date(2099, 1, 1), **own, **more)
    return scoped(release, Scope.of(grant, release.manifest))


def asked(release: Release, key: str, place: str = "Sheffield", **more: str):
    return answer(release, Address.of(key, replace(options(release).default, place=place, **more), {}))


def written(found) -> str:
    return to_csv(found).decode() + json.dumps(json.loads(to_json(found)), ensure_ascii=False) + found.finding.text


def test_peers_are_in_what_compares_places_and_nowhere_else(release):
    none, named = part(release), part(release, comparison="named", peers=["Wirral", "Quorndon"])
    assert named.tables.keys() == none.tables.keys()
    assert (named.wheres, options(named).places) == (none.wheres, options(none).places)
    assert not {"Wirral", "Quorndon"} & set(options(named).places)
    assert set(named.to_compare.wheres) - set(named.wheres) == {"Wirral", "Quorndon"}
    assert none.to_compare is none


def test_of_a_peer_only_declared_views_of_declared_cubes_are_handed_over(release):
    read = {(r[0], r[1], r[3]) for key in COMPARING & VIEWS.keys() for reads in VIEWS[key] for r in reads.each()}
    named = part(release, comparison="named", costs=True, posts=True)
    handed = {cube for cube, where in named.to_compare.tables if where in OTHERS}
    assert handed == {cube for cube, *_ in read} | {"population", "versions"}
    assert not handed & {"services", "posts", "funding", "outcomes", "severity", "feedback", "quality"}
    for cube, where in product({cube for cube, *_ in read}, OTHERS):
        table = named.to_compare.table(cube, where)
        assert {(cube, *view) for view in zip(table["period_kind"], table["dimension"], strict=True)} <= read
        assert len(table) or (cube == "access" and where in apart(release).together)


def test_of_a_peer_no_bundle_and_no_single_service_is_handed_over(release):
    named, unnamed = (part(release, comparison=comparison).to_compare for comparison in ("named", "anonymous"))
    bundles = set(release.manifest.bundles)
    assert bundles & set(release.table("activity", "Liverpool")["service"])
    assert bundles & set(named.table("activity", "Sheffield")["service"])  # its own
    beside = [table for (_, where), table in named.tables.items() if where in OTHERS]
    for tables in (beside, unnamed.unnamed.tables.values()):
        services = [set(table["service"]) for table in tables if "service" in table]
        assert set().union(*services) == {ALL_SERVICES, SPECIALIST}


def test_a_peer_is_not_compared_in_years_in_which_it_had_one_employee_alone(release):
    alone = release.manifest.services["Wirral"][0]
    table = release.tables["activity", "Wirral"]
    others = ~table["service"].isin((ALL_SERVICES, alone)) & (table["period"] == "2021/22")
    small, views = by_view(table[~others].reset_index(drop=True))
    key = ("activity", "Wirral")
    before = replace(release, tables={**release.tables, key: small}, index={**release.index, key: views})
    theirs = part(with_one_employee(before, "Wirral", alone), comparison="named").to_compare
    years = set(theirs.table("activity", "Wirral")["period"])
    assert "2022/23" in years
    assert "2021/22" not in years


def test_questions_that_compare_places_are_those_that_are_declared_so():
    assert {key for key in QUESTIONS if QUESTIONS[key].part_of in COMPARING or key in COMPARING} == {
        key for key in QUESTIONS if key.startswith("reach.places_")
    } | {f"indicators.{name}" for name in ("heat", "map", "pair", "places", "risk")}


def test_what_is_wider_is_asked_for_where_questions_are_answered_and_where_their_maps_are_drawn_alone():
    named = re.compile(r"\.(to_compare|wider|unnamed)\b")
    modules = [path for folder in ("pimh_data", "pages") for path in (ROOT / folder).rglob("*.py")]
    assert {path.name for path in modules if named.search(path.read_text("utf-8"))} == {
        "question.py", "unnamed_places.py", "places.py",  # answering; what a question that compares asks for
        "beside_charts.py", "indicators_ground.py",
        "seen.py",  # what the access log says of them
        "since.py",  # whom a decision's sentence may name
        "reading.py", "scope.py",  # making it
    }  # fmt: skip


def test_no_question_that_compares_places_is_asked_about_a_peer(release):
    for comparison in ("named", "anonymous"):
        theirs = part(release, comparison=comparison)
        for key, place in product(COMPARING, ("Wirral", "1", "Fenland")):
            with pytest.raises(SelectionError):
                answer(theirs, Address.of(key, Selection(place, ALL_SERVICES, "2023/24"), {}))


def test_every_other_question_answers_as_without_peers(release):
    none = part(release, costs=True, posts=True)
    theirs = part(release, comparison="named", peers=["Wirral", "Quorndon"], costs=True, posts=True)
    assert none.wheres == (ALL_PLACES, "South Yorkshire", "Sheffield")
    same = 0
    # How much is shown is said by one question: of roll-ups that is less.
    for key in (
        QUESTIONS.keys() - COMPARING - {"data.protection", *(key for key in QUESTIONS if QUESTIONS[key].part_of)}
    ):
        try:
            before = asked(none, key)
        except SelectionError:
            continue
        assert to_csv(asked(theirs, key)) == to_csv(before), key
        same += 1
    assert same > 70


def test_named_peers_are_set_beside_as_whoever_is_granted_them_all_sees_them(release):
    release = with_one_employee(release, "")
    theirs = part(release, comparison="named", peers=["Wirral", "Quorndon"])
    together = {"Sheffield", "Wirral", "Quorndon"}
    places = {place: system for place, system in release.manifest.places.items() if place in together}
    both = replace(release, manifest=replace(release.manifest, places=places))
    for measure, group in product(PLACE_MEASURES, ("Everyone", GROUP_MEMBERS[0])):
        key = place_key(measure)
        found = asked(theirs, key, deprivation=group)
        assert to_csv(found) == to_csv(asked(both, key, deprivation=group)), key
        assert set(found.table["member"]) == together


def test_peers_without_a_name_have_a_coarse_value_and_nothing_else(release):
    theirs = part(release, comparison="anonymous")
    shown = 0
    for measure, year in product(PLACE_MEASURES, release.manifest.years):
        found = asked(theirs, place_key(measure, "ranked"), year=year)
        rows = found.table[found.table["system"] == NOT_NAMED]
        shown += len(rows)
        assert len(rows) == 0 or len(rows) >= 3
        told = {"member", "system", "value", "rank", "lies", "focus", "state"}
        assert rows.drop(columns=list(told)).isna().all(axis=None)
        assert set(rows["lies"]) | set(rows["focus"]) <= {"", "no"}
        steps = np.array([value / step_of(value - 1e-6, PLACE_MEASURES[measure]) for value in rows["value"]])
        assert np.allclose(steps, np.round(steps))
        assert (steps >= 0.999).all()
        assert rows["value"].is_monotonic_decreasing
        assert list(rows["member"]) == [f"Another Place ({number})" for number in range(1, len(rows) + 1)]
        assert not found.references or found.references[0].value == 1 or not len(rows)
    assert shown > 50


@pytest.mark.parametrize(("measure", "written"), [("people", r"\d+"), ("six_weeks", r"\d+%"), ("core20", r"\d+\.\d+")])
def test_a_value_to_the_nearest_ten_is_written_without_decimals_in_table_and_chart(release, measure, written):
    from pimh_data.charts import places_ranked
    from pimh_data.charts.table import twin

    found = asked(part(release, comparison="anonymous"), place_key(measure, "ranked"))
    held, at = twin(found), [column.label for column in found.columns].index(found.column("value").label)
    values = [row[at] for row in held.rows if row[0].startswith("Another Place")]
    rows = places_ranked.drawing(found).datasets["rows"]
    drawn = rows.loc[rows["label"].str.startswith("Another Place"), "figure"].tolist()
    assert len(values) == len(drawn) >= 3
    assert all(re.fullmatch(written, value) for value in (*values, *drawn)), (values, drawn)


def test_nothing_of_peers_without_a_name_is_in_any_answer(release):
    theirs = part(release, comparison="anonymous", costs=True, posts=True)
    assert theirs.wheres == ("South Yorkshire", "Sheffield")  # all Places would hold them
    manifest = str(replace(theirs.to_compare.manifest, site="", case_studies=()))
    assert not [name for name in (*OTHERS, "Fenland") if name in manifest]
    for key in QUESTIONS:
        try:
            found = asked(theirs, key)
        except SelectionError:
            continue
        if not key.startswith(PUBLIC):
            assert not [name for name in (*OTHERS, "Fenland", "Cheshire and Merseyside") if name in written(found)], key


def test_a_map_and_a_funnel_show_named_places_alone_and_say_so(release):
    from pages.parts.beside_charts import tiles
    from pimh_data.charts import funnel_plot, tile_map

    theirs = part(release, comparison="anonymous")
    found = asked(theirs, "reach.places_people")
    assert [tile.place for tile in tiles(theirs, found).tiles] == ["Sheffield"]
    drawn = tile_map.drawing(found, tiles(theirs, found))
    assert list(drawn.datasets["rows"]["name"]) == ["Sheffield"]
    assert funnel_plot.drawing(asked(theirs, "reach.places_people_funnel")) is None
    assert any("A map and a funnel would tell which they are" in note for note in found.notes)
    assert "Another Place" in to_csv(asked(theirs, "reach.places_people_ranked")).decode()
    of_funnel = asked(theirs, "reach.places_people_funnel")
    assert list(of_funnel.table["member"]) == ["Sheffield"], "how far right it stands is how large it is"
    assert "Another Place" not in to_csv(of_funnel).decode() + to_json(of_funnel).decode()


def test_by_single_decile_no_place_stands_without_its_name(release):
    found = asked(part(release, comparison="anonymous"), "reach.places_people_ranked", deprivation="Decile 3")
    assert list(found.table["member"]) == ["Sheffield"]
    assert any("By single decile no Place stands here without its name" in note for note in found.notes)


@pytest.mark.parametrize("group", ["Everyone", *GROUP_MEMBERS])
def test_what_times_published_births_is_a_count_rules_hardly_any_place_out(release, group):
    """Whoever knows everybody's births, and that counts are multiples of 5 from 20 up, tries every Place."""
    measure = PLACE_MEASURES["people"]
    tried = out = 0
    for year in release.manifest.years:
        table = asked(release, "reach.places_people", year=year, deprivation=group).table
        births = table.loc[(table["state"] == "shown") & (table["people"] >= 20), "of"].tolist()
        for row in asked(
            part(release, comparison="anonymous"), RANKED[0], year=year, deprivation=group
        ).table.itertuples():
            if row.system != NOT_NAMED:
                continue
            wide = step_of(row.value - 1e-6, measure) / 2
            least = 0 if row.value <= 5 else row.value - wide
            fits = [max(20, 5 * np.ceil(least * of / 5000 - 1e-9)) <= (row.value + wide) * of / 1000 for of in births]
            tried, out = tried + len(fits), out + fits.count(False)
            assert sum(fits) >= min(3, len(fits))
    assert tried > 30
    assert out / tried < 0.1


def test_the_same_places_stand_without_a_name_whichever_roll_up_is_chosen(release):
    theirs = part(release, comparison="anonymous")
    for key in RANKED:
        one, two = (asked(theirs, key, place=place).table for place in ("Sheffield", "South Yorkshire"))
        assert one[one["system"] == NOT_NAMED]["value"].tolist() == two[two["system"] == NOT_NAMED]["value"].tolist()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(sorted(OTHERS)))
def test_which_of_them_is_which_changes_nothing_that_is_shown(release, order):
    """The tables, names and tiles of peers are dealt out anew among them: every answer is the same, byte for byte."""
    whose = dict(zip(sorted(OTHERS), order, strict=True))
    tables = {(cube, whose.get(where, where)): table for (cube, where), table in release.tables.items()}
    index = {(cube, whose.get(where, where)): views for (cube, where), views in release.index.items()}
    held = release.manifest
    dealt = replace(held, tiles={whose.get(place, place): tile for place, tile in held.tiles.items()})
    other = Release(dealt, tables, index)
    for key in RANKED:
        found = (asked(part(one, comparison="anonymous"), key) for one in (release, other))
        first, second = ((to_csv(each), each.finding.text, each.notes) for each in found)
        assert first == second


def test_fewer_than_three_without_a_name_are_none(release):
    two = part(release, comparison="anonymous", peers=["Wirral", "Quorndon"])
    assert two.to_compare is two
    assert two.wheres == part(release).wheres
    # Three peers, of which one has too few people in the year to stand without an interval.
    table = release.tables["activity", "Wirral"]
    few = table.assign(people_seen=table["people_seen"].where(table["people_seen"].isna(), 15))
    small = replace(release, tables={**release.tables, ("activity", "Wirral"): few})
    theirs = part(small, comparison="anonymous", peers=["Wirral", "Quorndon", "Wexcombe"])
    found = asked(theirs, "reach.places_people_ranked")
    assert list(found.table["member"]) == ["Sheffield"]
    assert any("Fewer than 3 of the other Places have people enough" in note for note in found.notes)


@pytest.mark.parametrize("left", [set(), {"population"}], ids=["nothing", "births alone"])
def test_a_peer_of_whom_the_release_holds_little_or_nothing_is_left_out_and_all_others_stand(release, left):
    tables = {
        (cube, where): table for (cube, where), table in release.tables.items() if where != "Wirral" or cube in left
    }
    lacking = replace(release, tables=tables)
    without = part(release, "anonymous", OTHERS - {"Wirral"})
    for key in RANKED:
        found = asked(part(lacking, "anonymous"), key)
        assert "Another Place (3)" in set(found.table["member"]), key
        assert found.finding == asked(without, key).finding
        assert asked(part(lacking, "named"), key).finding.grade
    for key in ("indicators.heat", "indicators.risk", "indicators.map"):
        assert asked(part(lacking, "named"), key).finding.text


def with_one_employee(release: Release, place: str, *services: str) -> Release:
    """The release without posts, where these services of a Place have one whole-time equivalent, all others five."""
    tables = {key: table for key, table in release.tables.items() if key[0] != "posts"}
    for name in release.manifest.places:
        listed = tables["services", name]
        one = listed["service"].isin(services) if name == place else False
        tables["services", name] = listed.assign(wte=np.where(one, 1.0, 5.0))
    return replace(release, tables=tables)


def test_a_peer_all_of_whose_services_are_one_employees_is_not_compared_at_all(release):
    """All services are that one, also to those of its organisation."""
    shut = with_one_employee(release, "Wirral", *release.manifest.services["Wirral"])
    provider = release.table("services", "Wirral")["provider"].iloc[0]
    assert "Wirral" not in part(shut, comparison="named", organisation=provider).to_compare.wheres
    assert len(part(shut, comparison="anonymous").to_compare.unnamed.manifest.places) == len(OTHERS) - 1


@pytest.mark.parametrize(
    ("single", "specialist", "shown"),
    [
        (1, 1, False),  # the only specialist service is one employee's
        (1, 2, True),
        (-1, 1, True),
        (-1, -1, False),  # all others than the specialist ones are one employee's: all less these
        (0, 1, True),
    ],
)
def test_access_of_a_peer_is_shown_unless_it_or_all_others_would_be_one_employees(single, specialist, shown, release):
    """So many of its services, the first or (below nought) the last, are one employee's; those before so many are
    specialist.
    """
    names = release.manifest.services["Wirral"]
    held = with_one_employee(release, "Wirral", *(names[:single] if single >= 0 else names[single:]))
    listed = held.tables["services", "Wirral"]
    listed = listed.assign(specialist_access=np.where(listed["service"].isin(names[:specialist]), "yes", "no"))
    held = replace(held, tables={**held.tables, ("services", "Wirral"): listed})
    table = part(held, comparison="named").to_compare.table("access", "Wirral")
    assert ("2023/24" in set(table["period"])) == shown


def test_a_roll_up_less_named_peers_is_not_one_other_place(release):
    # Of all Places five are named peers: what is left is Wirral's.
    peers = OTHERS - {"Wirral"}
    assert ALL_PLACES not in part(release, comparison="named", peers=peers).wheres
    assert ALL_PLACES in part(release, comparison="named", peers=OTHERS).wheres  # each stands beside it by itself
    assert ALL_PLACES in part(release, comparison="named", peers=["Wirral"]).wheres
    # Of its services nothing is shown beside it, so that what all Places have of one is not one other Place's.
    shared = release.manifest.services["Wirral"][0]
    assert sum(shared in names for place, names in release.manifest.services.items() if place in OTHERS) >= 3
    for held in (with_one_employee(release, "Wirral", shared), with_one_employee(release, "")):
        services = set(part(held, comparison="named").table("activity", ALL_PLACES)["service"])
        assert shared in services


def test_what_is_made_of_a_table_is_shared_by_those_alone_who_have_it_whole(release):
    small = with_one_employee(release, "Sheffield", *release.manifest.services["Sheffield"][:1])
    named, unnamed = (part(small, comparison=comparison) for comparison in ("named", "anonymous"))
    same, changed = 0, 0
    for theirs in (named, unnamed):
        for key, table in theirs.tables.items():
            whole = table is small.tables[key]
            assert (theirs.keeper(*key) is small.keeper(*key)) == whole
            assert theirs.to_compare.keeper(*key) is theirs.keeper(*key)
            same, changed = same + whole, changed + (not whole)
    assert (same > 30, changed > 5) == (True, True)
    assert named.keeper("waits", "Sheffield") is unnamed.keeper("waits", "Sheffield")  # the same rows of it
    numbered = dict(enumerate(sorted(OTHERS), start=1))
    of_peers, again = (one.to_compare.unnamed for one in (unnamed, part(small, comparison="anonymous", costs=True)))
    for number, place in numbered.items():
        narrow = named.to_compare.keeper("activity", place)
        assert of_peers.keeper("activity", str(number)) is again.keeper("activity", str(number)) is narrow
        assert narrow is not small.keeper("activity", place)


@pytest.mark.parametrize("key", ["reach.places_people", "reach.places_people_ranked", "reach.places_people_funnel"])
def test_a_decision_of_ones_own_place_beside_places_without_a_name_is_told_to_whoever_reads_the_same(
    release, tmp_path, key
):
    theirs = part(release, comparison="anonymous")
    found = asked(theirs, key)
    held = Ledger(tmp_path).pin(found, "Agreed.", "A", release.manifest.places)
    assert since(held, theirs, release).then.finding == found.finding.text
    assert since(held, part(release, comparison="anonymous"), release).then.finding == found.finding.text
    others = since(held, part(release), release).then
    assert (others.finding, others.value) == (NOT_COMPARED, "")


def test_of_peers_it_is_not_told_which_have_a_service_that_is_one_employees_and_which_have_none(release):
    """Beside Liverpool: a service that Wirral has with one employee alone, and one that it never had. Under it, under
    any other, and under all services, of access too.
    """
    name = next(one for one in release.manifest.services["Wirral"] if one in release.manifest.services["Liverpool"])
    single = with_one_employee(release, "Wirral", name)
    tables, index = dict(single.tables), dict(single.index)
    for key, table in single.tables.items():
        if key[1] == "Wirral" and key in index:
            tables[key], index[key] = by_view(table[table["service"] != name].reset_index(drop=True))
    none = with_one_employee(replace(release, tables=tables, index=index), "")
    grant = Grant(("", "x"), "viewer", dt.date(2099, 1, 1), frozenset({"Liverpool"}), comparison="named", peers="all")
    parts = [scoped(one, Scope.of(grant, one.manifest)) for one in (single, none)]
    chosen = (name, next(one for one in release.manifest.services["Liverpool"] if one != name), ALL_SERVICES)
    for measure, service in product(PLACE_MEASURES, chosen):
        first, second = (asked(one, place_key(measure), place="Liverpool", service=service) for one in parts)
        states = [dict(found.table[["member", "state"]].to_numpy()) for found in (first, second)]
        assert states[0]["Wirral"] == states[1]["Wirral"], measure
        assert (first.finding, first.notes) == (second.finding, second.notes), measure
        assert to_csv(first) == to_csv(second), measure
