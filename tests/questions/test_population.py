"""Which denominator a rate is divided by: the nearest year, the same edition, births before children aged 0."""

from released_cells import CHILDREN, RESIDENTS, Building

from pimh_data.questions.denominators import nearest_year
from pimh_data.questions.population import children_by_deprivation, residents_by


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
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", "All services", ("2023/24",))
    assert (found.year, found.edition, found.refused) == ("2020", "2019", "")
    assert found.of("Decile 1") == CHILDREN[1]
    assert found.of("Decile 1", "Decile 2") == found.of("Core20") == CHILDREN[1] + CHILDREN[2]
    assert found.words() == "children aged 0 in 2020, by decile of IMD 2019"


def test_each_year_has_its_own_nearest_denominator(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles("2020")
    building.deciles("2023")
    found = children_by_deprivation(building.open(tmp_path), "Sheffield", "All services", ("2020/21", "2024/25"))
    assert [denominator.year for denominator in found] == ["2020", "2023"]


def test_births_come_before_children_aged_0(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles()
    building.published("Sheffield", "2022", "births", "deprivation", "Core20", 2500, "2019")
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", "All services", ("2022/23",))
    assert (found.basis, found.of("Core20"), found.year) == ("births", 2500, "2022")


def test_two_editions_refuse_the_rate_in_words(tmp_path):
    building = Building()
    building.version("2025", 900)
    building.deciles(edition="2019")
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", "All services", ("2023/24",))
    assert found.refused.startswith("People's deciles are of IMD 2025, the published children of IMD 2019")
    assert found.of("Core20") != found.of("Core20")


def test_a_release_that_does_not_say_the_edition_gives_no_rate(tmp_path):
    building = Building()
    building.deciles()
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", "All services", ("2023/24",))
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
    (everything,) = children_by_deprivation(release, system, "All services", ("2023/24",))
    (support,) = children_by_deprivation(release, system, "Peer support", ("2023/24",))
    before, after = children_by_deprivation(release, system, "Midwifery", ("2021/22", "2022/23"))
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
    (found,) = children_by_deprivation(release, "Cheshire and Merseyside", "Midwifery", ("2023/24",))
    assert (found.year, found.of("Core20"), found.places) == ("2020", 1100, ("Liverpool", "Wirral"))
