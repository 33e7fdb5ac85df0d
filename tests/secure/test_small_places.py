"""Where few children are born nobody is broken down by who they are; plus groups and hubs are crossed with nothing."""

import pytest
from extracts import POPULATION, SETTINGS, referral, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.registry.cubes import CUBES, HUB, PLUS_GROUP
from pimh_data.registry.views import VIEWS
from pimh_data.release import open_release
from pimh_data.secure.publish import publish
from pimh_data.secure.settings import read_settings

BIRTHS = [row | {"basis": "births", "count": "40"} for row in POPULATION]  # 400 in all, and over 1,000 children aged 0
PEOPLE = [referral(number) | {"imd_decile": str(number % 10 + 1)} for number in range(120)]


def published(tmp_path, settings: str = SETTINGS):
    folder = write_extracts(tmp_path / "in", PEOPLE, population=[*POPULATION, *BIRTHS], settings=settings)
    publish(folder, tmp_path / "releases", tmp_path / "private", name="small")
    return open_release(tmp_path / "releases" / "small")


def dimensions(release) -> set[str]:
    return {
        str(name)
        for (cube, _), table in release.tables.items()
        if cube in CUBES and cube != "quality"
        for name in table["dimension"].unique()
    }


def test_a_place_with_few_births_is_counted_as_a_whole_and_its_system_too_where_it_is_all_of_it(tmp_path):
    release = published(tmp_path)
    assert dimensions(release) == {"all"}
    table = release.table("pathway", "Sheffield")
    assert table["referred"].max() >= 115
    assert (
        "Sheffield has 400 births a year (2020), fewer than 500: people are counted there as a whole, not by "
        "deprivation, ethnic group or any other group"
    ) in release.manifest.losses


def test_a_site_can_say_how_many_births_are_enough(tmp_path):
    release = published(tmp_path, f"{SETTINGS}fewest_births = 400\n")
    assert {"all", "deprivation", "ethnic_group"} <= dimensions(release)
    assert not any("births a year" in loss for loss in release.manifest.losses)


@pytest.mark.parametrize(("line", "words"), [("-1", "must be 0 or more"), ('"few"', "a whole number of births a year")])
def test_what_is_no_number_of_births_is_refused(tmp_path, line, words):
    folder = write_extracts(tmp_path / "in", PEOPLE[:1], settings=f"{SETTINGS}fewest_births = {line}\n")
    with pytest.raises(ExtractError, match=words):
        read_settings(folder)


def test_plus_groups_and_hubs_are_crossed_with_nothing():
    read = {dimension for reads in VIEWS.values() for one in reads for dimension in one.dimensions}
    assert {PLUS_GROUP.name, HUB.name} <= read
    assert not [name for name in read if " x " in name and {PLUS_GROUP.name, HUB.name} & set(name.split(" x "))]
