"""Services x measures: each number is the one that the question on it gives, and that of plain Python."""

import math
import random
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcome_cells import Outcomes
from plain_python import least, most, same, share, there
from scipy import stats

from pimh_data.answer import Selection
from pimh_data.questions import outcomes
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.over import CHOSEN_YEAR, TOGETHER
from pimh_data.questions.outcomes import service_measure_rows
from pimh_data.questions.outcomes.outcome_definition import definition_options
from pimh_data.questions.outcomes.reading import OutcomeCells
from pimh_data.questions.outcomes.recovered import recovery_bounds
from pimh_data.questions.outcomes.service_measures import services_and_measures
from pimh_data.registry.measures import MEASURES
from pimh_data.release import Release, Store

PLACES = ("Sheffield", "Liverpool", "Wirral", "All Places")
ASKED = list(product(PLACES, ("Everyone", "Core20"), (CHOSEN_YEAR, TOGETHER)))
THREE = "2022/23 to 2024/25"
YEAR = "2024/25"


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def released(release: Release, cube: str, place: str, **keys: str) -> dict[str, object]:
    """One row of a cube, straight from its table; {} where there is none."""
    table = release.tables[cube, place]
    keep = pd.Series(data=True, index=table.index)
    usual = {"pairing": "Children's rule", "courses": "Finished courses"}
    for name, wanted in {**usual, **keys}.items():
        keep &= table[name] == wanted
    found = table[keep].to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in found[0].items()} if found else {}


@pytest.mark.parametrize(("place", "group", "over"), ASKED)
def test_every_number_is_that_of_the_released_rows(release: Release, place: str, group: str, over: str):
    table = services_and_measures(release, Selection(place, "All services", YEAR, group), over=over).table
    assert len(table) > 10
    changes = definition_options(release, Selection(place, "All services", YEAR)).changes
    dimension = "all" if group == "Everyone" else "deprivation"
    period = YEAR if over == CHOSEN_YEAR else THREE
    for row in random.Random(3).sample(table.to_dict("records"), 12):
        measure = MEASURES[row["measure"]]
        at = {"period": period, "service": row["service"], "dimension": dimension, "member": group}
        at["measure"] = row["measure"]
        held = released(release, "outcomes", place, **at)
        change = next(iter(changes[row["measure"]]), "")
        changed = released(release, "reliable_change", place, **at, reliable_change=change)
        recovery = released(release, "recovery", place, **at, reliable_change=change)
        eligible, paired, improved = held["eligible"], held["paired"], changed.get("improved")
        assert same(row["eligible"], eligible)
        assert same(row["paired"], paired)
        if there(paired, eligible):
            own = tuple(row[name] for name in ("paired_share", "paired_lower", "paired_upper"))
            assert own == pytest.approx(share(paired, eligible))
        if there(improved, paired):
            own = tuple(row[name] for name in ("improved_share", "improved_lower", "improved_upper"))
            assert own == pytest.approx(share(improved, paired))
            assert row["of_eligible_lower"] == pytest.approx(least(improved) / most(eligible))
        else:
            assert pd.isna(row["improved_share"])
            assert row["improved_state"] == ("hidden" if changed else "not defined")
        recovered, cases = recovery.get("recovered"), recovery.get("at_caseness")
        if there(recovered, cases):
            # Whoever recovered reliably recovered: the floor of the part is one of the whole.
            floor = max(least(one) for one in (recovered, recovery["reliably_recovered"]) if one is not None)
            ceiling = min(most(one) for one in (cases, held["first_score"]) if one is not None)
            assert row["of_cases_lower"] == pytest.approx(floor / ceiling)
        if there(paired) and held["mean_change"] is not None:
            sign = 1 if measure.direction == "higher_is_better" else -1
            n = max(least(paired), 10)
            half = stats.t.ppf(0.975, n - 1) * held["sd_change"] / math.sqrt(n)
            assert row["gain"] == pytest.approx(sign * held["mean_change"])
            assert (row["gain_lower"], row["gain_upper"]) == pytest.approx((row["gain"] - half, row["gain"] + half))
        else:
            assert row["gain_state"] == "hidden"


def test_each_number_is_the_one_that_the_question_on_it_shows(release: Release):
    selection = Selection("Sheffield", "All services", YEAR)
    table = services_and_measures(release, selection, over=CHOSEN_YEAR).table.set_index(["measure", "service"])
    for measure in ("PHQ-9", "EPDS", "KPCS"):
        who = outcomes.who_is_in_it(release, selection, measure).table
        for one in who[who["group"] == "Service"].to_dict("records"):
            own = table.loc[measure, one["member"]]
            assert same(own["paired_share"], one["share"])
            assert same(own["of_eligible_lower"], one["if_unchanged"])
            assert same(own["of_eligible_upper"], one["if_all_improved"])
            alone = Selection("Sheffield", one["member"], YEAR)
            changed_in = outcomes.what_changed(release, alone, measure)
            changed = changed_in.table.set_index("change")
            for name, step in (("improved", "Improved reliably"), ("worse", "Reliably worse")):
                assert same(own[f"{name}_share"], changed.loc[step, "share"])
                assert same(own[f"{name}_upper"], changed.loc[step, "upper"])
            scored = outcomes.first_and_last(release, alone, measure)
            longer = scored.evidence.period != changed_in.evidence.period
            scores = scored.table.set_index("score")
            assert own["gain"] != own["gain"] if longer else same(abs(own["gain"]), abs(scores.loc["Change", "mean"]))
            cases = outcomes.recovered(release, alone, measure).table.set_index("outcome").loc["Recovered"]
            assert same(own["of_cases_lower"], cases["of_cases_lower"])
            assert same(own["of_cases_upper"], cases["of_cases_upper"])


