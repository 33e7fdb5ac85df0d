"""The difference that a share by decile or ethnic group tests is a row of its table, and is what its chart draws."""

import re
from pathlib import Path

import pytest
from released_cells import Building
from statsmodels.stats.proportion import confint_proportions_2indep

from pimh_data.answer import Answer, Selection
from pimh_data.charts.list import CHARTS
from pimh_data.questions.equity import core20_by_ethnic_group
from pimh_data.questions.reach import (
    drop_out_by_decile,
    drop_out_by_ethnic_group,
    missed_by_decile,
    missed_by_ethnic_group,
)
from pimh_data.questions.words import ETHNIC_GROUPS
from pimh_data.registry.ethnicity import GROUPS
from pimh_data.release import Store

YEAR = "2023/24"
CORE20, REST = "The most deprived fifth (Core20)", "The rest (deciles 3-10)"
BY_GROUP = (drop_out_by_ethnic_group, missed_by_ethnic_group)


def of_exact(folder: Path, ask, dimension: str, counts: dict[str, tuple[int, int]]) -> Answer:
    """A share of a release that rounds nothing: member -> (left early, seen)."""
    building = Building(profile="exact")
    for member, (left, seen) in counts.items():
        building.put("pathway", YEAR, {"seen": seen, "closed_early": left}, dimension=dimension, member=member)
    return ask(building.open(folder), Selection("Sheffield", year=YEAR))


def test_core20_and_the_rest_stand_in_the_table_with_their_difference_and_newcombes_interval(tmp_path):
    found = of_exact(tmp_path, drop_out_by_decile, "deprivation", {"Core20": (56, 70), "The rest": (48, 80)})
    rows = found.table.set_index("member")
    assert list(rows.loc[[CORE20, REST], "share"]) == [0.8, 0.6]
    ends = confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    assert list(rows.loc[CORE20, ["difference_lower", "difference_upper"]]) == pytest.approx(ends)
    assert rows.at[CORE20, "difference"] == pytest.approx(0.2)
    assert rows["difference"].notna().sum() == 1


def test_an_ethnic_group_has_its_difference_from_white_people_alone_and_of_all_groups_together(tmp_path):
    counts = {"White": (48, 80), "Asian": (56, 70), "Black": (30, 50)}
    rows = of_exact(tmp_path, drop_out_by_ethnic_group, "ethnic_group", counts).table.set_index("member")
    for name in ("Asian", "Black"):
        for ends, alpha in (("difference", 0.05), ("together", 0.05 / 4)):
            published = confint_proportions_2indep(
                *counts[name], *counts["White"], method="newcomb", compare="diff", alpha=alpha
            )
            assert list(rows.loc[name, [f"{ends}_lower", f"{ends}_upper"]]) == pytest.approx(published)
    assert rows.loc["White", ["difference", "together_lower", "together_upper"]].isna().all()


@pytest.mark.parametrize("ask", BY_GROUP)
def test_a_line_that_is_drawn_crosses_the_dashed_line_where_the_sentence_names_no_difference(demo_release, ask):
    release, _ = Store(demo_release).current()
    key = {drop_out_by_ethnic_group: "drop_out", missed_by_ethnic_group: "missed"}[ask]
    seen = 0
    for place in (*release.manifest.places, "All Places"):
        for year in release.manifest.years:
            found = ask(release, Selection(place, year=year))
            drawing = CHARTS["lost_by_ethnic_group"](found)
            if not found.references or drawing is None:
                continue
            white, rows = found.references[0].value, drawing.datasets["rows"].set_index("label")
            for name in GROUPS[1:]:
                lower, upper = rows.loc[name, ["lower", "upper"]]
                if lower != lower:
                    continue
                named = re.search(rf"{ETHNIC_GROUPS[name]} \(\d", found.finding.text, re.IGNORECASE) is not None
                assert named == (not lower <= white <= upper), (key, place, year, name)
                seen += 1
    assert seen > 10


@pytest.mark.parametrize("ask", [missed_by_decile, drop_out_by_decile])
def test_the_chosen_group_is_told_apart_with_its_deciles(demo_release, ask):
    release, _ = Store(demo_release).current()
    for chosen, focus in (
        ("Everyone", {CORE20, "Decile 1", "Decile 2"}),
        ("The rest", {REST, *(f"Decile {n}" for n in range(3, 11))}),
        ("Decile 4", {"Decile 4"}),
    ):
        table = ask(release, Selection("All Places", year=YEAR, deprivation=chosen)).table
        assert set(table["member"][table["focus"] == "yes"]) == focus


def test_those_who_are_not_white_stand_as_one_row_of_each_group_of_deciles(demo_release):
    release, _ = Store(demo_release).current()
    table = core20_by_ethnic_group(release, Selection("All Places", year=YEAR)).table
    for group in ("Core20", "The rest"):
        own = table[table["deprivation"] == group].set_index("member")
        assert own.at["Not White, together", "people"] == own.loc[list(GROUPS[1:]), "people"].sum()
        assert own.at["Not White, together", "share"] + own.at["White", "share"] == pytest.approx(1)
    together = table[table["member"] == "Not White, together"]
    assert together["difference"].iloc[0] == pytest.approx(together["share"].iloc[0] - together["share"].iloc[1])
