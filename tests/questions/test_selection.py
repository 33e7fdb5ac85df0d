"""What can be chosen, in which order, and what is said of a value that the release does not know."""

import dataclasses

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.selection import check, options


@pytest.fixture
def release(tmp_path):
    building = Building()
    for where in ("Sheffield", "Liverpool", "South Yorkshire", "Cheshire and Merseyside", "All Places"):
        building.seen("2023/24", 500, where=where)
    return _preferring(building.open(tmp_path), "Sheffield")


def _preferring(release, place):
    return dataclasses.replace(release, manifest=dataclasses.replace(release.manifest, preferred=place))


def test_places_come_after_systems_and_systems_after_all(release):
    assert options(release).places == (
        "All Places",
        "Cheshire and Merseyside",
        "South Yorkshire",
        "Liverpool",
        "Sheffield",
    )


def test_the_services_of_a_place_are_all_then_bundles_then_its_own(release):
    services = options(release).services
    assert services["Sheffield"] == ("All services", "Start for Life funded", "Light peer support", "Steel City Dads")
    assert services["Liverpool"] == ("All services", "Talking Therapies")
    assert services["South Yorkshire"] == services["Sheffield"]
    assert services["All Places"][0] == "All services"
    assert {"Talking Therapies", "Light peer support"} <= set(services["All Places"])


def test_years_come_newest_first_and_the_newest_whole_one_is_the_default(release, tmp_path):
    assert options(release).years == ("2024/25", "2023/24", "2022/23", "2021/22", "2020/21")
    assert options(release).default == Selection("Sheffield", "All services", "2024/25", "Everyone")
    begun = dataclasses.replace(release, manifest=dataclasses.replace(release.manifest, last_month="2025-01"))
    assert options(begun).default.year == "2023/24"


@pytest.mark.parametrize(("preferred", "shown"), [("Sheffield", "Sheffield"), ("", "Liverpool"), ("Gone", "Liverpool")])
def test_pages_open_on_the_preferred_place_else_on_the_first(release, preferred, shown):
    assert options(_preferring(release, preferred)).default.place == shown


def test_deprivation_is_everyone_two_groups_and_ten_deciles(release):
    deciles = tuple(f"Decile {decile}" for decile in range(1, 11))
    assert options(release).deprivation == ("Everyone", "Core20", "The rest", *deciles)


def test_a_viewer_of_one_place_is_offered_that_place_alone(release):
    tables = {key: table for key, table in release.tables.items() if key[1] == "Liverpool"}
    narrowed = dataclasses.replace(release, tables=tables)
    assert options(narrowed).places == ("Liverpool",)
    selection, said = check(narrowed, {"place": "Sheffield"})
    assert selection.place == "Liverpool"
    assert said == ("This release has no Place “Sheffield”: Liverpool is shown.",)


def test_what_is_asked_is_shown_without_a_word(release):
    asked = {"place": "Liverpool", "service": "Talking Therapies", "year": "2022/23", "deprivation": "Decile 4"}
    assert check(release, asked) == (Selection("Liverpool", "Talking Therapies", "2022/23", "Decile 4"), ())
    assert check(release, {}) == (options(release).default, ())
    assert check(release, {"utm_source": "mail"}) == (options(release).default, ())


def test_every_unknown_value_is_named_with_what_is_shown_instead(release):
    asked = {"place": "Shefield", "service": "<b>", "year": "2023", "deprivation": "core20"}
    selection, said = check(release, asked)
    assert selection == options(release).default
    assert said == (
        "This release has no Place “Shefield”: Sheffield is shown.",
        "Sheffield has no service “<b>”: All services is shown.",
        "This release has no financial year “2023”: 2024/25 is shown.",
        "There is no deprivation group “core20”: Everyone is shown.",
    )


def test_a_service_of_another_place_is_named_too(release):
    selection, said = check(release, {"place": "Liverpool", "service": "Light peer support"})
    assert selection.service == "All services"
    assert said == ("Liverpool has no service “Light peer support”: All services is shown.",)
