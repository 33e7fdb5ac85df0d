"""If something ends: nobody is lost twice, nobody is lost from nothing, and every number is that of sets of people."""

import math
import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from people_of_services import PEOPLE, YEAR, made, services
from released_cells import Building
from scipy.stats import chi2

from pimh_data.errors import SelectionError
from pimh_data.questions.cells import Cell
from pimh_data.questions.funding import (
    Scenario,
    choices,
    costs,
    coverage_lost,
    destinations,
    people_lost,
    side_by_side,
    waits_if_taken_on,
)
from pimh_data.questions.funding.loss import Loss
from pimh_data.questions.funding.unknown import not_known

SHEFFIELD = ("Peers", "Dads", "Team", "Midwives")
ALL = (*SHEFFIELD, "Elsewhere")
ANSWERS = (people_lost, coverage_lost, destinations, waits_if_taken_on, costs)
MEANS = {"Funding ends 31 March 2025": ("Peers", "Dads"), "Voluntary": ("Peers", "Dads"), "All services": SHEFFIELD}


def scenario(*ends: str, **changes) -> Scenario:
    return Scenario(**{"place": "Sheffield", "year": YEAR, "ends": ends, **changes})


def people(services: tuple[str, ...], alone: bool = False, within: tuple[str, ...] = SHEFFIELD, **traits: str) -> int:
    """People known to any of the services; `alone`: and to no other of those within."""
    found = 0
    for person in PEOPLE:
        known = set(person.known_to) & set(within)
        wanted = known <= set(services) if alone else True
        found += bool(known & set(services)) and wanted and all(getattr(person, k) == v for k, v in traits.items())
    return found


def row(answer, member: str) -> pd.Series:
    return answer.table.set_index(answer.columns[1 if answer.key == "funding.people" else 0].name).loc[member]


@pytest.mark.parametrize("ends", ["Peers", "Dads", "Team", "Midwives", *MEANS])
def test_who_is_lost_are_those_known_to_nothing_else(exact, ends):
    answer, meant = people_lost(exact, scenario(ends)), MEANS.get(ends, (ends,))
    every = row(answer, "Everyone")
    assert every.before == people(SHEFFIELD)
    assert every.at_ending == people(meant)
    assert every.only == every.lost == every.lost_lower == every.lost_upper == people(meant, alone=True)
    assert every.after == people(SHEFFIELD) - people(meant, alone=True)
    for group in ("Core20", "The rest", "Not known"):
        one = answer.table[(answer.table.by == "Deprivation") & (answer.table.member == group)].iloc[0]
        assert one.only == people(meant, alone=True, group=group)


@pytest.mark.parametrize("ends", ["Peers", "Dads", "Voluntary", "All services"])
def test_the_lost_of_the_groups_add_up_to_all_who_are_lost(exact, rounded, ends):
    for release in (exact, rounded):
        for percent in (100, 40):
            answer = people_lost(release, scenario(ends, percent=percent))
            every = row(answer, "Everyone")
            # Of one service, five ethnic groups of a year would mostly be hidden: they are two.
            known = {"White British or Irish", "Every other"} if ends in ("Peers", "Dads") else {"White", "Asian"}
            assert known <= set(answer.table.member)
            for by in ("Deprivation", "Ethnic group"):
                parts = answer.table[answer.table.by == by]
                assert parts.lost_lower.sum() <= every.lost_upper + 1e-9
                assert parts.lost_upper.sum() >= every.lost_lower - 1e-9
                if release is exact:
                    # Each part of a capacity is in whole people: half a person off at most.
                    off = 0 if percent == 100 else 0.5 * (len(parts) + 1)
                    assert parts.lost.sum() == pytest.approx(every.lost, abs=off)
                    assert parts.after.sum() == pytest.approx(every.after, abs=off)
    levels = destinations(exact, scenario(ends)).table
    assert levels.lost.sum() == row(people_lost(exact, scenario(ends)), "Everyone").lost


def test_the_range_of_a_rounded_release_holds_the_truth(exact, rounded):
    for ends in choices(exact, "Sheffield"):
        true = people_lost(exact, scenario(ends)).table
        shown = people_lost(rounded, scenario(ends)).table
        known = shown.lost_upper.notna() & (shown.state == "shown")
        assert known.sum() >= 5
        assert (shown.lost_lower[known] <= true.lost[known]).all()
        assert (shown.lost_upper[known] >= true.lost[known]).all()
        assert (shown.after_lower[known] <= true.after[known]).all()
        assert (shown.after_upper[known] >= true.after[known]).all()
        hidden = shown.state == "hidden"
        assert (
            true.lost[hidden & shown.lost_upper.notna()] <= shown.lost_upper[hidden & shown.lost_upper.notna()]
        ).all()


