"""Posts and money in a release: what is one person's is told by nothing outside their organisation; grants by file."""

import datetime as dt
import itertools
import shutil

import pandas as pd
import pytest
from extracts import PLACES, SERVICES, referral, write_extracts

from pimh_data.errors import ReleaseError
from pimh_data.registry.posts import OTHER_ROLES, SINGLE_SERVICES, inside
from pimh_data.release import open_release
from pimh_data.release.grants import Grant
from pimh_data.release.scope import Scope, scoped
from pimh_data.secure.publish import publish

SYSTEM = "South Yorkshire"
TWO_PLACES = [*PLACES, {"place": "Barnsley", "system": SYSTEM, "lad_codes": "E08000016"}]
LIGHT = SERVICES[0]
DADS = LIGHT | {"service": "Dads", "provider": "Dads Matter"}
TEAM = LIGHT | {"service": "Team", "provider": "Trust"}
ALL_SERVICES = [LIGHT, DADS, TEAM, TEAM | {"place": "Barnsley"}]
POST = {"place": "", "band": "6", "employer": "Trust", "status": "permanent", "funded_by": "Core", "wte": "1"}
POSTS = [
    POST | {"service": "Light", "role": "Peer supporter", "wte": "0.6"},
    POST | {"service": "Light", "role": "Peer supporter", "wte": "0.8", "status": "at risk"},
    POST | {"service": "Light", "role": "Coordinator", "wte": "0.5", "band": "7"},
    POST | {"service": "Dads", "role": "Dads' worker", "wte": "0.9", "status": "at risk"},
    POST | {"service": "Dads", "role": "Dads' worker", "wte": "0.3", "status": "vacant"},
    POST | {"service": "Team", "place": "Sheffield", "role": "Therapist"},
    POST | {"service": "Team", "place": "Sheffield", "role": "Therapist"},
    POST | {"service": "Team", "place": "Barnsley", "role": "Therapist"},
    POST | {"service": "Team", "place": "Barnsley", "role": "Nurse"},
    POST | {"service": "Team", "role": "Manager", "wte": "0.4"},
    POST | {"service": "Team", "role": "Clerk", "wte": "0.4"},
]
MONEY = {"workstream": "Peers", "service": "Light", "place": "", "year": "2023/24", "allocated": "100", "spent": "90",
         "funded_by": "Core", "lead_provider": "Trust"}  # fmt: skip
