"""Who is missed: every number recomputed in plain Python, what hidden counts can be, and the sentence on top."""

import math
import random
import re
from pathlib import Path
from statistics import NormalDist

import pandas as pd
import pytest
from drawn_release import PLACES, SERVICES, drawn_release
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_python import difference as differing
from plain_python import same, share, there, value
from released_cells import YEARS, Building

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.cells import HIDDEN, Cell
from pimh_data.questions.equity.missed import who_is_missed
from pimh_data.questions.equity.pathway import pathway_side_by_side
from pimh_data.questions.equity.pathway_table import WHOLE_PATH
from pimh_data.questions.kit.hidden_range import member_ends
from pimh_data.questions.kit.over import CHOSEN_YEAR, TOGETHER
from pimh_data.release import Release

STEPS = {
    "Referred": "referred",
    "Accepted": "accepted",
    "Seen": "seen",
    "Three or more contacts": "three_or_more_contacts",
    "Completed": "completed",
}
GROUPS = ("White", "Mixed", "Asian", "Black", "Other")
YEAR = "2023/24"
CORE20 = "The most deprived fifth (Core20)"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return drawn_release(tmp_path_factory.mktemp("drawn"))


def selections() -> list[Selection]:
    draw = random.Random(15)
    return [Selection(draw.choice(PLACES), draw.choice([*SERVICES]), draw.choice(YEARS)) for _ in range(12)]


@pytest.mark.parametrize("selection", selections(), ids=Selection.words)
def test_every_share_and_gap_is_that_of_the_released_counts(release: Release, selection: Selection):
    table = who_is_missed(release, selection).table

    def of(count: str, dimension: str, member: str) -> int | str | None:
        at = selection.place, selection.service, selection.year
        return value(release, "pathway", count, *at, dimension, member=member)

    shown = {CORE20: "Core20", "The rest (deciles 3-10)": "The rest", "Decile not known": "Not known"}
    checked = 0
    for row in table.to_dict("records"):
        dimension = "deprivation" if row["dimension"].startswith("Depriv") else "ethnic_group"
        if row["dimension"] == "Ethnic group, in two":
            assert row["state"] == "no data"  # the drawn release holds no such view
            continue
        member, step = shown.get(row["group"], row["group"]), STEPS[row["step"]]
        part, whole = of(step, dimension, member), of("referred", dimension, member)
        assert same(row["people"], part if there(part) else None)
        if not there(part, whole):
            assert pd.isna(row["share"])
            continue
        assert tuple(row[name] for name in ("share", "lower", "upper")) == pytest.approx(share(part, whole))
        if row["group"] != CORE20 or step == "referred":
            continue
        other, of_whom = of(step, dimension, "The rest"), of("referred", dimension, "The rest")
        assert there(other, of_whom)
        difference, lower, upper = differing(part, whole, other, of_whom)
        assert (row["difference"], row["difference_lower"], row["difference_upper"]) == pytest.approx(
            (difference, lower, upper)
        )
        assert (row["gap"], row["gap_lower"], row["gap_upper"]) == pytest.approx(
            (-difference * whole, -upper * whole, -lower * whole)
        )
        assert row["expected"] == pytest.approx(whole * other / of_whom)
        # Four steps and the whole path together.
        _, lower, upper = differing(part, whole, other, of_whom, 5)
        assert (row["gap_together_lower"], row["gap_together_upper"]) == pytest.approx((-upper * whole, -lower * whole))
        checked += 1
    assert checked > 1


def test_single_deciles_and_ethnic_groups_are_tested_together(release: Release):
    table = who_is_missed(release, Selection("Liverpool", "All services", "2020/21")).table
    rows = table[(table["step"] == "Completed") & table["gap"].notna()].set_index("group")
    for group, together in (("Decile 1", 10), ("White", 5)):
        row = rows.loc[group]
        alone, wide = row["gap"] - row["gap_lower"], row["gap"] - row["gap_together_lower"]
        ratio = NormalDist().inv_cdf(1 - 0.025 / together) / NormalDist().inv_cdf(0.975)
        assert 1.05 < wide / alone < ratio + 0.05
        z = NormalDist().inv_cdf(1 - 0.025 / together)
        assert row["could_be_seen"] == math.ceil(wide * (z + NormalDist().inv_cdf(0.8)) / z)