def test_the_expected_is_that_of_the_comparison_of_services(release: Release):
    selection = Selection("Wirral", "All services", YEAR)
    table = services_and_measures(release, selection).table.set_index(["measure", "service"])
    compared = outcomes.services_compared(release, selection, "EPDS").table
    held = compared[(compared["place"] == "Wirral") & (compared["state"] == "shown")]
    assert len(held)
    for one in held.to_dict("records"):
        own = table.loc["EPDS", one["service"]]
        for name, other in (("difference", "difference"), ("difference_lower", "lower"), ("expected", "expected")):
            assert same(own[name], one[other])
    for over, place, group in ((CHOSEN_YEAR, "Wirral", "Everyone"), (TOGETHER, "All Places", "Everyone")):
        answer = services_and_measures(release, Selection(place, "All services", YEAR, group), over=over)
        assert answer.table["expected"].isna().all()
        assert any("severity leads one to expect" in note for note in answer.notes)


def test_relationship_measures_stand_first_and_goals_are_not_each_a_measure(release: Release):
    table = services_and_measures(release, Selection("Sheffield", "All services", YEAR)).table
    roles = table["role"].tolist()
    assert roles == sorted(roles, key=lambda role: not role.startswith("core"))
    assert roles[0].startswith("core")
    assert not table["measure"].str.contains(" goal ").any()


def test_all_services_together_stand_above_several_and_not_beside_one_alone(release: Release):
    table = services_and_measures(release, Selection("Sheffield", "All services", YEAR)).table
    for _, rows in table.groupby("measure"):
        together = rows["service"] == "All services"
        assert together.sum() == (len(rows) > 1)
        assert len(rows) == 1 or together.iloc[0]
    alone = services_and_measures(release, Selection("Sheffield", "CAMHS PAIRS", YEAR)).table
    assert set(alone["service"]) == {"CAMHS PAIRS"}


counts = st.integers(5, 200)


@given(counts, counts, counts, st.data())
@settings(max_examples=200, deadline=None)
def test_the_range_of_recovery_holds_whatever_became_of_those_without_a_second_score(
    recovered: int, other_cases: int, no_cases: int, data: st.DataObject
):
    cases = recovered + other_cases
    first = cases + no_cases
    unpaired = data.draw(st.integers(0, other_cases + no_cases))
    unpaired_cases = data.draw(st.integers(max(unpaired - no_cases, 0), min(unpaired, other_cases)))

    def shown(true: int) -> Cell:
        value = 5 * round(true / 5)
        return Cell(value, max(value - 2, 5), value + 2, "shown")

    found = OutcomeCells(
        first_score=shown(first), paired=shown(first - unpaired), at_caseness=shown(cases), recovered=shown(recovered)
    )
    low, high = recovery_bounds(found)
    assert low <= recovered / cases <= high
    assert (recovered + unpaired_cases) / cases <= high + 1e-12


def test_where_under_half_have_two_scores_the_sentence_says_so_first(tmp_path: Path):
    few = Outcomes()
    few.put(service="Light peer support", eligible=100, first_score=80, paired=40, improved=20, deteriorated=5)
    few.put(service="Steel City Dads", eligible=60, first_score=50, paired=40, improved=20, deteriorated=5)
    few.put(eligible=160, first_score=130, paired=80, improved=40, deteriorated=10)
    release = few.open(tmp_path)
    answer = services_and_measures(release, Selection("Sheffield", "All services", "2023/24"), over=CHOSEN_YEAR)
    assert "In 1 of 2 fewer than half of those eligible have two scores" in answer.finding.text
    assert answer.finding.grade == "description"


def test_without_a_measure_in_use_there_are_no_data(tmp_path: Path):
    nothing = Outcomes()
    nothing.put(where="Liverpool", eligible=100, first_score=80, paired=40)
    release = nothing.open(tmp_path)
    answer = services_and_measures(release, Selection("Liverpool", "Steel City Dads", "2023/24"))
    assert (answer.finding.grade, len(answer.table)) == ("no data", 0)


def test_more_services_than_anybody_reads_are_counted_together_and_told_where_each_is_found(release, monkeypatch):
    whole = services_and_measures(release, Selection("Sheffield", "All services", YEAR))
    monkeypatch.setattr(service_measure_rows, "MANY", 3)
    short = services_and_measures(release, Selection("Sheffield", "All services", YEAR))
    several = whole.table.groupby("measure").service.transform("nunique") > 1
    together = whole.table[several & (whole.table.service == "All services")]
    alike = short.table.set_index("measure").loc[together.measure].reset_index()
    pd.testing.assert_frame_equal(alike[whole.table.columns], together.reset_index(drop=True))
    assert set(short.table.service) == {"All services"}
    services = len(release.manifest.services["Sheffield"])
    assert f"{services} services with {len(short.table)} measures, all services together" in short.finding.text
    assert "Each service has rows of its own where a Place or a system is chosen." in short.notes
    one = services_and_measures(release, Selection("Sheffield", "CAMHS PAIRS", YEAR))
    assert set(one.table.service) == {"CAMHS PAIRS"}