@pytest.mark.parametrize("nothing", [scenario(), scenario("Peers", percent=0), scenario("All services", percent=0)])
def test_removing_nothing_changes_nothing(exact, rounded, nothing):
    for release in (exact, rounded):
        table = people_lost(release, nothing).table
        known = table.before.notna()
        assert (table.lost == 0).all()
        assert (table.after[known] == table.before[known].astype(float)).all()
        assert "nothing ends" in people_lost(release, nothing).finding.text
        coverage = coverage_lost(release, nothing).table
        assert coverage.rate_before.equals(coverage.rate_after)
        assert costs(release, nothing).table.empty
        assert not_known(release, nothing) == ()


def test_the_order_in_which_things_end_does_not_matter(exact, tmp_path):
    assert scenario("Peers", "Dads") == scenario("Dads", "Peers") == scenario("Dads", "Peers", "Dads")
    for answer in ANSWERS:
        one, other = answer(exact, scenario("Peers", "Team")), answer(exact, scenario("Team", "Peers"))
        pd.testing.assert_frame_equal(one.table, other.table)
        assert one.finding == other.finding
    backwards = made(tmp_path, "exact", list(reversed(services())))
    for ends in (("Voluntary",), ("Peers", "Dads"), ("Midwives",)):
        pd.testing.assert_frame_equal(
            people_lost(exact, scenario(*ends)).table, people_lost(backwards, scenario(*ends)).table
        )


def test_services_that_a_bundle_holds_together_are_counted_as_the_bundle(exact):
    together = people_lost(exact, scenario("Peers", "Dads"))
    assert row(together, "Everyone").lost == people(("Peers", "Dads"), alone=True)
    assert row(together, "Everyone").lost > people(("Peers",), alone=True) + people(("Dads",), alone=True)


def test_what_the_release_does_not_hold_together_has_a_range_that_holds_the_truth(exact, rounded):
    for release in (exact, rounded):
        for many in (2, 3):
            for ends in combinations(SHEFFIELD, many):
                found = row(people_lost(release, scenario(*ends)), "Everyone")
                assert found.lost_lower <= people(ends, alone=True) <= found.lost_upper
        answer = people_lost(release, scenario("Peers", "Team"))
        assert pd.isna(row(answer, "Everyone").only)
        assert any("Name them as a bundle" in note for note in answer.notes)


def test_a_bundle_and_a_service_of_it_are_the_bundle(exact):
    both = people_lost(exact, scenario("Voluntary", "Peers")).table
    pd.testing.assert_frame_equal(both, people_lost(exact, scenario("Voluntary")).table)


def test_part_of_a_capacity_takes_its_part_of_the_people_and_the_staff(exact):
    whole, part = (side_by_side(exact, [scenario("Peers", percent=p)]).table.iloc[0] for p in (100, 25))
    assert part.lost == pytest.approx(whole.lost / 4, abs=0.5)
    assert part.core20 == pytest.approx(whole.core20 / 4, abs=0.5)
    assert (whole.wte, part.wte) == (4, 1)
    assert any("turned away" in note for note in people_lost(exact, scenario("Peers", percent=25)).notes)


def test_within_a_system_a_service_of_another_place_still_knows_them(exact):
    answer = people_lost(exact, scenario("Team", place="South Yorkshire"))
    assert row(answer, "Everyone").lost == people(("Team",), alone=True, within=ALL)
    assert people(("Team",), alone=True, within=ALL) < people(("Team",), alone=True)


def test_the_finding_says_who_was_seen_by_nothing_else_and_the_share_of_each_group(exact):
    lost, before = people(("Peers", "Dads"), alone=True), people(SHEFFIELD)
    keep = people(("Peers", "Dads")) - lost
    text = people_lost(exact, scenario("Funding ends 31 March 2025")).finding.text
    assert text.startswith(
        f"Sheffield, 2023/24: {lost} of the {before} people seen were seen by what is funded until 31 March 2025 and "
        f"by no other service that year, as far as these extracts show; about {keep} were seen by another too. That "
        "was "
    )
    every = people_lost(exact, scenario("All services")).finding
    assert every.text.endswith("as far as these extracts show.")
    assert every.grade == "description"