def test_shares_of_those_referred_are_those_along_the_pathway(release: Release):
    selection = Selection("Liverpool", "All services", YEAR)
    missed = who_is_missed(release, selection).table.set_index(["group", "step"])
    for one, other in (("Core20", "The rest"), ("Decile 1", "Decile 5"), ("White", "Asian")):
        for row in pathway_side_by_side(release, selection, one, other).table.to_dict("records"):
            own = missed.loc[row["group"], "Completed" if row["step"] == WHOLE_PATH else row["step"]]
            assert same(own["people"], None if pd.isna(row["people"]) else row["people"])
            assert same(own["share"], row["of_referred"])


def released(true: int) -> Cell:
    """The cell that a true count becomes under the rounded profile; one in seven others is hidden too."""
    if true < 5 or true % 7 == 0:
        return HIDDEN
    shown = 5 * round(true / 5)
    return Cell(shown, max(shown - 2, 5), shown + 2, "shown")


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 60)), min_size=2, max_size=8))
@settings(max_examples=300, deadline=None)
def test_what_a_member_can_be_holds_what_it_is(true: list[tuple[int, int]]):
    referred = {str(n): part + more for n, (part, more) in enumerate(true)}
    completed = {str(n): part for n, (part, _) in enumerate(true)}
    everyone = sum(referred.values()), sum(referred.values())
    of = member_ends({name: released(count) for name, count in referred.items()}, everyone)
    whole = sum(completed.values()) - 2, sum(completed.values()) + 2
    found = member_ends({name: released(count) for name, count in completed.items()}, whole, of)
    for name in referred:
        assert of[name][0] <= referred[name] <= of[name][1]
        assert found[name][0] <= completed[name] <= found[name][1]
        assert math.isfinite(found[name][1])


def test_a_hidden_member_of_a_hidden_whole_has_no_highest_count():
    assert member_ends({"A": HIDDEN, "B": HIDDEN}, (0, math.inf))["A"] == (0, math.inf)


def put(building: Building, dimension: str, counts: dict[str, tuple[int | None, ...]]) -> None:
    """Groups by their counts at each step."""
    for member, own in counts.items():
        building.put("pathway", YEAR, dict(zip(STEPS.values(), own, strict=True)), dimension=dimension, member=member)


DEPRIVATION = {
    "Core20": (630, 510, 385, 285, 165),
    "The rest": (835, 705, 570, 450, 275),
    "Not known": (35, 30, 25, 20, 10),
}
EVERYONE = {"Everyone": (1500, 1245, 980, 755, 450)}
EQUAL = {"Core20": (600, 500, 390, 300, 180), "The rest": (865, 720, 565, 435, 260), "Not known": (35, 30, 25, 20, 10)}


def asked(folder: Path, **dimensions: dict[str, tuple[int | None, ...]]):
    building = Building()
    put(building, "all", EVERYONE)
    for dimension, counts in dimensions.items():
        put(building, dimension, counts)
    return who_is_missed(building.open(folder), Selection("Sheffield", "All services", YEAR))


def test_the_parts_that_open_from_step_to_step_add_up_to_the_whole_gap(tmp_path: Path):
    table = asked(tmp_path, deprivation=DEPRIVATION).table
    core20 = table[table["group"] == CORE20].set_index("step")
    gap, opens = core20["gap"], core20["opens"]
    assert opens["Seen"] == pytest.approx(gap["Seen"] - gap["Accepted"])
    assert opens[["Accepted", "Seen", "Completed"]].sum() == pytest.approx(gap["Completed"])
    assert opens[["Referred", "Three or more contacts"]].isna().all()  # some complete after two contacts


def test_a_part_is_not_known_where_the_gap_before_it_is_hidden(tmp_path: Path):
    hidden = {"Core20": (500, 400, None, 200, 100), **{name: DEPRIVATION[name] for name in ("The rest", "Not known")}}
    table = asked(tmp_path, deprivation=hidden).table
    opens = table[table["group"] == CORE20].set_index("step")["opens"]
    assert opens[["Seen", "Completed"]].isna().all()
    assert pd.notna(opens["Accepted"])


def test_it_opens_with_the_largest_gap_in_people_told_from_chance_and_no_step_where_none_is_told(tmp_path: Path):
    answer = asked(tmp_path, deprivation=DEPRIVATION)
    assert answer.finding.text == (
        "Sheffield, 2023/24: of people from the most deprived fifth (Core20) referred, 26% complete, against 33% of "
        "the "
        "rest (deciles 3-10): about 42 more would have at that share (95% interval 3 to 81, steps together). No "
        "single step shows a clear difference."
    )
    assert answer.finding.grade == "worse"


