"""People known only to one service or bundle, counted by hand; and the bundles that the end of funding makes."""

import pytest
from extracts_of_three_services import services, write

from pimh_data.errors import PublishError
from pimh_data.release import Release, open_release
from pimh_data.secure.publish import publish


def published(folder, **others) -> Release:
    write(folder / "extracts", **others)
    publish(folder / "extracts", folder / "releases", folder / "quarantine", "exact", name="exact")
    return open_release(folder / "releases" / "exact")


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Release:
    return published(tmp_path_factory.mktemp("known"))


def seen_and_only_here(release: Release, where: str, service: str, period: str = "2023/24") -> tuple[int, int]:
    row = release.cells("activity", where, period, service, "all").iloc[0]
    return int(row.people_seen), int(row.known_only_here)


def test_a_person_with_two_referrals_to_one_service_is_known_only_there(release):
    # 7 to Light alone, and 9 who are known to Light of another Place besides: not a service of Sheffield.
    assert seen_and_only_here(release, "Sheffield", "Light") == (7 + 6 + 9 + 5, 7 + 9)


def test_a_service_of_the_same_place_counts_as_another(release):
    assert seen_and_only_here(release, "Sheffield", "Midwives") == (6 + 8 + 5, 8)
    assert seen_and_only_here(release, "Barnsley", "Light") == (9 + 11 + 5, 9 + 11 + 5)


def test_within_a_system_the_service_of_another_place_counts_too(release):
    # The view 'Light' of the system holds both Places' Light: those known to the midwives as well are not only here.
    assert seen_and_only_here(release, "South Yorkshire", "Light") == (7 + 6 + 9 + 11 + 5, 7 + 9 + 11)
    assert seen_and_only_here(release, "South Yorkshire", "Midwives") == (6 + 8 + 5, 8)


def test_for_all_services_everyone_is_known_only_here(release):
    for where in release.wheres:
        table = release.table("activity", where)
        every = table[table.service == "All services"]
        assert (every.people_seen == every.known_only_here).all()


def test_whoever_is_not_seen_in_the_period_is_known_to_nobody_in_it(release):
    assert seen_and_only_here(release, "Sheffield", "Light", "2024-02") == (27, 16)
    assert seen_and_only_here(release, "Sheffield", "Light", "2024-03") == (0, 0)


def test_the_parts_of_those_known_only_here_add_up_to_them(release):
    rows = release.cells("activity", "Sheffield", "2023/24", "Light", "deprivation")
    rows = rows.set_index("member").known_only_here
    assert rows["Core20"] == rows["Decile 1"] == 16
    assert rows["The rest"] == rows["Not known"] == 0


def test_services_whose_funding_ends_on_one_day_are_a_bundle(release):
    assert release.manifest.bundles == {
        "Start for Life funded": ("Sheffield",),
        "Funding ends 31 March 2025": ("Sheffield",),
        "Funding ends 31 March 2026": ("Barnsley",),
    }
    assert seen_and_only_here(release, "Sheffield", "Funding ends 31 March 2025") == (27, 16)
    # In the system, the nine who are known to Barnsley's Light as well keep that.
    assert seen_and_only_here(release, "South Yorkshire", "Funding ends 31 March 2025") == (27, 7)


def test_the_services_table_names_every_bundle_of_a_service(release):
    table = release.table("services", "Sheffield").set_index("service").bundles
    assert table["Light"] == "Start for Life funded;Funding ends 31 March 2025"
    assert table["Midwives"] == ""


def test_a_bundle_named_like_an_end_of_funding_is_refused(tmp_path):
    with pytest.raises(PublishError, match="'Funding ends some day' begins like the bundles of 'funding_ends'"):
        published(tmp_path, services=services(bundles="Funding ends some day"))


def test_without_their_extracts_there_is_no_cube_of_system_work_or_feedback_and_the_loss_is_said(release):
    assert not {cube for cube, _ in release.tables} & {"system_work", "feedback"}
    assert any("work with the system" in loss for loss in release.manifest.losses)
    assert any("family voice" in loss for loss in release.manifest.losses)