@pytest.mark.parametrize("percent", [100, 50, 10])
@pytest.mark.parametrize("ends", ["Peers", "Voluntary", "Midwives"])
def test_of_part_of_a_capacity_the_shares_are_of_that_part_and_are_not_tested(exact, rounded, ends, percent):
    for release in (exact, rounded):
        answer = people_lost(release, scenario(ends, percent=percent))
        table = answer.table[answer.table.by == "Deprivation"].set_index("member")
        meant, part = MEANS.get(ends, (ends,)), percent / 100
        said = []
        for group in ("Core20", "The rest"):
            true = part * people(meant, alone=True, group=group) / people(SHEFFIELD, group=group)
            if release is exact:
                assert table.share[group] == pytest.approx(true)
            if table.state[group] == "shown":
                assert table.share_lower[group] - 1e-9 <= true <= table.share_upper[group] + 1e-9
            said.append(f"{100 * table.share[group]:.0f}%")
        if (table.state[["Core20", "The rest"]] == "shown").all():
            assert (
                f"That was {said[0]} of those from the most deprived fifth (Core20) and {said[1]} of the rest."
                in answer.finding.text
            )
        assert answer.finding.grade in ("description", "hidden")
        assert "chance" not in answer.finding.text


def test_half_of_a_rounded_count_is_a_range_and_no_number_to_the_person(exact, rounded):
    whole = row(people_lost(rounded, scenario("Peers")), "Everyone")
    low, high = math.floor(whole.lost_lower / 2), math.ceil(whole.lost_upper / 2)
    text = people_lost(rounded, scenario("Peers", percent=50)).finding.text
    assert text.startswith("Sheffield, 2023/24: 50% of those seen by Peers alone that year")
    assert f", as far as these extracts show, were {low} to {high} of the " in text
    compared = side_by_side(rounded, [scenario("Peers", percent=50)]).finding.text
    assert f"{low} to {high} people seen by no other service" in compared


@pytest.mark.parametrize("percent", [50, 37, 3])
@pytest.mark.parametrize("ends", ["Peers", "Voluntary", "Midwives", "All services"])
def test_people_are_whole_and_their_range_holds_the_part_that_ends(exact, rounded, ends, percent):
    """Half of 985 people is 493, and 490.5 to 494.5 of them are 490 to 495."""
    asked, share = scenario(ends, percent=percent), percent / 100
    for release in (exact, rounded):
        lost, part = (people_lost(release, one).table for one in (scenario(ends), asked))
        tables = (part, coverage_lost(release, asked).table, destinations(release, asked).table)
        for table in (*tables, side_by_side(release, [asked]).table, waits_if_taken_on(release, asked).table):
            for name in set(table) & {
                "lost",
                "lost_lower",
                "lost_upper",
                "after",
                "after_lower",
                "after_upper",
                "core20",
                "taken_on",
                "over_lower",
                "over_upper",
                "need_lower",
                "need_upper",
            }:
                held = table[name].dropna().astype(float)
                assert (held % 1 == 0).all(), name
        known = lost.lost_upper.notna()
        assert (part.lost_lower[known] == (lost.lost_lower * share).round(6).map(math.floor)[known]).all()
        assert (part.lost_upper[known] == (lost.lost_upper[known] * share).round(6).map(math.ceil)).all()
        shown = part.lost.notna()
        assert ((part.lost[shown] - lost.lost[shown] * share).abs() <= 0.5).all()
        assert (part.lost + part.after)[shown].equals(lost.before[shown].astype(float))
    text = people_lost(rounded, scenario("Voluntary", percent=50)).finding.text
    whole = row(people_lost(rounded, scenario("Voluntary")), "Everyone")
    assert f"{whole.lost_lower // 2:.0f} to {-(-whole.lost_upper // 2):.0f} of the" in text


def test_no_sentence_about_what_ends_is_a_forecast(exact, rounded):
    for release in (exact, rounded):
        for asked in (scenario("Peers"), scenario("Voluntary", percent=30), scenario("Peers", "Team")):
            for answer in (people_lost, coverage_lost, destinations):
                text = answer(release, asked).finding.text
                assert "no longer" not in text, text
                assert "would" not in text, text


def test_coverage_before_and_after_stands_beside_the_need(exact):
    table = coverage_lost(exact, scenario("Voluntary")).table.set_index("member")
    births = 40 * sum(range(1, 11))
    lost = people(("Peers", "Dads"), alone=True)
    assert table.children["Everyone"] == births
    assert table.rate_before["Everyone"] == pytest.approx(1000 * people(SHEFFIELD) / births)
    assert table.rate_after["Everyone"] == pytest.approx(1000 * (people(SHEFFIELD) - lost) / births)
    assert table.need_upper["Core20"] == 41  # 0.34 * 40 * 3 = 40.8
    assert table.before["Core20"] == people(SHEFFIELD, group="Core20")


