"""Who is newly referred, service by service: shares of those known, against plain Python; what is hidden stays so."""

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.equity.new_referrals import new_referrals
from pimh_data.registry.ethnicity import EVERY_OTHER, NOT_KNOWN, NOT_RECORDED, NOT_STATED, WHITE_BRITISH_OR_IRISH

CORE20, OTHER = "Most deprived fifth (Core20)", "Other than White British or Irish"
REFERRED = {"Core20": 80, "The rest": 120, "Not known": 10}
SPLIT = {EVERY_OTHER: 45, WHITE_BRITISH_OR_IRISH: 135, NOT_STATED: 10, NOT_KNOWN: 10, NOT_RECORDED: 10}
ASKED = Selection("Sheffield", "All services", "2023/24")


def put(building: Building, year: str, deprivation: dict, split: dict, service: str = "All services") -> None:
    everyone = sum(count or 0 for count in deprivation.values())
    building.put("pathway", year, {"referred": everyone}, service=service)
    for dimension, counts in (("deprivation", deprivation), ("ethnic_split", split)):
        for member, count in counts.items():
            building.put("pathway", year, {"referred": count}, service=service, dimension=dimension, member=member)


@pytest.fixture
def building() -> Building:
    made = Building()
    made.service("Light peer support", "2019-04-01")
    put(made, "2022/23", {**REFERRED, "Core20": 40}, SPLIT)
    put(made, "2023/24", REFERRED, SPLIT)
    put(
        made, "2023/24", {"Core20": None, "The rest": 20, "Not known": None}, dict.fromkeys(SPLIT), "Light peer support"
    )
    return made


def rows(building: Building, folder, selection: Selection = ASKED) -> dict[tuple[str, str], dict]:
    table = new_referrals(building.open(folder), selection).table
    return {(row["service"], row["group"]): row for row in table.to_dict("records")}


def test_shares_are_of_those_whose_decile_or_group_is_known(building, tmp_path):
    found = rows(building, tmp_path)
    assert list(found) == [
        (service, group) for service in ("All services", "Light peer support") for group in (CORE20, OTHER)
    ]
    assert found["All services", CORE20]["people"] == 80
    assert found["All services", CORE20]["of"] == 80 + 120
    assert found["All services", OTHER]["of"] == 45 + 135
    assert found["All services", CORE20]["share"] == pytest.approx(80 / (80 + 120))
    assert found["All services", CORE20]["share_before"] == pytest.approx(40 / (40 + 120))
    assert found["All services", OTHER]["share"] == pytest.approx(45 / (45 + 135))
    for row in (found["All services", CORE20], found["All services", OTHER]):
        assert row["lower"] < row["share"] < row["upper"]


def test_what_is_hidden_of_a_service_is_not_told_by_its_share(building, tmp_path):
    found = rows(building, tmp_path)
    for group in (CORE20, OTHER):
        hidden = found["Light peer support", group]
        assert hidden["state"] == "hidden"
        assert hidden["share"] != hidden["share"]


def test_the_sentence_gives_both_shares_with_their_intervals(building, tmp_path):
    finding = new_referrals(building.open(tmp_path), ASKED).finding
    assert finding.grade == "description"
    assert (
        "of the 200 people referred whose decile is known, 40% are from the most deprived fifth (Core20)"
        in finding.text
    )
    assert (
        "Of the 180 people referred whose ethnic group is known, 25% are other than White British or Irish"
        in finding.text
    )
    assert finding.text.count("95% interval") == 2


def test_of_under_twenty_no_share_is_said(tmp_path):
    made = Building()
    put(made, "2023/24", {"Core20": 5, "The rest": 10, "Not known": 0}, dict.fromkeys(SPLIT, 0))
    finding = new_referrals(made.open(tmp_path), ASKED).finding
    assert finding.grade == "too few"
    assert "too few to say how many are from the most deprived fifth" in finding.text


def test_a_year_or_release_without_referrals_says_so(building, tmp_path):
    empty = new_referrals(building.open(tmp_path), Selection("Sheffield", "All services", "2020/21"))
    assert empty.finding.grade == "no data"
    with pytest.raises(SelectionError):
        new_referrals(building.open(tmp_path / "again"), Selection("Sheffield", "All services", "1999/00"))
