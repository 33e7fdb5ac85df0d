"""Need of a Place under every model, beside people seen: each number worked out again in plain Python."""

import csv
import math
from pathlib import Path

import pandas as pd
import pytest
from released_cells import CHILDREN, Building

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.kit.share_of_need import share_of_need
from pimh_data.questions.need import (
    coverage_by_deprivation,
    coverage_by_place,
    need_by_model,
    need_by_thrive_level,
    need_in_risk_groups,
    who_needs_to_know,
)
from pimh_data.questions.need.models import sliders
from pimh_data.registry import reference
from pimh_data.release import Release, Store

YEAR = "2023/24"
CHILDREN_0_4 = {decile: 5 * count + decile for decile, count in CHILDREN.items()}
WHOLE = 0.5  # people are counted whole
BIRTHS, CORE20 = sum(CHILDREN.values()), CHILDREN[1] + CHILDREN[2]


@pytest.fixture(scope="module")
def demo(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def small(folder: Path, seen: dict[str, int | None], profile: str = "rounded") -> Release:
    """Sheffield with children by decile, and the people seen by deprivation member (None hidden)."""
    building = Building(profile)
    building.deciles()
    for decile, count in CHILDREN_0_4.items():
        building.published("Sheffield", "2020", "aged 0-4", "deprivation", f"Decile {decile}", count, "2019")
    for group, deciles in (("Core20", (1, 2)), ("The rest", range(3, 11))):
        count = sum(CHILDREN_0_4[decile] for decile in deciles)
        building.published("Sheffield", "2020", "aged 0-4", "deprivation", group, count, "2019")
    building.published("Sheffield", "2023", "aged 0", "all", "Everyone", 5_700)
    building.version("2019", 900)
    for member, people in seen.items():
        building.seen(YEAR, people, member)
    for name, level, started in (
        ("Light", "Getting Help", "2020-04-01"),
        ("Dads", "Getting Advice", "2024-06-01"),
        ("Old", "Getting More Help", "2018-04-01"),
    ):
        building.service(name, started)
        building.rows["services", "Sheffield"][-1]["need_group"] = level
    for level, people in (("Getting Help", 40), ("Getting Advice", None)):
        building.seen(YEAR, people, level, dimension="need_group")
        building.seen(YEAR, 15, f"Core20 | {level}", dimension="deprivation x need_group")
    return building.open(folder)


def choice(**changes: str) -> Selection:
    return Selection(**{"place": "Sheffield", "year": YEAR, **changes})


def numbers(answer, row: str, *names: str) -> list[float]:
    first = answer.columns[0].name
    return [float(value) for value in answer.table.set_index(first).loc[row, list(names)]]


def as_published(table) -> pd.Series:
    """The need at the published figures: where that is the most that is published, it stands there alone."""
    return table.value.fillna(table.upper)


def test_every_model_is_its_formula_on_the_residents_of_the_place(demo):
    with reference.FILES["place_children_by_imd2019_decile"].path.open(encoding="utf-8", newline="") as file:
        children = [row for row in csv.DictReader(file)]
    for place in ("Sheffield", "Liverpool"):
        own = [row for row in children if row["place"] == place]
        births, deprived, young, young_deprived = (
            sum(int(row[column]) for row in own if int(row["imd_decile"]) <= most)
            for column in ("population_0", "population_0_4")
            for most in (10, 2)
        )
        expected = [
            0.065 * young + 0.05 * young_deprived,
            0.35 * (0.065 * young + 0.05 * young_deprived),
            0.15 * (births - deprived) + 0.34 * deprived,
            births / 5,
            births / 10,
            births * 855 / 5737,
            births * 0.05,
            births * 439 / 5737,
            births * 877.5 / 5737,
        ]
        table = need_by_model(demo, choice(place=place)).table
        assert as_published(table).tolist() == pytest.approx(expected, abs=WHOLE)
        assert (table[["lower", "upper"]] % 1 == 0).all(axis=None)
        inside = table[table.value.notna()]
        alone = inside.lower == inside.upper
        assert (alone | ((inside.lower < inside.value) & (inside.value < inside.upper))).all()


def test_a_system_needs_what_its_places_need_together(demo):
    both = [as_published(need_by_model(demo, choice(place=place)).table) for place in ("Liverpool", "Wirral")]
    system = as_published(need_by_model(demo, choice(place="Cheshire and Merseyside")).table)
    assert (both[0] + both[1]).tolist() == pytest.approx(system.tolist(), abs=3 * WHOLE)


def test_the_deprivation_choice_is_followed(tmp_path):
    release = small(tmp_path, {})
    everyone, core20, rest, decile = (
        as_published(need_by_model(release, choice(deprivation=group)).table)
        for group in ("Everyone", "Core20", "The rest", "Decile 2")
    )
    assert (core20 + rest).tolist() == pytest.approx(everyone.tolist(), abs=3 * WHOLE)
    assert decile[2] == pytest.approx(0.34 * CHILDREN[2], abs=WHOLE)


def test_stock_and_flow_and_units_are_named_in_every_row(demo):
    answer = need_by_model(demo, choice())
    table = answer.table
    assert set(table.unit) == {"babies", "children 0-4", "women", "fathers", "families"}
    assert {text.split(":")[0] for text in table.kind} == {"stock", "yearly flow"}
    assert all(f"{model}: " in answer.evidence.citation for model in table.model)


def test_a_slider_moves_the_value_within_the_range_and_is_named(tmp_path):
    release = small(tmp_path, {})
    before, after = need_by_model(release, choice()), need_by_model(release, choice(), {"attachment.low_income": 0.2})
    assert after.table.value[2] == pytest.approx(0.15 * (BIRTHS - CORE20) + 0.2 * CORE20, abs=WHOLE)
    assert after.table[["lower", "upper"]].equals(before.table[["lower", "upper"]])
    assert "babies of low-income families 20.0%" in after.notes[0]
    with pytest.raises(SelectionError, match=r"no need model can be varied by attachment\.weather"):
        need_by_model(release, choice(), {"attachment.weather": 0.2})
    with pytest.raises(SelectionError, match="published range"):
        need_by_model(release, choice(), {"attachment.low_income": 0.5})


def test_sliders_are_offered_only_where_a_range_is_published():
    offered = {key: (parameter.low, parameter.high) for key, _, parameter in sliders()}
    assert set(offered) == {
        "early_years_service.base",
        "attachment.low_income",
        "mild_to_moderate.women",
        "specialist_team.babies",
        "families_who_benefit.likely",
        "families_who_benefit.hidden",
    }
    assert offered["attachment.low_income"] == (0.15, 0.34)


def test_without_residents_by_decile_the_models_of_births_still_stand(tmp_path):
    building = Building()
    building.published("Sheffield", "2020", "aged 0", "all", "Everyone", 5_000)
    building.seen(YEAR, 100)
    answer = need_by_model(building.open(tmp_path), choice())
    by_model = dict(zip(answer.table.counted, answer.table.state, strict=True))
    assert by_model["mothers with a mental health problem"] == "shown"
    assert by_model["complex or persistent relationship difficulty"] == "no data"
    assert by_model["need for a parent-infant service"] == "no data"


def test_without_any_residents_the_answer_says_so(tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    release = building.open(tmp_path)
    assert need_by_model(release, choice()).finding.grade == "no data"
    assert coverage_by_place(release, choice()).finding.grade == "no data"
    assert "no share of need" in share_of_need(release, "Sheffield").refused


def test_denominators_that_moved_are_said(tmp_path):
    caveats = " ".join(need_by_model(small(tmp_path, {}), choice()).evidence.caveats)
    change = abs(5_700 / BIRTHS - 1)
    assert f"5,700 children aged 0 in 2023 ({change * 100:.0f}%" in caveats


def test_risk_groups_are_shares_beside_that_of_all_families_and_no_count_is_made_of_them(demo):
    table = need_in_risk_groups(demo, choice()).table
    assert table.published.tolist() == ["up to 48%", "43%", "21%", "15%"]
    assert table.group.iloc[-1] == "Babies of all families"
    assert "need" not in table.columns


def test_the_share_of_need_in_sheffield_is_steeper_than_its_share_of_births(demo):
    found = share_of_need(demo, "Sheffield", "attachment")
    assert round(found.share, 2) == 0.64
    assert found.share == pytest.approx(0.34 * 2_631 / (0.34 * 2_631 + 0.15 * 3_291))
    assert found.lower == pytest.approx(2_631 / 5_922)
    assert found.figure == "44% to 64%"  # the published figure is the end of its range, and does not stand beside it
    assert math.isnan(found.point)


def test_a_model_that_takes_no_deprivation_gives_the_share_of_births(demo):
    found = share_of_need(demo, "Sheffield", "specialist_team")
    assert found.share == pytest.approx(2_631 / 5_922)
    with pytest.raises(SelectionError, match="there is no need model"):
        share_of_need(demo, "Sheffield", "guess")


def test_people_seen_and_need_are_two_counts_and_the_gap_a_range(tmp_path):
    release = small(tmp_path, {"Everyone": 500, "Core20": 200, "The rest": None, "Not known": 30})
    answer = coverage_by_deprivation(release, choice())
    low, high = 0.15 * BIRTHS, 0.15 * (BIRTHS - CORE20) + 0.34 * CORE20
    # 500 is 496 to 504 people.
    expected = [500, low, high, low - 504, high - 496]
    assert numbers(
        answer, "Everyone", "people", "need_lower", "need_upper", "not_reached_lower", "not_reached_upper"
    ) == (pytest.approx(expected, abs=WHOLE))
    assert answer.table.state.tolist() == ["shown", "shown", "hidden", "shown"]
    assert "If everyone seen were among those counted" in answer.finding.text
    assert not any("%" in column.label or column.kind == "share" for column in answer.columns)


def test_more_people_than_need_is_said_and_gives_no_negative_number(tmp_path):
    release = small(tmp_path, {"Everyone": 5_000})
    answer = coverage_by_place(release, choice())
    assert numbers(answer, "Sheffield", "not_reached_lower", "not_reached_upper") == [0, 0]
    assert "it cannot say how many are not reached" in answer.finding.text


def test_a_stock_beside_a_year_of_people_is_said(tmp_path):
    release = small(tmp_path, {"Everyone": 500})
    answer = coverage_by_place(release, choice(), "early_years_service")
    assert any("at one time" in note for note in answer.notes)
    assert not any("at one time" in note for note in coverage_by_place(release, choice()).notes)


def test_hidden_people_leave_the_need_in_view(tmp_path):
    answer = coverage_by_place(small(tmp_path, {"Everyone": None}), choice())
    assert answer.finding.grade == "hidden"
    most = pytest.approx([0.15 * (BIRTHS - CORE20) + 0.34 * CORE20], abs=WHOLE)
    assert numbers(answer, "Sheffield", "need_upper") == most
    assert math.isnan(answer.table.not_reached_upper[0])


def test_every_place_of_a_system_has_a_row(demo):
    answer = coverage_by_place(demo, choice(place="Cheshire and Merseyside"))
    assert answer.table.place.tolist() == ["Cheshire and Merseyside", "Liverpool", "Wirral"]
    for place in ("Liverpool", "Wirral"):
        rows = demo.cells("activity", place, YEAR, "All services", "all")
        assert numbers(answer, place, "people") == [float(rows.people_seen.iloc[0])]


def test_each_thrive_level_has_its_services_people_and_need(tmp_path):
    answer = need_by_thrive_level(small(tmp_path, {}), choice(), "perinatal_mental_health")
    table = answer.table.set_index("need_group")
    assert table.services.tolist() == ["none", "none", "Light", "Old", "none"]
    # Dads started after the year: at Getting Advice there is need and no service.
    assert table.loc["Getting Advice", "unserved_upper"] == pytest.approx(0.2 * BIRTHS, abs=WHOLE)
    assert table.loc["Getting Help", "unserved_upper"] == 0
    assert math.isnan(table.loc["Thriving", "need"])
    assert table.loc["Getting Help", "people"] == 40
    assert table.loc["Getting Advice", "state"] == "hidden"
    assert f"no service at Getting Advice for {0.2 * BIRTHS:,.0f} women" in answer.finding.text
    assert "The model Perinatal mental health does not count the need at Thriving and Getting" in answer.finding.text


def test_people_at_each_level_follow_core20_where_the_release_holds_the_pair(tmp_path):
    release = small(tmp_path, {})
    core20 = need_by_thrive_level(release, choice(deprivation="Core20")).table.set_index("need_group")
    assert core20.loc["Getting Help", "people"] == 15
    decile = need_by_thrive_level(release, choice(deprivation="Decile 1"))
    assert decile.table.set_index("need_group").loc["Getting Help", "people"] == 40
    assert any("People seen are everyone" in note for note in decile.notes)


@pytest.mark.parametrize("answer", [need_by_model, coverage_by_place, coverage_by_deprivation, need_by_thrive_level])
def test_a_year_that_is_not_held_is_refused(demo, answer):
    with pytest.raises(SelectionError, match="holds no financial year"):
        answer(demo, choice(year="1999/00"))


def test_who_needs_to_know_names_outcomes_and_commissioners(demo):
    answer = who_needs_to_know(demo)
    assert (answer.table[["short", "medium", "long", "commissioners"]] != "").all(axis=None)
    assert any("does not show that a service brought" in note for note in answer.notes)
    adult = who_needs_to_know(demo, "adult services")
    assert 0 < len(adult.table) < len(answer.table)
    assert adult.table.commissioners.str.contains("adult services").all()
    assert who_needs_to_know(demo, "nobody").finding.grade == "no data"


@pytest.fixture
def two_places(tmp_path) -> Release:
    """Sheffield and Liverpool with children of every decile; Light is in Sheffield alone, Both in the two."""
    building = Building()
    for where, times in (("Sheffield", 1), ("Liverpool", 2), ("All Places", 3)):
        for member, deciles in (
            *((f"Decile {decile}", (decile,)) for decile in CHILDREN),
            ("Core20", (1, 2)),
            ("The rest", range(3, 11)),
        ):
            count = times * sum(CHILDREN[decile] for decile in deciles)
            building.published(where, "2020", "aged 0", "deprivation", member, count, "2019")
        building.published(where, "2020", "aged 0", "all", "Everyone", times * BIRTHS)
        building.version("2019", 300 * times, where)
        for name in ("Light", "Both", "All services"):
            people = None if (where, name) == ("Liverpool", "Light") else 100 * times
            for member in ("Everyone", "Core20", "The rest"):
                building.seen(YEAR, people, member, where=where, service=name)
            building.seen(YEAR, people, "Getting Help", dimension="need_group", where=where, service=name)
        for place in ("Sheffield", "Liverpool") if where == "All Places" else (where,):
            for name in ("Light", "Both") if place == "Sheffield" else ("Both",):
                building.rows.setdefault(("services", where), []).append(
                    {"service": name, "place": place, "started": "2020-04-01", "need_group": "Getting Help"}
                )
    return building.open(tmp_path)


def test_people_of_a_service_stand_beside_the_need_of_the_places_that_have_it(two_places):
    low, high = 0.15 * BIRTHS, 0.15 * (BIRTHS - CORE20) + 0.34 * CORE20
    of_both = "All Places"
    for service, times in (("Light", 1), ("Both", 3), ("All services", 3)):
        asked = Selection(of_both, service, YEAR)
        for answer, row in (
            (coverage_by_place(two_places, asked), of_both),
            (coverage_by_deprivation(two_places, asked), "Everyone"),
        ):
            assert numbers(answer, row, "need_lower", "need_upper") == pytest.approx(
                [times * low, times * high], abs=WHOLE
            )
            alone = "in Sheffield, which has the service" in answer.finding.text
            assert alone == (times == 1) == any("that of Sheffield alone" in note for note in answer.notes)
            assert ("of Sheffield" in answer.evidence.denominator) == (times == 1)
        core20 = coverage_by_deprivation(two_places, asked)
        assert numbers(core20, "Core20", "need_upper") == pytest.approx([times * 0.34 * CORE20], abs=WHOLE)
        level = need_by_thrive_level(two_places, asked).table.set_index("need_group")
        counted = level.need_upper.dropna()
        assert len(counted)
        assert counted.tolist() == pytest.approx([times * high] * len(counted), abs=WHOLE)


def test_a_place_without_the_service_keeps_its_row_and_no_gap(two_places):
    answer = coverage_by_place(two_places, Selection("All Places", "Light", YEAR))
    assert math.isnan(numbers(answer, "Liverpool", "not_reached_upper")[0])
    assert numbers(answer, "Sheffield", "not_reached_upper")[0] > 0


def test_a_service_of_one_place_of_the_demonstration_is_not_set_beside_the_need_of_all(demo):
    for year in demo.manifest.years[-2:]:
        asked = Selection("All Places", "0-19 PAIRS", year)
        alone = coverage_by_place(demo, Selection("Sheffield", "0-19 PAIRS", year))
        answer = coverage_by_place(demo, asked)
        names = ("need_lower", "need_upper")
        assert numbers(answer, "All Places", *names) == numbers(alone, "Sheffield", *names)
        assert numbers(answer, "All Places", "need_upper")[0] < 2_000