FUNDING = [
    MONEY,
    MONEY | {"year": "2024-25", "spent": ""},
    MONEY | {"workstream": "Team", "service": "Team", "allocated": "500"},
    MONEY | {"workstream": "Team", "service": "Team", "place": "Barnsley", "allocated": "40", "spent": "50"},
    MONEY | {"workstream": "Training", "service": "", "allocated": "20", "spent": "20"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    at = tmp_path_factory.mktemp("posts")
    more = {"places": TWO_PLACES, "services": ALL_SERVICES, "posts": POSTS, "funding": FUNDING}
    write_extracts(at / "extracts", [referral(n) for n in range(1, 4)], **more)
    publish(at / "extracts", at / "releases", at / "quarantine", name="posts")
    return at / "releases" / "posts"


@pytest.fixture(scope="module")
def release(folder):
    return open_release(folder)


def told(release, where, service, dimension):
    """member -> (posts, wte) of one view."""
    table = release.tables["posts", where]
    rows = table[(table.service == service) & (table.dimension == dimension)]
    return {row.member: (row.posts, row.wte) for row in rows.itertuples()}


def test_roles_that_a_service_has_once_share_a_name_everywhere(release):
    assert told(release, "Sheffield", "Light", "role") == {"Peer supporter": (2, 1.4), OTHER_ROLES: (1, 0.5)}
    everywhere = told(release, SYSTEM, "All services", "role")
    assert everywhere["Therapist"] == (2, 2.0)  # Barnsley's one is a single post there
    assert set(everywhere) == {"Peer supporter", "Therapist", OTHER_ROLES, SINGLE_SERVICES}


def test_no_two_views_give_a_single_post_away_by_subtraction(release):
    # Whatever role is named in any view is named with at least two posts in some team, and never more elsewhere.
    views = [(where, service) for where, service in itertools.product(("Sheffield", "Barnsley", SYSTEM, "All Places"),
             ("All services", "Light", "Dads", "Team"))]  # fmt: skip
    for view, other in itertools.combinations(views, 2):
        one, two = told(release, *view, "role"), told(release, *other, "role")
        for role in set(one) & set(two) - {OTHER_ROLES, SINGLE_SERVICES}:
            assert abs(one[role][0] - two[role][0]) != 1, (view, other, role)


def test_a_service_in_which_one_post_is_filled_has_no_view_and_is_told_by_no_breakdown(release):
    assert told(release, "Sheffield", "Dads", "status") == {}
    for dimension in ("service", "role", "band", "employer", "status", "funded_by"):
        assert told(release, "Sheffield", "All services", dimension)[SINGLE_SERVICES] == (2, 1.2)
    assert told(release, "Sheffield", "All services", "status")["at risk"] == (1, 0.8)  # Light's, of three posts


def test_a_post_of_a_service_of_several_places_counts_where_all_of_them_are(release):
    assert told(release, "Sheffield", "Team", "all") == {"Everyone": (2, 2.0)}
    assert told(release, SYSTEM, "Team", "all") == {"Everyone": (6, 4.8)}


def test_all_posts_are_in_every_breakdown(release):
    for dimension in ("all", "service", "role", "band", "employer", "status", "funded_by"):
        assert sum(posts for posts, _ in told(release, "All Places", "All services", dimension).values()) == len(POSTS)


def test_without_sign_in_the_names_of_single_posts_are_not_even_opened(release, folder):
    assert not [where for cube, where in release.tables if cube == "posts_inside"]
    assert "Trust" not in release.wheres
    bare = open_release(folder, granted=())
    assert not {cube for cube, _ in bare.tables} & {"posts", "funding", "posts_inside"}


def test_an_organisation_opens_its_own_names_and_no_others(folder):
    opened = open_release(folder, granted=("posts", inside("Dads Matter")))
    own = opened.tables["posts_inside", "Dads Matter"]
    assert [where for cube, where in opened.tables if cube == "posts_inside"] == ["Dads Matter"]
    assert "funding" not in {cube for cube, _ in opened.tables}
    assert opened.wheres == open_release(folder).wheres
    named = own[(own["where"] == "Sheffield") & (own.service == "All services") & (own.dimension == "role")]
    assert named.to_dict("records") == [
        {"where": "Sheffield", "service": "All services", "dimension": "role", "member": "Dads' worker", "posts": 2.0,
         "wte": 1.2, "under": SINGLE_SERVICES}
    ]  # fmt: skip


def test_who_is_granted_posts_and_an_organisation_is_handed_its_names_of_their_places_alone(folder):
    whole = open_release(folder, granted=None)
    assert {where for cube, where in whole.tables if cube == "posts_inside"} == {"Dads Matter", "Trust", "Light"}

    def handed(*places, **more):
        grant = Grant(("", "x"), "lead", dt.date(2099, 1, 1), frozenset(places), **more)
        tables = scoped(whole, Scope.of(grant, whole.manifest)).tables
        return {where: set(table["where"]) for (cube, where), table in tables.items() if cube == "posts_inside"}

    assert handed("Sheffield", organisation="Light", posts=True) == {"Light": {"Sheffield"}}
    assert handed("Sheffield", "Barnsley", organisation="Light", posts=True) == {
        "Light": {"Sheffield", SYSTEM, "All Places"}
    }
    assert handed("Barnsley", organisation="Light", posts=True) == {"Light": set()}
    assert handed("Sheffield", organisation="Light") == {}
    assert handed("Sheffield", posts=True) == {}
    assert handed("Sheffield", organisation="Nobody", posts=True) == {}


def test_a_changed_byte_is_found_in_what_nobody_is_shown_too(folder, tmp_path):
    copied = tmp_path / "posts"
    shutil.copytree(folder, copied)
    name = next(copied.glob("posts_inside/*.parquet"))
    content = bytearray(name.read_bytes())
    content[len(content) // 2] ^= 1
    name.write_bytes(content)
    with pytest.raises(ReleaseError, match=r"posts_inside/.*another hash"):
        open_release(copied)


def test_permitted_places_hold_for_posts_too(folder):
    opened = open_release(folder, permitted=["Barnsley"])
    assert {where for cube, where in opened.tables if cube in ("posts", "funding")} == {"Barnsley"}


def test_money_stands_where_all_it_is_for_is_and_years_are_written_alike(release):
    def sums(where):
        table = release.tables["funding", where]
        return table.groupby(["workstream", "year"]).allocated.sum().to_dict()

    assert sums("Sheffield") == {("Peers", "2023/24"): 100, ("Peers", "2024/25"): 100}
    assert sums("Barnsley") == {("Team", "2023/24"): 40}
    assert sums(SYSTEM) == sums("All Places")
    assert sums(SYSTEM)[("Team", "2023/24")] == 540
    assert sums(SYSTEM)[("Training", "2023/24")] == 20
    spent = release.tables["funding", "Sheffield"].set_index("year").spent
    assert (spent["2023/24"], pd.isna(spent["2024/25"])) == (90, True)


@pytest.mark.usefixtures("without_counting")
@pytest.mark.parametrize(
    ("extract", "row", "reason"),
    [
        ("posts", POSTS[0] | {"service": "Nobody"}, "'service' is not in the services extract"),
        ("posts", POSTS[0] | {"place": "Barnsley"}, "'service' is not listed for this Place"),
        ("posts", POSTS[0] | {"place": "Leeds"}, "'place' is not in the places extract"),
        ("posts", POSTS[0] | {"status": "bank"}, "'status' is not one of: permanent, seconded, at risk, vacant"),
        ("posts", POSTS[0] | {"wte": "-1"}, "'wte' is under 0"),
        ("posts", POSTS[0] | {"wte": "full"}, "'wte' is not a number"),
        ("posts", POSTS[0] | {"role": ""}, "'role' is missing"),
        ("funding", MONEY | {"year": "2024"}, "'year' is no financial year"),
        ("funding", MONEY | {"year": "2024/26"}, "'year' is no financial year"),
        ("funding", MONEY | {"service": "Nobody"}, "'service' is not in the services extract"),
        ("funding", MONEY | {"allocated": "£100"}, "'allocated' is not a number"),
    ],
)
def test_a_row_that_breaks_the_contract_is_quarantined_with_its_reason(tmp_path, extract, row, reason):
    more = {"places": TWO_PLACES, "services": ALL_SERVICES, extract: [row]}
    write_extracts(tmp_path / "extracts", [referral(n) for n in range(1, 4)], **more)
    outcome = publish(tmp_path / "extracts", tmp_path / "releases", tmp_path / "quarantine")
    assert any(reason in line for line in outcome.report)
    assert any(line.startswith(f"{extract}.csv: 1 read = 0 accepted + 1 quarantined") for line in outcome.report)


def test_a_copied_row_of_money_counts_once_and_two_amounts_of_one_thing_are_quarantined(tmp_path):
    other = MONEY | {"workstream": "Team"}
    more = {"places": TWO_PLACES, "services": ALL_SERVICES, "funding": [MONEY, MONEY, other, other | {"spent": "80"}]}
    write_extracts(tmp_path / "extracts", [referral(n) for n in range(1, 4)], **more)
    outcome = publish(tmp_path / "extracts", tmp_path / "releases", tmp_path / "quarantine", name="money")
    assert any("not unique: every copy is quarantined" in line for line in outcome.report)
    table = open_release(tmp_path / "releases" / "money").tables["funding", "Sheffield"]
    assert table.allocated.tolist() == [100]
