"""Posts by one thing at a time: sums by hand, folded names said, an organisation's own in their place."""

import dataclasses
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.workforce import posts
from pimh_data.questions.workforce.posts import BY, FOLDED
from pimh_data.registry.posts import DIMENSIONS, OTHER_ROLES, POSTS, POSTS_INSIDE, SINGLE_SERVICES
from pimh_data.release import Release, Store

YEAR = "2024/25"
ROWS = [
    ("All services", "role", "Nurse", 4, 3.5),
    ("All services", "role", OTHER_ROLES, 2, 1.2),
    ("All services", "role", SINGLE_SERVICES, 1, 0.3),
    ("All services", "status", "permanent", 4, 4.0),
    ("All services", "status", "vacant", 2, 0.7),
    ("All services", "status", SINGLE_SERVICES, 1, 0.3),
    ("All services", "band", "7", 3, 2.0),
    ("All services", "band", "Grade 4", 4, 3.0),
    ("Light", "role", "Nurse", 4, 3.5),
]
INSIDE = [
    ("All services", "role", "Clinical lead", 1, 0.8, OTHER_ROLES),
    ("All services", "role", "Dads' worker", 1, 0.3, SINGLE_SERVICES),
    ("All services", "status", "at risk", 1, 0.3, SINGLE_SERVICES),
]


def table(rows, *more):
    names = ["service", "dimension", "member", "posts", "wte", *more]
    return pd.DataFrame(rows, columns=names).assign(where="Sheffield").astype({"posts": float, "wte": float})


@pytest.fixture(scope="module")
def demo(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture
def release(demo):
    """The demonstration with posts of our own, and no organisation's."""
    others = {key: held for key, held in demo.tables.items() if key[0] != POSTS}
    return dataclasses.replace(demo, tables=others | {(POSTS, "Sheffield"): table(ROWS)})


def members(answer):
    return dict(zip(answer.table.member, zip(answer.table.posts, answer.table.wte, strict=True), strict=True))


def choice(**changes: str) -> Selection:
    return Selection(**{"place": "Sheffield", "year": YEAR, **changes})


def test_posts_are_listed_most_first_with_their_share(release):
    answer = posts(release, choice(), "Role")
    assert answer.table.member.tolist() == ["Nurse", OTHER_ROLES, SINGLE_SERVICES]
    assert [round(share, 3) for share in answer.table.share] == [0.7, 0.24, 0.06]
    assert answer.finding.text == (
        "Sheffield: 5.0 whole-time equivalents in 7 posts: Nurse (70%), Other roles (single posts) (24%) and Services "
        "of a single practitioner (6%)."
    )
    assert FOLDED in answer.notes
    assert answer.evidence.hidden == FOLDED


def test_the_opening_is_by_status_and_a_band_is_called_one(release):
    assert posts(release, choice()).variant == (("posts-by", "Status"),)
    assert "permanent (80%), vacant (14%)" in posts(release, choice()).finding.text
    assert "Grade 4 (60%) and band 7 (40%)" in posts(release, choice(), "Band").finding.text
    assert posts(release, choice(), "Band").notes == ()


def test_one_service_is_shown_alone_and_a_bundle_as_all_services_which_is_said(release):
    assert members(posts(release, choice(service="Light"), "Role")) == {"Nurse": (4, 3.5)}
    bundle = next(iter(release.manifest.bundles))
    answer = posts(release, choice(service=bundle), "Role")
    assert len(answer.table) == 3
    assert "not for bundles" in answer.notes[0]


def test_an_organisation_sees_its_own_in_place_of_the_common_names(release):
    inside = table(INSIDE, "under")
    own = dataclasses.replace(release, tables=release.tables | {(POSTS_INSIDE, "Trust"): inside})
    assert members(posts(own, choice(), "Role")) == {
        "Nurse": (4, 3.5),
        OTHER_ROLES: (1, 0.4),  # another organisation's
        "Clinical lead": (1, 0.8),
        "Dads' worker": (1, 0.3),
    }
    assert members(posts(own, choice()))["at risk"] == (1, 0.3)
    assert SINGLE_SERVICES not in members(posts(own, choice()))


def test_what_was_not_brought_is_told_from_what_is_not_granted(release):
    without = dataclasses.replace(release, tables={key: t for key, t in release.tables.items() if key[0] != POSTS})
    assert (
        posts(without, choice()).finding.text == "Sheffield: posts are not shown to you without a grant of their own."
    )
    extracts = {name: count for name, count in release.manifest.extracts.items() if name != POSTS}
    not_brought = dataclasses.replace(without, manifest=dataclasses.replace(release.manifest, extracts=extracts))
    answer = posts(not_brought, choice())
    assert answer.finding.text == "Sheffield: no posts were brought (posts extract)."
    assert (answer.finding.grade, answer.table.empty) == ("no data", True)


def test_a_place_without_posts_and_a_service_of_one_practitioner_are_said(release):
    for selection in (choice(place="Wirral"), choice(service="Steel City Dads")):
        answer = posts(release, selection, "Role")
        assert answer.finding.grade == "no data"
        assert "or they are those of a single practitioner" in answer.finding.text


def test_another_breakdown_is_refused_in_words(release):
    with pytest.raises(SelectionError, match="not broken down by 'Age'; by Service, Role, Band"):
        posts(release, choice(), "Age")


def test_the_demonstrations_posts_add_up_to_the_staff_of_its_services(demo):
    staff = defaultdict(float)
    for row in demo.tables["services", "All Places"].itertuples():
        staff[row.place] += row.wte
    for place, wte in staff.items():
        for label in BY:
            answer = posts(demo, choice(place=place), label)
            assert answer.table.wte.sum() == pytest.approx(wte)
    assert set(BY.values()) == set(DIMENSIONS)
