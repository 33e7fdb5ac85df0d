"""Which denominator a rate is divided by: the nearest year, the same edition, births before children aged 0."""

import pytest
from released_cells import CHILDREN, RESIDENTS, Building

from pimh_data.answer import Selection
from pimh_data.questions.denominators import nearest_year
from pimh_data.questions.equity import core20_against_rest, seen_by_decile, slope_by_deprivation
from pimh_data.questions.funding import Scenario, coverage_lost
from pimh_data.questions.kit.residents import residents
from pimh_data.questions.population import births_of, children_by_deprivation, residents_by
from pimh_data.questions.reach import by_place, national_access
from pimh_data.questions.workforce import team_against_published


def test_the_nearest_calendar_year_is_the_one_in_which_the_financial_year_has_its_middle():
    assert nearest_year(["2020", "2023"], "2023/24") == "2023"
    assert nearest_year(["2020", "2023"], "2021/22") == "2020"
    assert nearest_year(["2020", "2022"], "2021/22") == "2022"
    assert nearest_year(["2020"], "2024/25") == "2020"


def test_children_are_of_the_edition_of_the_peoples_deciles(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles("2020", "2019")
    building.deciles("2023", "2025")
    found = by_deprivation(building.open(tmp_path), "Sheffield", "All services", "2023/24")
    assert (found.year, found.edition, found.refused) == ("2020", "2019", "")
    assert found.of("Decile 1") == CHILDREN[1]
    assert found.of("Decile 1", "Decile 2") == found.of("Core20") == CHILDREN[1] + CHILDREN[2]
    assert found.words() == "children aged 0 in 2020, by decile of IMD 2019"


def test_a_series_is_of_one_vintage_the_nearest_to_the_chosen_year(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles("2020")
    building.deciles("2023")
    release = building.open(tmp_path)
    for chosen, vintage in (("2020/21", "2020"), ("2024/25", "2023")):
        found = children_by_deprivation(release, "Sheffield", "All services", ("2020/21", "2024/25"), chosen)
        assert [denominator.year for denominator in found] == [vintage, vintage]


def by_deprivation(release, where, service, year):
    (found,) = children_by_deprivation(release, where, service, (year,), year)
    return found


def test_births_come_before_children_aged_0(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles()
    building.published("Sheffield", "2022", "births", "deprivation", "Core20", 2500, "2019")
    found = by_deprivation(building.open(tmp_path), "Sheffield", "All services", "2022/23")
    assert (found.basis, found.of("Core20"), found.year) == ("births", 2500, "2022")


def test_two_editions_refuse_the_rate_in_words(tmp_path):
    building = Building()
    building.version("2025", 900)
    building.deciles(edition="2019")
    found = by_deprivation(building.open(tmp_path), "Sheffield", "All services", "2023/24")
    assert found.refused.startswith("People's deciles are of IMD 2025, the published children of IMD 2019")
    assert found.of("Core20") != found.of("Core20")


def test_a_release_that_does_not_say_the_edition_gives_no_rate(tmp_path):
    building = Building()
    building.deciles()
    found = by_deprivation(building.open(tmp_path), "Sheffield", "All services", "2023/24")
    assert "does not say by which edition" in found.refused


def test_residents_are_of_the_census_year_and_refused_for_a_pair(tmp_path):
    building = Building()
    building.residents()
    release = building.open(tmp_path)
    found = residents_by(release, "Sheffield", "All services", "ethnic_group", "2023/24")
    assert (found.year, found.counts) == ("2021", {name: float(count) for name, count in RESIDENTS.items()})
    assert (
        "deprivation and ethnic group"
        in residents_by(release, "Sheffield", "All services", "deprivation x ethnic_group", "2023/24").refused
    )


def two_places(building: Building) -> None:
    """Liverpool and Wirral, one system; Wirral has ten times the children, and no peer support."""
    building.places = {"Liverpool": "Cheshire and Merseyside", "Wirral": "Cheshire and Merseyside"}
    building.services = {"Liverpool": ("Peer support", "Midwifery"), "Wirral": ("Midwifery",)}
    building.version("2019", 900, where="Cheshire and Merseyside")
    for where, size in (("Liverpool", 1), ("Wirral", 10), ("Cheshire and Merseyside", 11)):
        building.published(where, "2020", "aged 0", "deprivation", "Core20", 100 * size, "2019")
        building.published(where, "2020", "aged 0", "deprivation", "The rest", 200 * size, "2019")
        building.published(where, "2021", "residents", "ethnic_group", "White", 1000 * size)
    starts = [("Peer support", "Liverpool", "2021-01-01"), ("Midwifery", "Liverpool", "2020-01-01")]
    for name, place, started in (*starts, ("Midwifery", "Wirral", "2022-06-01")):
        row = {"service": name, "place": place, "started": started, "bundles": ""}
        building.rows.setdefault(("services", "Cheshire and Merseyside"), []).append(row)


def test_a_service_that_only_some_places_have_is_divided_by_the_children_of_those_alone(tmp_path):
    building = Building()
    two_places(building)
    release, system = building.open(tmp_path), "Cheshire and Merseyside"
    everything = by_deprivation(release, system, "All services", "2023/24")
    support = by_deprivation(release, system, "Peer support", "2023/24")
    before, after = children_by_deprivation(release, system, "Midwifery", ("2021/22", "2022/23"), "2022/23")
    assert [found.of("Core20") for found in (everything, support, before, after)] == [1100, 100, 100, 1100]
    assert (everything.places, support.places, after.places) == ((), ("Liverpool",), ())
    assert support.note() == ("Divided by the children aged 0 of Liverpool alone, which have the service.",)
    residents = residents_by(release, system, "Peer support", "ethnic_group", "2023/24")
    assert residents.of("White") == 1000


def test_places_are_added_up_only_over_a_year_that_all_of_them_have(tmp_path):
    building = Building()
    two_places(building)
    building.places["Sefton"] = "Cheshire and Merseyside"
    building.published("Liverpool", "2023", "aged 0", "deprivation", "Core20", 90, "2019")
    release = building.open(tmp_path)
    found = by_deprivation(release, "Cheshire and Merseyside", "Midwifery", "2023/24")
    assert (found.year, found.of("Core20"), found.places) == ("2020", 1100, ("Liverpool", "Wirral"))


def deciles_of_2020_and_totals(building: Building, basis: str = "aged 0", later: float = 5_698) -> None:
    """Sheffield: children by decile of 2020 alone, in all of 2020 and of a later year; 1,250 people of 2024/25."""
    for decile, count in CHILDREN.items():
        group = "Core20" if decile <= 2 else "The rest"
        building.published("Sheffield", "2020", basis, "deprivation", f"Decile {decile}", count, "2019")
        together = sum(n for d, n in CHILDREN.items() if (d <= 2) == (decile <= 2))
        if decile in (1, 3):
            building.published("Sheffield", "2020", basis, "deprivation", group, together, "2019")
    for year, count in (("2020", sum(CHILDREN.values())), ("2023", later)):
        building.published("Sheffield", year, basis, "all", "Everyone", count)
    building.version("2019", 900)
    building.seen("2024/25", 1250)
    building.seen("2024/25", 560, "Core20", dimension="deprivation")
    building.seen("2024/25", 690, "The rest", dimension="deprivation")
    for decile in CHILDREN:
        building.seen("2024/25", 125, f"Decile {decile}", dimension="deprivation")
    for end, count in (("2023-03", 400), ("2024-03", 380), ("2025-03", 360)):
        place = {"service": "Specialist services (national access measure)", "period_kind": "rolling 12 months"}
        building.put("access", f"12 months to {end}", {"people_seen": count}, **place)
    building.service("Light peer support", "2020-04-01")


def test_equity_reach_and_need_divide_a_place_and_year_by_the_same_children(tmp_path):
    building = Building()
    deciles_of_2020_and_totals(building)
    release, chosen = building.open(tmp_path), Selection("Sheffield", year="2024/25")
    everyone, everyone_2020 = 1000 * 1250 / sum(CHILDREN.values()), sum(CHILDREN.values())
    assert seen_by_decile(release, chosen).references[0].value == everyone
    places = by_place(release, chosen).table.set_index("member").loc["Sheffield"]
    assert (places["value"], places["of"]) == (everyone, everyone_2020)
    core20 = by_place(release, Selection("Sheffield", year="2024/25", deprivation="Core20")).table
    assert core20.set_index("member").loc["Sheffield", "of"] == CHILDREN[1] + CHILDREN[2]
    assert residents(release, "Sheffield", "2024/25").of().births == everyone_2020
    lost = coverage_lost(release, Scenario("Sheffield", "2024/25", ("Light peer support",), 1.0)).table
    assert lost.set_index("member").loc["Everyone", "children"] == everyone_2020
    (births,) = births_of(release, "Sheffield", "All services", ("2024/25",), "2024/25")
    assert births.words() == "children aged 0 in 2020, the nearest year held by decile"


def test_the_share_of_the_access_series_moves_with_its_people_alone(tmp_path):
    building = Building()
    deciles_of_2020_and_totals(building, later=3_000)
    table = national_access(building.open(tmp_path), Selection("Sheffield", year="2024/25")).table
    shown = table[table["state"] == "shown"]
    assert shown["people"].tolist() == [400, 380, 360]
    assert set(shown["births_year"]) == {"2020"}
    assert shown["share"].is_monotonic_decreasing


def test_without_deciles_the_nearest_year_of_all_is_used_for_a_whole_series(tmp_path):
    building = Building()
    for year, count in (("2020", 5_922), ("2023", 5_698)):
        building.published("Sheffield", year, "aged 0", "all", "Everyone", count)
    release, years = building.open(tmp_path), ("2020/21", "2024/25")
    for chosen, count in (("2020/21", 5_922), ("2024/25", 5_698)):
        found = births_of(release, "Sheffield", "All services", years, chosen)
        assert [births.of("Everyone") for births in found] == [count, count]


@pytest.mark.parametrize(("basis", "named"), [("births", "births"), ("aged 0", "children aged 0")])
def test_births_are_called_births_where_births_were_brought_and_children_children(tmp_path, basis, named):
    building = Building()
    deciles_of_2020_and_totals(building, basis)
    release, chosen = building.open(tmp_path), Selection("Sheffield", year="2024/25")
    other = {"births": "children aged 0", "children aged 0": "births in"}[named]
    asked = (seen_by_decile, slope_by_deprivation, core20_against_rest, national_access, by_place)
    answers = [ask(release, chosen) for ask in asked]
    answers += [
        coverage_lost(release, Scenario("Sheffield", "2024/25", ("Light peer support",), 1.0)),
        team_against_published(release, chosen),
    ]
    for answer in answers:
        said = [answer.title, answer.finding.text, answer.evidence.denominator, *(one.label for one in answer.columns)]
        assert named in " ".join(said).lower(), answer.key
        assert other not in " ".join(said).lower(), answer.key


def test_need_by_deprivation_takes_the_children_that_have_deciles_where_births_have_none(tmp_path):
    building = Building()
    deciles_of_2020_and_totals(building)
    building.published("Sheffield", "2024", "births", "all", "Everyone", 5_500)
    release = building.open(tmp_path)
    held = residents(release, "Sheffield", "2024/25")
    assert (held.births.basis, held.of("Core20").births) == ("children aged 0", CHILDREN[1] + CHILDREN[2])
    (births,) = births_of(release, "Sheffield", "All services", ("2024/25",), "2024/25")
    assert births.words() == "births in 2024"
