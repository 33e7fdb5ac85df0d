"""What a release of real data must state before it is made, and what it says of it afterwards."""

import datetime as dt

import pytest
from extracts import SETTINGS, referral, write_extracts
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.errors import ExtractError
from pimh_data.questions.quality.terms import terms as answered
from pimh_data.release import Store
from pimh_data.secure.disclosure.profiles import EXACT, ROUNDED
from pimh_data.secure.settings import read_settings
from pimh_data.secure.terms import terms_of, terms_refused

TODAY = dt.date(2026, 11, 26)
STATED = {
    "controllers": '["Our NHS Trust", "Our Council"]',
    "purpose": '"Planning of services"',
    "lawful_basis": '"UK GDPR article 6(1)(e) and 9(2)(h)"',
    "sharing_agreement": '"Agreement 12"',
    "national_opt_outs": '"applied"',
    "approver": '"Caldicott guardian"',
    "review_date": "2027-03-31",
}
IN_PUBLIC = STATED | {
    "second_approver": '"Director of public health"',
    "intruder_test": '"2026-11-20, two analysts, nobody found"',
}
PARTNERS = '["Our NHS Trust", "Barnardo\'s"]'
runner = CliRunner()


def settings_of(folder, synthetic="false", **stated):
    lines = "\n".join(f"{name} = {value}" for name, value in stated.items())
    folder.mkdir(exist_ok=True)
    (folder / "extract.toml").write_text(
        f'synthetic = {synthetic}\nsite = "S"\nextract_date = 2026-03-31\n{lines}\n', encoding="utf-8"
    )
    return read_settings(folder)


def refused(folder, profile=ROUNDED, **stated):
    return "; ".join(terms_refused(settings_of(folder, **stated), profile, TODAY))


def test_real_data_without_an_audience_are_refused_with_the_three_lines_that_would_do(tmp_path):
    said = refused(tmp_path)
    assert all(line in said for line in ('audience = "only me"', 'audience = ["Partner one"', 'audience = "public"'))


def test_only_me_needs_nothing_else(tmp_path):
    assert refused(tmp_path, audience='"only me"') == ""
    assert refused(tmp_path, EXACT, audience='"only me"') == ""


def test_synthetic_extracts_need_no_terms_and_state_none(tmp_path):
    settings = settings_of(tmp_path, synthetic="true", audience='"public"')
    assert terms_refused(settings, EXACT, TODAY) == ()
    assert terms_of(settings).audience == ()


@pytest.mark.parametrize(("audience", "whole"), [(PARTNERS, STATED), ('"public"', IN_PUBLIC)])
def test_a_release_for_others_needs_every_statement_and_names_all_that_are_missing(tmp_path, audience, whole):
    assert refused(tmp_path, audience=audience, **whole) == ""
    for name in whole:
        rest = {other: value for other, value in whole.items() if other != name}
        said = refused(tmp_path, audience=audience, **rest)
        assert f" {name} (" in said
        assert not any(f" {other} (" in said for other in rest)
    said = refused(tmp_path, audience=audience)
    assert all(f" {name} (" in said for name in whole)


def test_a_public_release_needs_a_second_person(tmp_path):
    again = IN_PUBLIC | {"second_approver": '"  caldicott  GUARDIAN "'}
    assert "two persons" in refused(tmp_path, audience='"public"', **again)


def test_exact_counts_are_for_oneself_alone(tmp_path):
    assert "exact counts are for this machine alone" in refused(tmp_path, EXACT, audience=PARTNERS, **STATED)


@pytest.mark.parametrize(
    ("day", "good"), [("2026-11-26", False), ("2026-11-27", True), ("2020-01-01", False), ("2999-01-01", False)]
)
def test_the_day_of_review_lies_ahead_and_within_three_years(tmp_path, day, good):
    said = refused(tmp_path, audience=PARTNERS, **(STATED | {"review_date": day}))
    assert ("review_date" in said) is not good


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("audience", '"Our NHS Trust"', "'audience' must be 'only me', 'public' or a list of partners"),
        ("audience", "[]", "'audience' must list 1 to 60 names"),
        ("audience", '["Public"]', "write it alone, without brackets"),
        ("audience", '["A", 3]', "'audience' must list 1 to 60 names"),
        ("audience", "true", "'audience' must be 'only me'"),
        ("controllers", '["A\\nB"]', "'controllers' must list 1 to 60 names"),
        ("controllers", '"A"', "'controllers' must be a list"),
        ("purpose", '" "', "'purpose' must be one line of text"),
        ("approver", f'"{"x" * 601}"', "'approver' must be one line of text"),
        ("review_date", '"2027-03-31"', "'review_date' must be a date"),
    ],
)
def test_a_statement_that_could_not_be_shown_is_refused_where_the_settings_are_read(tmp_path, name, value, said):
    with pytest.raises(ExtractError, match=r"extract\.toml") as error:
        settings_of(tmp_path, **{name: value})
    assert said in str(error.value)


def published(folder, settings):
    extracts = write_extracts(folder / "extracts", [referral(number) for number in range(20)], settings=settings)
    into = ["--releases", str(folder / "releases"), "--quarantine", str(folder / "quarantine")]
    return runner.invoke(app, ["publish", str(extracts), *into]), extracts


def test_check_and_publish_say_the_same_of_a_release_that_states_nothing(tmp_path):
    result, extracts = published(tmp_path, SETTINGS.replace("true", "false"))
    assert (result.exit_code, (tmp_path / "releases").exists()) == (2, False)
    checked = runner.invoke(app, ["check", str(extracts)])
    for said in (result.output, checked.output):
        assert "does not say for whom the release is" in " ".join(said.split())


def test_what_was_stated_is_in_the_release_and_answered_in_the_sites_words(tmp_path):
    lines = "\n".join(f"{name} = {value}" for name, value in (STATED | {"audience": PARTNERS}).items())
    review = (dt.date.today() + dt.timedelta(days=90)).isoformat()
    settings = f"{SETTINGS.replace('true', 'false')}\n{lines}".replace("2027-03-31", review)
    result, _ = published(tmp_path, settings)
    assert result.exit_code == 0, result.output
    release, _ = Store(tmp_path / "releases").current()
    assert release.manifest.terms.audience == ("Our NHS Trust", "Barnardo's")
    assert release.manifest.terms.review_date == review
    answer = answered(release)
    assert answer.finding.text == (
        "The release is for Our NHS Trust and Barnardo's. Our NHS Trust and Our Council answer for it."
    )
    told = dict(zip(answer.table["what"], answer.table["stated"], strict=True))
    assert told["Lawful basis"] == "UK GDPR article 6(1)(e) and 9(2)(h)"
    assert "Approved also by" not in told
