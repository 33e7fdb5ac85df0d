"""People's deciles and residents' are of one edition of the indices, or need is not set beside people by them."""

from pathlib import Path

import numpy as np
import pytest
from released_cells import CHILDREN, Building

from pimh_data.answer import Answer, Selection
from pimh_data.questions.equity import seen_by_decile, share_beside_need
from pimh_data.questions.funding import Scenario, coverage_lost
from pimh_data.questions.kit.residents import residents
from pimh_data.questions.kit.share_of_need import share_of_need
from pimh_data.questions.need import (
    coverage_by_deprivation,
    coverage_by_place,
    need_by_model,
    need_by_thrive_level,
)
from pimh_data.release import Release

YEAR = "2023/24"
EVERYONE = sum(CHILDREN.values())
CORE20 = CHILDREN[1] + CHILDREN[2]
DIFFER = "People's deciles are of IMD 2019, the published children of IMD 2025"
FIGURES = {
    "mixed": ("People's deciles mix IMD 2019 and 2025", {"2019": 600, "2025": 300}),
    "another": (DIFFER, {"2019": 900}),
    "not said": ("The release does not say by which edition people's deciles were given", {}),
}


def place(folder: Path, people: dict[str, int], *editions: str) -> Release:
    """Sheffield: people by decile of these editions (referrals of each), children by decile of those."""
    building = Building()
    for edition in editions:
        building.deciles(edition=edition)
    for edition, referrals in people.items():
        building.version(edition, referrals)
    for member, seen in (("Everyone", 900), ("Core20", 490), ("The rest", 400)):
        building.seen(YEAR, seen, member)
    building.service("Light", "2020-04-01")
    building.rows["services", "Sheffield"][-1]["need_group"] = "Getting Help"
    return building.open(folder)


def selection(group: str = "Everyone") -> Selection:
    return Selection("Sheffield", year=YEAR, deprivation=group)


def of_groups(release: Release) -> dict[str, Answer]:
    """Every answer that sets need beside people of the most deprived fifth (Core20)."""
    return {
        "coverage of groups": coverage_by_deprivation(release, selection()),
        "coverage of Places": coverage_by_place(release, selection("Core20")),
        "models": need_by_model(release, selection("Core20")),
        "levels": need_by_thrive_level(release, selection("Core20")),
        "lost": coverage_lost(release, Scenario("Sheffield", YEAR, ("Light",), 1.0)),
    }


@pytest.mark.parametrize("kind", FIGURES)
def test_need_of_a_group_is_refused_in_words_where_the_editions_are_not_one(tmp_path, kind: str):
    why, people = FIGURES[kind]
    answers = of_groups(place(tmp_path, people, "2025"))
    for name, answer in answers.items():
        assert why.lower() in " ".join((*answer.notes, answer.finding.text)).lower(), name
    assert answers["coverage of Places"].finding.grade == "no data"
    assert answers["models"].finding.grade == "no data"
    for name in ("coverage of groups", "lost"):
        rows = answers[name].table.set_index(answers[name].columns[0].name)
        groups = rows.loc[["Core20", "The rest"]]
        assert groups[["need_lower", "need_upper"]].isna().all(axis=None), name
        assert (groups["state"] == "no data").all(), name
    assert answers["models"].table["value"].isna().all()
    assert not (answers["levels"].table[["need", "unserved_upper"]] > 0).any(axis=None)


@pytest.mark.parametrize("kind", FIGURES)
def test_the_share_of_need_is_refused_as_the_rate_by_decile_is(tmp_path, kind: str):
    why, people = FIGURES[kind]
    release = place(tmp_path, people, "2025")
    found = share_of_need(release, "Sheffield", year=YEAR)
    assert found.refused.startswith(why)
    assert np.isnan([found.share, found.lower, found.upper]).all()
    assert seen_by_decile(release, selection()).finding.grade == "no data"
    assert why in " ".join(share_beside_need(release, selection()).notes)


def test_everyone_together_is_not_refused_and_the_edition_of_the_children_is_named(tmp_path):
    release = place(tmp_path, {"2019": 900}, "2025")
    answer = coverage_by_place(release, selection())
    assert answer.table.loc[0, "need_upper"] == pytest.approx(0.15 * (EVERYONE - CORE20) + 0.34 * CORE20, abs=0.5)
    assert "deciles of IMD 2025" in answer.evidence.denominator
    assert DIFFER not in " ".join((*answer.notes, answer.finding.text))
    row = coverage_by_deprivation(release, selection()).table.set_index("member").loc["Everyone"]
    assert (row["state"], row["people"]) == ("shown", 900)


def test_of_two_editions_that_of_the_people_is_used(tmp_path):
    release = place(tmp_path, {"2019": 900}, "2019", "2025")
    held = residents(release, "Sheffield", YEAR)
    assert (held.births.edition, held.refused) == ("2019", "")
    assert all(answer.finding.grade != "no data" for answer in of_groups(release).values())
    assert held.of("Core20").births == CORE20


def test_births_of_one_edition_beside_young_children_of_another_refuse_what_is_of_the_other_alone(tmp_path):
    building = Building()
    building.deciles(edition="2019")
    for member, count in (("Core20", 13_000), ("The rest", 17_000)):
        building.published("Sheffield", "2023", "aged 0-4", "deprivation", member, count, "2025")
    building.version("2019", 900)
    held = residents(building.open(tmp_path), "Sheffield", YEAR)
    core20, everyone = held.of("Core20"), held.of()
    assert (core20.births, everyone.children_0_4) == (CORE20, 30_000)
    assert np.isnan(core20.children_0_4)
    assert held.refused.startswith(DIFFER)


def test_without_any_decile_of_people_the_children_stand_alone_and_nothing_clashes(tmp_path):
    building = Building()
    building.deciles(edition="2025")
    building.version("2019", None)
    release = building.open(tmp_path)
    release.tables["versions", "Sheffield"] = release.tables["versions", "Sheffield"].iloc[:0]
    held = residents(release, "Sheffield", YEAR)
    assert (held.refused, held.of("Core20").births) == ("", CORE20)


def test_totals_alone_say_nothing_of_groups_and_refuse_nothing(tmp_path):
    building = Building()
    building.published("Sheffield", "2023", "births", "all", "Everyone", 5_700)
    building.version("2019", 900)
    held = residents(building.open(tmp_path), "Sheffield", YEAR)
    assert (held.of().births, held.refused, held.births.basis) == (5_700, "", "births")
    assert np.isnan(held.of("Core20").births)
