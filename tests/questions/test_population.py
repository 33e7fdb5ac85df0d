"""Which denominator a rate is divided by: the nearest year, the same edition, births before children aged 0."""

from released_cells import CHILDREN, RESIDENTS, Building

from pimh_data.questions.population import children_by_deprivation, nearest_year, residents_by


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
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", ("2023/24",))
    assert (found.year, found.edition, found.refused) == ("2020", "2019", "")
    assert found.of("Decile 1") == CHILDREN[1]
    assert found.of("Decile 1", "Decile 2") == found.of("Core20") == CHILDREN[1] + CHILDREN[2]
    assert found.words() == "children aged 0 in 2020, by decile of IMD 2019"


def test_each_year_has_its_own_nearest_denominator(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles("2020")
    building.deciles("2023")
    found = children_by_deprivation(building.open(tmp_path), "Sheffield", ("2020/21", "2024/25"))
    assert [denominator.year for denominator in found] == ["2020", "2023"]


def test_births_come_before_children_aged_0(tmp_path):
    building = Building()
    building.version("2019", 900)
    building.deciles()
    building.published("Sheffield", "2022", "births", "deprivation", "Core20", 2500, "2019")
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", ("2022/23",))
    assert (found.basis, found.of("Core20"), found.year) == ("births", 2500, "2022")


def test_two_editions_refuse_the_rate_in_words(tmp_path):
    building = Building()
    building.version("2025", 900)
    building.deciles(edition="2019")
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", ("2023/24",))
    assert found.refused.startswith("People's deciles are of IMD 2025, the published children of IMD 2019")
    assert found.of("Core20") != found.of("Core20")


def test_a_release_that_does_not_say_the_edition_gives_no_rate(tmp_path):
    building = Building()
    building.deciles()
    (found,) = children_by_deprivation(building.open(tmp_path), "Sheffield", ("2023/24",))
    assert "does not say by which edition" in found.refused


def test_residents_are_of_the_census_year_and_refused_for_a_pair(tmp_path):
    building = Building()
    building.residents()
    release = building.open(tmp_path)
    found = residents_by(release, "Sheffield", "ethnic_group", "2023/24")
    assert (found.year, found.counts) == ("2021", {name: float(count) for name, count in RESIDENTS.items()})
    assert (
        "deprivation and ethnic group"
        in residents_by(release, "Sheffield", "deprivation x ethnic_group", "2023/24").refused
    )
