"""The last quarter beside the same a year before: the counts of the release, and their difference as a fact."""

from pathlib import Path

import pytest
from released_cells import Building

from pimh_data.answer import Answer, Selection
from pimh_data.questions.reach.last_quarter import last_quarter
from pimh_data.registry.cubes import QUARTER
from pimh_data.release import Release, Store


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def asked(release: Release, **chosen: str) -> Answer:
    return last_quarter(release, Selection(**{"place": "Sheffield", "year": "2024/25", **chosen}))


def built(folder: Path, now: int | None, before: int | None, last_month: str = "2025-03") -> Release:
    building = Building(last_month=last_month)
    for quarter, count in (("2024/25 Q4", now), ("2023/24 Q4", before)):
        building.put("pathway", quarter, {"referred": count}, period_kind=QUARTER)
        building.put("first_contacts", quarter, {"people": count}, period_kind=QUARTER)
    building.deciles()
    return building.open(folder)


@pytest.mark.parametrize("year", ["2022/23", "2024/25"])
@pytest.mark.parametrize("place", ["Sheffield", "Liverpool", "All Places"])
def test_its_counts_are_those_of_the_release(release: Release, place: str, year: str):
    before = {"2022/23": "2021/22", "2024/25": "2023/24"}[year]
    found = asked(release, place=place, year=year)
    labels = [found.column(name).label for name in ("people", "people_before")]
    assert labels == [f"{year} Q4", f"{before} Q4"]
    for row, (cube, count) in zip(
        found.table.itertuples(),
        (("pathway", "referred"), ("first_contacts", "people")),
        strict=True,
    ):
        table = release.table(cube, place)
        held = table[(table.service == "All services") & (table.dimension == "all")].set_index("period")[count]
        assert (row.people, row.people_before) == (held[f"{year} Q4"], held[f"{before} Q4"])


def test_a_difference_that_rounding_may_be_all_of_is_not_named(tmp_path: Path):
    for folder, (now, before, said) in enumerate(
        [
            (100, 80, "about 20 more than the same quarter a year before (80)"),
            (80, 100, "about 20 fewer than the same quarter a year before (100)"),
            (100, 95, "no change from the same quarter a year before (95) that rounded counts can show"),
        ]
    ):
        answer = asked(built(tmp_path / str(folder), now, before))
        assert answer.finding.text == (
            f"Sheffield, 2024/25 Q4: {now} people were newly referred, {said}; {now} people were seen for the first "
            f"time, {said}."
        )
        change = answer.table["change"].iloc[0]
        assert change == now - before if abs(now - before) >= 10 else change != change


def test_a_hidden_quarter_is_said_and_gives_no_number_away(tmp_path: Path):
    before = asked(built(tmp_path / "before", 100, None)).finding.text
    assert "100 people were newly referred (the same quarter a year before is hidden)" in before
    now = asked(built(tmp_path / "now", None, 100))
    assert now.finding.grade == "hidden"
    assert "100" not in now.finding.text


def test_a_year_that_has_not_ended_is_told_by_its_last_whole_quarter(tmp_path: Path):
    answer = asked(built(tmp_path, 100, 80, last_month="2024-12"))
    assert answer.column("people").label == "2024/25 Q3"
    assert answer.finding.grade == "no data"


def test_it_keeps_everyone_and_says_so(release: Release):
    answer = asked(release, deprivation="Core20")
    assert [str(keeps) for keeps in answer.keeps] == [
        "Everyone is counted: by quarter these are not held by deprivation."
    ]
    assert list(answer.table["people"]) == list(asked(release).table["people"])