def test_where_people_would_have_to_go_is_their_need_group_and_the_services_that_stay(exact):
    answer = destinations(exact, scenario("Voluntary"))
    table = answer.table.set_index("need_group")
    for level in ("Getting Advice", "Getting Help", "Getting More Help"):
        assert table.only[level] == people(("Peers", "Dads"), alone=True, level=level)
    assert table.stays.tolist() == ["none", "none", "Team", "Midwives", "none", "none"]
    at = {"Getting Advice": ("Peers (listed at Getting Help)", "Dads"), "Getting Help": ("Peers", "Dads (listed at")}
    for level, services_there in at.items():
        for name in services_there:
            assert name in table.ends[level]
    advice = people(("Peers", "Dads"), alone=True, level="Getting Advice")
    assert f"{advice} at Getting Advice" in answer.finding.text
    assert "had no other service listed at their level" in answer.finding.text


def test_where_people_would_go_says_who_is_at_no_level_that_is_named(exact, rounded):
    """The levels of the sentence make the whole of its table, or it says at which a number is hidden."""
    for release in (exact, rounded):
        for ends in ("Peers", "Voluntary", "All services"):
            answer = destinations(release, scenario(ends))
            table, text = answer.table.set_index("need_group"), answer.finding.text
            for level, found in table.iterrows():
                if found.state == "hidden":
                    named = "no recorded level" if level == "Not recorded" else level
                    assert named in text.split("; how many at ")[1]
                elif level == "Not recorded" and found.only > 0:
                    assert f"{found.lost:.0f} had no recorded need group" in text
                elif found.only > 0:
                    assert re.search(rf"\b{found.only:.0f} at {level}|to {found.lost_upper:.0f} at {level}", text)


def test_waits_are_worked_out_only_where_capacity_was_brought(exact):
    answer = waits_if_taken_on(exact, scenario("Voluntary"))
    table = answer.table.set_index("need_group")
    taken_on, now = people(("Peers", "Dads"), alone=True, level="Getting Help"), people(("Team",))
    assert table.taken_on["Getting Help"] == taken_on
    assert table.seen["Getting Help"] == now
    over = now + taken_on - 100
    assert over > 0
    assert table.over_lower["Getting Help"] == table.over_upper["Getting Help"] == over
    assert table.weeks_lower["Getting Help"] == pytest.approx(over / (100 / 52))
    assert table.state["Getting Advice"] == "no data"
    assert math.isnan(table.weeks_upper["Getting Advice"])
    assert [note.split()[0] for note in answer.notes] == ["Capacities", "Assumed:", "Assumed:", "Assumed:"]
    assert "synthetic" in answer.notes[0]


def test_enough_capacity_leaves_no_wait(exact):
    table = exact.table("services", "Sheffield")
    larger = table.assign(capacity=table.capacity.mask(table.service == "Team", 900.0))
    release = replace(exact, tables={**exact.tables, ("services", "Sheffield"): larger})
    answer = waits_if_taken_on(release, scenario("Voluntary"))
    assert answer.table.set_index("need_group").weeks_upper["Getting Help"] == 0
    assert "At Getting Help their capacity would suffice." in answer.finding.text
    assert "at Getting More Help 7 people would be over the capacity of 60 after a year" in answer.finding.text


def test_a_cost_is_shown_only_where_it_was_brought_and_per_person_seen(exact):
    answer = costs(exact, scenario("Voluntary"))
    table = answer.table.set_index("service")
    seen = people(("Peers",))
    assert table.cost["Peers"] == pytest.approx(150_000 / seen)
    # Exact Poisson limits from scipy; Byar's differ from them by less than 1%.
    low, high = chi2.ppf(0.025, 2 * seen) / 2, chi2.ppf(0.975, 2 * seen + 2) / 2
    assert table.lower["Peers"] == pytest.approx(150_000 / high, rel=0.01)
    assert table.upper["Peers"] == pytest.approx(150_000 / low, rel=0.01)
    assert table.state["Dads"] == "no data"
    assert np.isnan(table.cost["Dads"])
    assert "£150,000 a year for Voluntary (of 1 of 2 services); per person seen in the year, £" in answer.finding.text
    assert f"(95% interval {table.lower['Peers']:,.0f} to {table.upper['Peers']:,.0f}) at Peers." in answer.finding.text
    assert any("No cost per improvement" in note for note in answer.notes)


def test_of_part_of_a_capacity_the_cost_is_that_of_the_whole_and_says_so(exact):
    text = costs(exact, scenario("Peers", percent=50)).finding.text
    assert "£150,000 a year for Peers, of whose capacity 50% ends; per person seen" in text
    assert " at Peers" not in text


