"""What the questions share: periods by name, births of everyone, cubes that were not brought, pairs followed."""

import gc
import weakref

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions import periods
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, cell, members, several
from pimh_data.questions.follow_deprivation import follow_deprivation
from pimh_data.questions.kit.changes import since_year_before
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.population import births_of
from pimh_data.questions.rounded_intervals import difference

YEAR, THREE_YEARS = "2023/24", "2022/23 to 2024/25"
SHEFFIELD = View("Sheffield", YEAR, "All services")


def test_months_quarters_and_rolling_years_of_a_release_are_named():
    manifest = Building(last_month="2024-06").manifest()
    months = periods.months(manifest)
    assert (months[0], months[-1], len(months)) == ("2020-04", "2024-06", 51)
    assert periods.rolling(manifest, "2021/22") == tuple(
        f"12 months to {end}" for end in ("2021-03", "2021-06", "2021-09", "2021-12", "2022-03")
    )
    assert [periods.year_of(name) for name in ("2024-03", "2024-04", "2023/24 Q2")] == ["2023/24", "2024/25", "2023/24"]


@pytest.mark.parametrize(
    ("period", "middle"),
    [("12 months to 2024-03", 2023), ("12 months to 2024-06", 2023), ("12 months to 2024-09", 2024)],
)
def test_twelve_months_take_the_births_of_the_calendar_year_of_their_middle(period: str, middle: int):
    assert periods.first_day(periods.middle_of(period)).year == middle


def test_births_of_everyone_go_before_children_aged_0_and_a_series_is_of_the_year_nearest_the_chosen_one(tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    building.published("Sheffield", "2020", "aged 0", "all", "Everyone", 5922)
    building.published("Sheffield", "2023", "aged 0", "all", "Everyone", 5698)
    release = building.open(tmp_path)
    for chosen, expected in (("2020/21", (5922, "2020")), (YEAR, (5698, "2023"))):
        series = births_of(release, "Sheffield", "All services", ("2020/21", YEAR), chosen)
        assert [(births.of("Everyone"), births.year) for births in series] == [expected] * 2
    building.published("Sheffield", "2021", "births", "all", "Everyone", 5800)
    (births,) = births_of(building.open(tmp_path / "births"), "Sheffield", "All services", (YEAR,), YEAR)
    assert births.words() == "births in 2021"
    (none,) = births_of(release, "Liverpool", "All services", (YEAR,), YEAR)
    assert none.refused.startswith("No births or children aged 0 are in this release: no rate is shown.")
    assert "name the Place's districts" in none.refused


def test_a_cube_that_was_not_brought_has_no_data_and_a_place_that_is_not_there_is_refused(tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    release = building.open(tmp_path)
    assert members(release, "contacts", SHEFFIELD, "missed") == {}
    assert several(release, "contacts", SHEFFIELD, ("people", "missed")) == {"people": NO_DATA, "missed": NO_DATA}
    with pytest.raises(SelectionError, match="holds nothing for 'Atlantis'"):
        cell(release, "activity", SHEFFIELD.at(where="Atlantis"), "people_seen")


def test_what_was_read_of_a_release_is_let_go_with_it(tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    release = building.open(tmp_path)
    assert cell(release, "activity", SHEFFIELD, "people_seen").value == 100
    gone = weakref.ref(release)
    del release
    gc.collect()
    assert gone() is None


def pairs(building: Building, period: str, **keys: str) -> None:
    for member in ("Core20 | under 20", "The rest | under 20"):
        building.seen(period, 30, member, dimension="deprivation x age_band", **keys)


@pytest.mark.parametrize(
    ("group", "service", "period", "prefix", "note"),
    [
        ("Everyone", "All services", YEAR, "", ""),
        (
            "Core20",
            "All services",
            YEAR,
            "Core20 | ",
            "Only people from the most deprived fifth (Core20) are counted here.",
        ),
        ("The rest", "All services", YEAR, "The rest | ", "Only people from the rest (deciles 3-10) are counted here."),
        ("Core20", "Steel City Dads", THREE_YEARS, "Core20 | ", "three years together are shown"),
        (
            "Decile 4",
            "All services",
            YEAR,
            "",
            "the release holds no age of parent within decile 4.",
        ),
        (
            "Core20",
            "Light peer support",
            YEAR,
            "",
            "no age of parent within the most deprived fifth (Core20) for Light peer support.",
        ),
    ],
)
def test_a_choice_of_deciles_is_followed_through_the_pairs_that_there_are(
    tmp_path, group: str, service: str, period: str, prefix: str, note: str
):
    building = Building()
    pairs(building, YEAR)
    pairs(building, THREE_YEARS, service="Steel City Dads", period_kind="three years")
    selection = Selection("Sheffield", service, YEAR, group)
    found = follow_deprivation(building.open(tmp_path), selection, "activity", "people_seen", "age_band")
    assert (found.view.period, found.prefix) == (period, prefix)
    assert note in " ".join(found.notes)
    assert bool(found.notes) == bool(note)


def test_a_hidden_pair_is_offered_for_everyone_without_its_group(tmp_path):
    building = Building()
    building.seen(YEAR, None, "Core20 | under 20", dimension="deprivation x age_band")
    building.seen(YEAR, 45, "under 20", dimension="age_band")
    release = building.open(tmp_path)
    view = SHEFFIELD.at(dimension="deprivation x age_band", member="Core20 | under 20")
    said = nearest_view(
        release,
        view,
        lambda near: cell(release, "activity", near, "people_seen"),
        lambda near: f"{cell(release, 'activity', near, 'people_seen').value:.0f} people",
    )
    assert said == "It is shown for everyone, whatever their decile: 45 people."


def test_a_difference_with_a_hidden_count_or_nobody_is_undefined():
    shown = Cell(40, 38, 42, "shown")
    assert all(end != end for end in difference(HIDDEN, shown, shown, shown))
    assert since_year_before(shown, shown, HIDDEN, shown) == ("the year before is hidden", "description")
    assert since_year_before(shown, shown, NO_DATA, NO_DATA) == ("there are no data for the year before", "description")
