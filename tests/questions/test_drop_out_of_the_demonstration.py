"""The demonstration was drawn with more drop-out in Core20: the page says so, and holds the size drawn."""

from pathlib import Path

import pytest

from pimh_data.answer import Selection
from pimh_data.questions.reach import drop_out_by_decile
from pimh_data.release import Release
from pimh_data.release.store import Store
from pimh_data.secure.demo import assumptions
from pimh_data.secure.demo.pathway import LEFT_REASONS, REASON_MISSING

STEPPED = sum(share for reason, share in LEFT_REASONS.items() if reason.startswith("stepped")) / sum(
    LEFT_REASONS.values()
)
# Of those who do not complete, the share whose closing counts as early: all but those stepped up or down.
EARLY_IF_NOT_COMPLETED = 1 - STEPPED * (1 - REASON_MISSING)


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def generated(seen_by_decile: dict[int, float], deciles: range) -> float:
    """The share leaving early that was drawn, of the people seen in these deciles once their contact has ended."""
    seen = sum(seen_by_decile[decile] for decile in deciles)
    early = sum(
        seen_by_decile[decile] * (1 - assumptions.COMPLETES[decile - 1]) * EARLY_IF_NOT_COMPLETED for decile in deciles
    )
    return early / seen


def by_decile(answer) -> dict[int, float]:
    table = answer.table.set_index("member")
    return {decile: float(table.at[f"Decile {decile}", "seen"]) for decile in range(1, 11)}


# Not of the newest year, whose contacts have often not ended: longer times are no second chance for it.
@pytest.mark.parametrize("year", ["2022/23", "2023/24"])
def test_drop_out_is_worse_in_deciles_1_2_and_the_page_says_so(release: Release, year: str):
    answer = drop_out_by_decile(release, Selection("All Places", year=year))
    assert answer.finding.grade == "worse"
    assert "more, beyond chance" in answer.finding.text
    assert "of people from the most deprived fifth (Core20) who were seen left early" in answer.finding.text


@pytest.mark.parametrize("year", ["2022/23", "2023/24", "2024/25"])
def test_a_year_with_people_enough_is_judged_by_itself(release: Release, year: str):
    for place in (*release.manifest.places, "All Places"):
        answer = drop_out_by_decile(release, Selection(place, year=year))
        if answer.finding.grade in ("hidden", "no data"):
            continue
        moved = any(note.startswith("Shown for") for note in answer.notes)
        assert answer.finding.text.startswith(f"{place}, {year}: ") != moved
        assert "Over three years" not in answer.finding.text
        assert "Over the whole time" not in answer.finding.text


YEARS = ("2020/21", "2021/22", "2022/23", "2023/24")


def test_of_forty_intervals_of_95_all_but_a_few_hold_what_was_drawn(release: Release):
    held = []
    for year in YEARS:
        table = drop_out_by_decile(release, Selection("All Places", year=year)).table.set_index("member")
        for decile in range(1, 11):
            drawn = (1 - assumptions.COMPLETES[decile - 1]) * EARLY_IF_NOT_COMPLETED
            row = table.loc[f"Decile {decile}"]
            assert row.state == "shown"
            held.append(row.lower <= drawn <= row.upper)
    assert len(held) == 40
    assert sum(held) >= 36  # 38 are expected; fewer than 36 in one of twenty draws


@pytest.mark.parametrize("year", YEARS)
def test_the_size_that_was_drawn_lies_within_the_interval(release: Release, year: str):
    answer = drop_out_by_decile(release, Selection("All Places", year=year))
    seen = by_decile(answer)
    points = answer.headline.comparison.split("95% interval ")[1]
    lower, upper = (float(end) / 100 for end in points.split(" to "))
    drawn = generated(seen, range(1, 3)) - generated(seen, range(3, 11))
    assert lower - 0.005 <= drawn <= upper + 0.005  # the interval is printed in whole points
    assert drawn > 0.05
