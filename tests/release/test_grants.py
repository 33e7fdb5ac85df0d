"""The file of grants: who is named, until when, and everything that is wrong with it at once."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.errors import GrantsError
from pimh_data.release.grants import Grants
from pimh_data.release.grants_doubts import against, of_change, of_persons
from pimh_data.release.grants_file import read_grants

DAY = dt.date(2027, 3, 31)
ANNA = '[[grant]]\nissuer = "https://id"\nsubject = "a1"\nrole = "viewer"\nexpires = 2027-03-31\nplaces = ["Leeds"]\n'
BEN = '[[grant]]\nemail = "Ben@Example.org"\nrole = "steward"\nexpires = 2027-03-31\nall = true\ncosts = true\n'
PLACES = {"Leeds": "West Yorkshire", "Bradford": "West Yorkshire", "Sheffield": "South Yorkshire"}


@pytest.fixture
def read(tmp_path: Path):
    def written(text: str) -> Grants:
        (tmp_path / "grants.toml").write_text(text, encoding="utf-8")
        return read_grants(tmp_path / "grants.toml")

    return written


def test_whoever_is_not_named_is_granted_nothing(read):
    grants = read(ANNA + BEN)
    assert grants.of("https://id", "a1", "", DAY).permitted(PLACES) == {"Leeds"}
    for issuer, subject, email in (
        ("https://id", "a2", ""), ("https://other", "a1", ""), ("", "", ""), ("", "a1", ""), ("https://id", "", ""),
    ):  # fmt: skip
        assert grants.of(issuer, subject, email, DAY) is None


@pytest.mark.parametrize("text", ["", "# nobody", "grant = []"])
def test_a_file_without_any_grant_is_wrong(read, text):
    with pytest.raises(GrantsError, match="holds no"):
        read(text)


def test_an_email_is_one_whatever_its_case_and_counts_only_where_it_is_known_to_be_theirs(read):
    grants = read(BEN)
    assert grants.of("https://id", "b1", "BEN@example.ORG", DAY).role == "steward"
    assert grants.of("https://id", "b1", "", DAY) is None


def test_a_grant_holds_to_the_end_of_its_day(read):
    assert read(ANNA).of("https://id", "a1", "", DAY) is not None
    assert read(ANNA).of("https://id", "a1", "", DAY + dt.timedelta(days=1)) is None


def test_a_system_is_its_places_and_all_is_all_that_a_release_holds(read):
    system = ANNA.replace('places = ["Leeds"]', 'systems = ["West Yorkshire"]')
    assert read(system).of("https://id", "a1", "", DAY).permitted(PLACES) == {"Leeds", "Bradford"}
    assert read(BEN).of("", "", "ben@example.org", DAY).permitted(PLACES) == set(PLACES)
    assert read(ANNA).of("https://id", "a1", "", DAY).permitted({"Hull": "Humber"}) == set()


def test_peers_are_places_that_are_named_or_those_of_the_same_system_or_all_and_never_ones_own(read):
    def peers(more: str) -> set[str]:
        return set(read(ANNA + more).of("https://id", "a1", "", DAY).compared_with(PLACES))

    assert peers("") == set()
    assert peers('comparison = "named"\npeers = ["Sheffield", "Leeds", "Hull"]\n') == {"Sheffield"}
    assert peers('comparison = "anonymous"\npeers = "same system"\n') == {"Bradford"}
    assert peers('comparison = "anonymous"\npeers = "all"\n') == {"Bradford", "Sheffield"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ANNA.replace("viewer", "owner"), "role must be one of"),
        (ANNA.replace("2027-03-31", '"2027-03-31"'), "expires must be a day"),
        (ANNA.replace("2027-03-31", "2027-03-31T10:00:00"), "expires must be a day"),
        (ANNA.replace("expires = 2027-03-31\n", ""), "expires must be a day"),
        (ANNA.replace('places = ["Leeds"]', ""), "it must name places or systems"),
        (ANNA.replace('["Leeds"]', '"Leeds"'), "places is not a list of names"),
        (ANNA.replace('["Leeds"]', "[]"), "it must name places or systems"),
        (ANNA + "all = false\ncosts = 1\n", "costs is neither true nor false"),
        (ANNA.replace("issuer", "isuer"), "nothing is called isuer"),
        (ANNA.replace('issuer = "https://id"\n', ""), "it must name issuer and subject, or an email"),
        (ANNA + 'email = "a@b.c"\n', "it must name issuer and subject, or an email"),
        (ANNA + 'comparison = "named"\n', "comparison 'named' needs peers: a list of Places, 'same system' or 'all'"),
        (ANNA + 'comparison = "anonymous"\npeers = []\n', "comparison 'anonymous' needs peers"),
        (ANNA + 'comparison = "named"\npeers = "Hull"\n', "comparison 'named' needs peers"),
        (ANNA + 'comparison = "named"\npeers = [1]\n', "comparison 'named' needs peers"),
        (ANNA + 'peers = ["Bradford"]\n', "peers are named, and comparison is none"),
        (ANNA + 'comparison = "any"\n', "comparison must be one of none, named, anonymous"),
        (ANNA + ANNA, "somebody has two grants"),
        (BEN + ANNA.replace("a1", "ben@example.org"), "grant 2: somebody has two grants, by e-mail and by subject"),
        ('[grant]\nrole = "viewer"\n', "the grants are not a list"),
        ("granted = 1\n", "it may hold [[grant]] alone"),
        ("[[grant]\n", "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_words(read, text, said):
    with pytest.raises(GrantsError) as raised:
        read(text)
    assert said in str(raised.value)


def test_everything_that_is_wrong_is_said_at_once(read):
    with pytest.raises(GrantsError) as raised:
        read(ANNA.replace("viewer", "owner") + BEN.replace("steward", "king"))
    assert "grant 1: role" in str(raised.value)
    assert "grant 2: role" in str(raised.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(GrantsError, match="the file of grants is missing"):
        read_grants(tmp_path / "grants.toml")


@given(st.text(max_size=200))
def test_no_text_does_anything_but_grant_or_be_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = read_grants(path)
    except GrantsError:
        return
    assert not found.held


def test_decisions_are_signed_with_the_name_of_a_grant_or_with_its_role(read):
    named = ANNA.replace("role =", 'name = " Anna, lead "\nrole =')
    assert read(named).of("https://id", "a1", "", DAY).signs_as == "Anna, lead"
    assert read(ANNA).of("https://id", "a1", "", DAY).signs_as == "Viewer"


@pytest.mark.parametrize("name", ["a" * 81, "anna@example.org"])
def test_a_name_that_no_decision_can_be_signed_with_is_refused(name, read):
    with pytest.raises(GrantsError, match="grant 1: name must have at most 80 characters"):
        read(ANNA.replace("role =", f'name = "{name}"\nrole ='))


def test_what_a_release_does_not_hold_is_said_by_the_number_of_its_grant(read):
    wrong = (
        ANNA.replace('["Leeds"]', '["Leeds", "Ledes"]') + 'comparison = "named"\npeers = ["Bradfort", "Sheffield"]\n'
    )
    wrong += BEN.replace("all = true", 'systems = ["West Yorkshire", "Westshire"]')
    assert list(against(read(wrong), PLACES)) == [
        "grant number 1 names places that the release which is shown does not hold (Ledes): they grant nothing",
        "grant number 1 names peers that the release which is shown does not hold (Bradfort): they grant nothing",
        "grant number 2 names systems that the release which is shown does not hold (Westshire): they grant nothing",
    ]
    assert list(against(read(ANNA + BEN), PLACES)) == []


def test_fewer_than_three_peers_without_a_name_are_said_to_be_none(read):
    more = {**PLACES, "Barnsley": "South Yorkshire"}
    anonymous = read(ANNA + 'comparison = "anonymous"\npeers = "all"\n')
    assert "fewer than 3" in "".join(against(anonymous, PLACES))
    assert list(against(anonymous, more)) == []


def test_one_name_by_subject_and_by_e_mail_is_said_and_under_two_subjects_is_not(read):
    anna, ben = (one.replace("role =", 'name = "Lead"\nrole =') for one in (ANNA, BEN))
    assert "grants number 1, 2 bear one name" in "".join(of_persons(read(anna + ben)))
    assert list(of_persons(read(anna + anna.replace("a1", "a2")))) == []
    assert list(of_persons(read(ANNA + BEN))) == []


def test_peers_without_a_name_that_change_by_one_or_two_are_said(read):
    def compared(*peers: str, how: str = "anonymous") -> Grants:
        return read(ANNA + f'comparison = "{how}"\npeers = [{", ".join(f"{name!r}" for name in peers)}]\n')

    before = compared("Hull", "York", "Derby")
    for others in (("Hull", "York", "Derby", "Leek"), ("Hull", "York", "Leek")):
        assert "change so many at a time" in "".join(of_change(before, compared(*others)))
    for others in (("Hull", "York", "Derby"), ("Bath", "Wells", "Leek")):
        assert list(of_change(before, compared(*others))) == []
    assert list(of_change(compared("Hull", "York", "Derby", how="named"), compared("Hull", how="named"))) == []


def test_a_place_that_joins_a_release_by_itself_is_said_of_grants_that_compare_with_all_without_names(read):
    more = {**PLACES, "Barnsley": "South Yorkshire", "Rotherham": "South Yorkshire"}
    three = {**more, "Hull": "Humber", "Goole": "Humber", "Hessle": "Humber"}
    unnamed, named = (read(ANNA + f'comparison = "{how}"\npeers = "all"\n') for how in ("anonymous", "named"))
    assert "until so many change at a time" in "".join(against(unnamed, {**more, "Hull": "Humber"}, more))
    assert list(against(unnamed, three, more)) == list(against(unnamed, more, more)) == []
    assert list(against(named, {**more, "Hull": "Humber"}, more)) == []
