"""Staff against the published team, and the work with the system: numbers by hand, states apart."""

import csv
import math
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from extracts_of_three_services import services, write
from recount import year
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.kit.listed_services import services_of
from pimh_data.questions.workforce import (
    staff_by_service,
    system_work_by_audience,
    system_work_by_kind,
    team_against_published,
    team_by_role,
)
from pimh_data.questions.workforce.team import published_team, weight_of_deprivation
from pimh_data.registry import reference
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.registry.need import Residents
from pimh_data.release import Release, Store, open_release
from pimh_data.secure.publish import publish

YEAR = "2024/25"
WORK = [
    {"date": date, "place": place, "service": service, "kind": kind, "audience": who, "attendees": str(attendees)}
    for date, place, service, kind, who, attendees in (
        ("2024-04-10", "Sheffield", "Light", "training level 1", "health visitors", 12),
        ("2024-05-11", "Sheffield", "Midwives", "training level 1", "health visitors", 9),
        ("2024-06-12", "Sheffield", "Light", "consultation", "health visitors", 2),
        ("2024-08-01", "Sheffield", "Light", "training level 1", "health visitors", 30),
        ("2024-08-02", "Barnsley", "Light", "supervision", "health visitors", 8),
    )
]


@pytest.fixture(scope="module")
def demo(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Release:
    """Sheffield: Light 2.5 WTE, midwives at Getting More Help without a figure; 1,055 children aged 0."""
    folder = tmp_path_factory.mktemp("workforce")
    light, midwives, barnsley = services()
    write(folder / "extracts", services=[light, midwives | {"wte": ""}, barnsley], system_work=WORK)
    publish(folder / "extracts", folder / "releases", folder / "quarantine", name="small")
    return open_release(folder / "releases" / "small")


def choice(**changes: str) -> Selection:
    return Selection(**{"place": "Sheffield", "year": YEAR, **changes})


def test_the_published_team_is_7_33_for_3_300_births():
    assert published_team().wte == pytest.approx(7.33)
    assert published_team().births == 3_300
    assert published_team().scaled(3_300) == pytest.approx(7.33)


def test_the_team_is_scaled_to_the_births_of_a_place(demo):
    row = team_against_published(demo, choice()).table.iloc[0]
    assert row.births == 5_922
    assert row.team == pytest.approx(7.33 * 5_922 / 3_300)
    need, average = (0.15 * 3_291 + 0.34 * 2_631) / 5_922, 0.15 * 0.8 + 0.34 * 0.2
    assert row.team_deprived == pytest.approx(row.team * need / average)


def test_an_average_area_has_the_team_of_its_births_alone():
    assert weight_of_deprivation(Residents(1_000, 200, math.nan, math.nan)) == pytest.approx(1)
    assert weight_of_deprivation(Residents(1_000, 400, math.nan, math.nan)) > 1
    assert math.isnan(weight_of_deprivation(Residents(1_000, math.nan, math.nan, math.nan)))


def test_only_parent_infant_services_are_set_against_the_team_and_the_others_stay_in_view(demo):
    row = team_against_published(demo, choice()).table.iloc[0]
    listed = demo.table("services", "Sheffield").set_index("service")
    assert row.services == "CAMHS PAIRS"
    assert row.present == listed.wte["CAMHS PAIRS"]
    assert row.all_services == pytest.approx(listed.wte.sum())
    assert row.short_lower == pytest.approx(row.team - row.present)
    assert row.short_upper == pytest.approx(row.team_deprived - row.present)


def test_every_place_of_a_system_has_a_row_and_the_system_their_sum(demo):
    table = team_against_published(demo, choice(place="Cheshire and Merseyside")).table.set_index("place")
    places = table.drop("Cheshire and Merseyside")
    assert list(places.index) == ["Liverpool", "Wirral"]
    assert places.present.sum() == pytest.approx(table.present["Cheshire and Merseyside"])
    assert places.team.sum() == pytest.approx(table.team["Cheshire and Merseyside"])


def test_the_roles_add_up_to_the_team(demo):
    table = team_by_role(demo, choice()).table
    assert table.published.sum() == pytest.approx(7.33)
    assert table.scaled.sum() == pytest.approx(7.33 * 5_922 / 3_300)
    assert len(table) == len(reference.load("staffing_model"))


def test_a_service_without_a_figure_is_not_known_and_not_nothing(small):
    answer = staff_by_service(small, choice())
    assert answer.table.state.tolist() == ["shown", "no data"]
    assert "2.5 whole-time equivalents in 2 services; staff not known for 1 service" in answer.finding.text
    row = team_against_published(small, choice()).table.iloc[0]
    assert row.services == "Midwives"
    assert row.state == "no data"


def test_a_bundle_and_an_end_of_funding_choose_their_services(small):
    for name in ("Start for Life funded", "Funding ends 31 March 2025"):
        assert [service.name for service in services_of(small, "Sheffield", name)] == ["Light"]
    assert [(s.place, s.name) for s in services_of(small, "South Yorkshire", "Light")] == [
        ("Sheffield", "Light"),
        ("Barnsley", "Light"),
    ]
    assert services_of(small, "Sheffield", "Nothing") == ()


def test_attendances_are_the_released_counts_by_year_and_kind(small):
    table = system_work_by_kind(small, choice()).table.set_index(["period", "kind"])
    # 12 + 9 + 30 = 51, shown as 50; three sessions are hidden, being fewer than 5.
    assert table.loc[(YEAR, "training level 1"), "attendees"] == 50
    assert pd.isna(table.loc[(YEAR, "training level 1"), "events"])
    assert table.loc[(YEAR, "consultation"), "state"] == "hidden"


def test_one_service_has_its_kinds_for_all_of_its_time_together_and_says_so(small):
    answer = system_work_by_kind(small, choice(service="Light"))
    table = answer.table.set_index(["period", "kind"])
    assert table.loc[(SINCE_START_PERIOD, "training level 1"), "attendees"] == 40
    assert set(answer.table["period"]) == {SINCE_START_PERIOD}
    assert any("all the time since the service started is shown" in note for note in answer.notes)
    assert answer.finding.text.startswith("Sheffield, Light, since the service started: ")


def test_the_sentence_on_the_system_work_names_what_is_shown_and_what_is_hidden(small):
    assert system_work_by_kind(small, choice()).finding.text.startswith(
        "Sheffield, 2024/25: attendances at work with the system: 50 at training level 1; "
        "hidden (fewer than 5, or hidden to protect a smaller number): "
    )


def test_every_year_of_the_demonstration_is_within_two_of_plain_python(demo_release, demo):
    with (demo_release.parent / "extracts" / "system_work.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["place"] == "Liverpool"]
    counted = Counter()
    for row in rows:
        counted[year(row["date"]), row["kind"]] += int(row["attendees"])
    table = system_work_by_kind(demo, choice(place="Liverpool")).table
    assert len(table) == 5 * 7
    for row in table.itertuples():
        true = counted[row.period, row.kind]
        if row.state == "shown":
            assert abs(row.attendees - true) <= 2
        assert row.state == "shown" or true < 5 or row.state == "hidden"


def test_audiences_are_those_of_the_year(small):
    table = system_work_by_audience(small, choice()).table.set_index(["kind", "audience"])
    assert table.loc[("training level 1", "health visitors"), "attendees"] == 50
    assert table.loc[("supervision", "health visitors"), "state"] == "hidden"
    # 12, 9 and 30 at training, and 2 at a consultation that is hidden: 53.
    assert table.loc[("all kinds together", "health visitors"), "attendees"] == 55


def test_without_the_extract_the_loss_is_said(tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    release = building.open(tmp_path)
    for answer in (system_work_by_kind, system_work_by_audience):
        assert answer(release, choice()).finding.grade == "no data"
        assert "was not brought" in answer(release, choice()).finding.text