def ethnic(asian: tuple[int | None, ...], white: tuple[int, ...] = (1200, 1000, 790, 610, 375)) -> dict:
    few = (5, 5, 5, 5, 5)
    unknown = dict.fromkeys(("Not stated", "Not known", "Not recorded"), few)
    return {"White": white, "Mixed": (70, 60, 45, 35, 20), "Asian": asian, "Black": few, "Other": few, **unknown}


def test_a_group_of_whom_twenty_are_expected_is_named_with_the_highest_count_though_it_is_hidden(tmp_path: Path):
    answer = asked(
        tmp_path, deprivation=EQUAL, ethnic_group=ethnic((100, 80, 60, 30, None), (1290, 1065, 845, 685, 405))
    )
    said = (
        r"Of Asian people \(at most 12 completed, \d+ expected\), fewer completed than expected, though how many is hid"
    )
    assert re.search(said, answer.finding.text)
    row = answer.table.set_index(["group", "step"]).loc["Asian", "Completed"]
    assert (row["state"], pd.isna(row["people"])) == ("hidden", True)
    # Everyone less the least that every other group has: 454 - (401 + 16 + 5 + 5 + 3 x 5).
    assert (row["people_lower"], row["people_upper"]) == (0, 12)
    assert row["expected"] == pytest.approx(100 * 435 / 1370, abs=0.5)


def test_without_a_clear_gap_it_says_what_could_have_been_told(tmp_path: Path):
    answer = asked(tmp_path, deprivation=EQUAL)
    assert answer.finding.grade == "no clear difference"
    row = answer.table.set_index(["group", "step"]).loc[CORE20, "Completed"]
    seen = f"A gap of {row['could_be_seen']:.0f} people or more would probably have been seen (80% power)."
    assert f": no clear difference. {seen}" in answer.finding.text


def test_twenty_people_referred_on_each_side_are_needed_whatever_became_of_them(tmp_path: Path):
    few = {"Core20": (15, 15, 10, 5, 5), "The rest": (1450, 1200, 945, 730, 435), "Not known": (35, 30, 25, 20, 10)}
    answer = asked(tmp_path, deprivation=few)
    assert answer.table.set_index(["group", "step"]).loc[(CORE20, "Completed"), "verdict"] == "too few to say"
    assert answer.finding.grade == "too few"
    enough = {**few, "Core20": (20, 15, 10, 5, 5)}
    assert asked(tmp_path / "enough", deprivation=enough).finding.grade == "no clear difference"


def test_three_years_can_be_asked_for_where_they_hold_the_chosen_one(release: Release):
    late, early = (Selection("Sheffield", "All services", year) for year in ("2024/25", "2020/21"))
    assert "2022/23 to 2024/25" in who_is_missed(release, late, TOGETHER).finding.text
    assert "2020/21" in who_is_missed(release, early, CHOSEN_YEAR).finding.text
    with pytest.raises(SelectionError, match="choose one of Chosen year, Since the service started"):
        who_is_missed(release, early, TOGETHER)


def test_without_referrals_by_group_there_are_no_data(tmp_path: Path):
    answer = asked(tmp_path)
    assert answer.finding.grade == "no data"
    assert (answer.table["state"] == "no data").all()


def test_who_completes_has_one_verdict_in_the_table_and_along_the_pathway(release: Release):
    """The same gap, the same intervals, alone and with the other steps, and the same side of chance."""
    checked = 0
    for place in PLACES:
        for service in SERVICES:
            for year in YEARS:
                selection = Selection(place, service, year)
                row = who_is_missed(release, selection).table.set_index(["group", "step"]).loc[CORE20, "Completed"]
                path = pathway_side_by_side(release, selection).table
                own = path[(path["step"] == WHOLE_PATH) & path["gap"].notna()]
                if own.empty:
                    continue
                names = ("gap_together_lower", "gap_lower"), ("gap_together_upper", "gap_upper"), ("gap", "gap")
                for theirs, ours in names:
                    assert row[theirs] == pytest.approx(own.iloc[0][ours])
                assert (row["verdict"] == "fewer, beyond chance") == (own.iloc[0]["gap_lower"] > 0)
                checked += 1
    assert checked > 5