def test_without_costs_none_is_made_up(exact):
    answer = costs(exact, scenario("Dads"))
    assert answer.finding.grade == "no data"
    assert "none is made up" in answer.finding.text
    assert not any("£" in str(value) for value in answer.table.to_numpy().ravel())


def test_a_number_lost_lies_within_its_range_where_rounding_shows_it_outside():
    """50 shown of 45 who are seen by what ends: 46 to 49, which is what the sentence says."""
    seen, ending, only = (Cell(value, value - 4, value + 4, "shown") for value in (100, 45, 50))
    found = Loss(seen, ending, Cell(only.value, 46, 49, "shown"), 1.0, 46, 49)
    assert (found.lost, found.lost_range, found.in_words) == (49, (46, 49), "46 to 49")
    share, least, most = found.share_of_group
    assert least <= share <= most
    after, fewest, others = found.after
    assert fewest <= after <= others
    assert Loss(seen, ending, Cell(40, 36, 44, "shown"), 1.0, 36, 44).in_words == "40"


def test_what_is_not_known_is_said(exact):
    said = " ".join(not_known(exact, scenario("Voluntary")))
    assert "what becomes of people whom no service sees" in said
    assert "yearly cost of Dads" in said
    assert "capacity of" not in said
    assert "staff of Team" in " ".join(not_known(exact, scenario("Team")))


def test_scenarios_stand_side_by_side_in_the_order_given(exact):
    asked = [scenario(), scenario("Voluntary"), scenario("Peers"), scenario("Peers", percent=50)]
    table = side_by_side(exact, asked).table
    alone = people(("Peers",), alone=True)
    assert table.lost.tolist() == [0, people(("Peers", "Dads"), alone=True), alone, alone / 2]
    assert table.wte.tolist() == [0, 5.5, 4, 2]
    assert table.funding_ends.tolist() == ["", "31 March 2025", "31 March 2025", "31 March 2025"]
    with pytest.raises(SelectionError, match="compare scenarios of one"):
        side_by_side(exact, [scenario(), scenario(place="Barnsley")])
    with pytest.raises(SelectionError, match="compare scenarios of one"):
        side_by_side(exact, [])


def test_what_may_end_is_offered_bundles_by_end_of_funding_first(exact):
    assert choices(exact, "Sheffield") == (
        "Funding ends 31 March 2025",
        "Funding ends 31 March 2026",
        "Voluntary",
        *SHEFFIELD,
        "All services",
    )
    assert choices(exact, "Barnsley") == ("Elsewhere", "All services")


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_service_that_the_place_does_not_have_is_refused(exact, answer):
    with pytest.raises(SelectionError, match="Sheffield has no service or bundle Elsewhere and Nobody"):
        answer(exact, scenario("Nobody", "Elsewhere"))
    with pytest.raises(SelectionError, match="holds no financial year"):
        answer(exact, scenario("Peers", year="1999/00"))


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_part_of_the_capacity_that_cannot_be_is_refused(percent):
    with pytest.raises(SelectionError, match=f"{percent}% of capacity was asked for: give 0 to 100"):
        scenario("Peers", percent=percent)


def test_a_service_that_saw_nobody_in_the_year_is_no_data_and_not_a_loss(tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    building.service("Light", "2020-04-01")
    building.service("Dads", "2024-06-01")
    answer = people_lost(building.open(tmp_path), scenario("Dads"))
    assert answer.finding.text == "Sheffield, 2023/24: the release has nobody seen by Dads in that year."
    assert answer.finding.grade == "no data"
    assert row(answer, "Everyone").state == "no data"


def test_a_hidden_number_is_bounded_only_by_what_is_shown(rounded):
    hidden = [
        (ends, found)
        for ends in choices(rounded, "Sheffield")
        for found in people_lost(rounded, scenario(ends)).table.itertuples()
        if found.state == "hidden"
    ]
    assert hidden
    for _, found in hidden:
        assert math.isnan(found.lost)
        if not pd.isna(found.at_ending):
            assert found.lost_upper <= found.at_ending + 4


@pytest.mark.parametrize("ends", ["Peers", "Dads", "Voluntary", "Midwives", "All services"])
def test_no_level_says_that_no_service_ends_beside_people_who_lose_one(exact, rounded, ends):
    for release in (exact, rounded):
        table = destinations(release, scenario(ends)).table
        loses = table.lost_upper > 0
        assert loses.any()
        assert (table.ends[loses] != "none").all()
        waits = waits_if_taken_on(release, scenario(ends)).table
        levels = table.need_group[(table.only > 0) & (table.need_group != "Not recorded")]
        assert set(levels) <= set(waits.need_group)
