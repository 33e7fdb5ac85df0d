"""The command line: exit codes, refusals in words, what may be published and what not."""

import pytest
from extracts import SETTINGS, referral, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.release import Store

runner = CliRunner()
REAL = SETTINGS.replace("true", "false")


def publish(tmp_path, *options: str, **extracts):
    referrals = extracts.pop("referrals", [referral(number) for number in range(20)])
    folder = write_extracts(tmp_path / "extracts", referrals, **extracts)
    where = ["--releases", str(tmp_path / "releases"), "--quarantine", str(tmp_path / "quarantine")]
    return runner.invoke(app, ["publish", str(folder), *where, *options])


def test_clean_extracts_are_published_with_exit_code_0(tmp_path):
    result = publish(tmp_path)
    assert result.exit_code == 0, result.output
    release, _ = Store(tmp_path / "releases").current()
    assert release.manifest.synthetic
    cells = release.cells("pathway", "Sheffield", "2023/24", "Start for Life funded", "all")
    assert cells.referred.tolist() == [20]


def test_extracts_not_marked_synthetic_are_refused_until_they_say_for_whom_the_release_is(tmp_path):
    result = publish(tmp_path, settings=REAL)
    assert result.exit_code == 2
    assert "does not say for whom the release is" in " ".join(result.output.split())
    assert not (tmp_path / "releases").exists()


def test_a_release_for_oneself_says_so(tmp_path):
    result = publish(tmp_path, settings=REAL + 'audience = "only me"\n')
    assert result.exit_code == 0, result.output
    manifest = Store(tmp_path / "releases").current()[0].manifest
    assert (manifest.synthetic, manifest.terms.audience) == (False, ("only me",))


@pytest.mark.parametrize(("profile", "shown"), [("rounded", (10, 15)), ("exact", (14,))])
def test_each_profile_shows_counts_its_own_way(tmp_path, profile, shown):
    rows = [referral(number, received="2023-05-01", first_contact="") for number in range(14)]
    result = publish(tmp_path, "--profile", profile, referrals=rows)
    assert result.exit_code == 0, result.output
    release = Store(tmp_path / "releases").current()[0]
    assert release.manifest.profile == profile
    assert release.cells("pathway", "Sheffield", "2023/24", "Light", "all").referred.item() in shown


def test_an_unknown_profile_is_refused_with_the_names_there_are(tmp_path):
    result = publish(tmp_path, "--profile", "none")
    assert result.exit_code == 2
    assert "rounded, exact" in result.output


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path):
    result = runner.invoke(app, ["check", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "there is no folder called 'nowhere'" in result.output
    assert "Traceback" not in result.output


def test_extracts_without_any_accepted_referral_are_refused(tmp_path):
    result = publish(tmp_path, referrals=[referral(1, place="Leeds")])
    assert result.exit_code == 2
    assert "no referral was accepted" in result.output


def test_a_service_that_bears_a_bundles_name_is_refused(tmp_path):
    from extracts import SERVICES

    result = publish(tmp_path, services=[SERVICES[0] | {"bundles": "Light"}])
    assert result.exit_code == 2
    assert "names both a bundle and a service" in result.output


def test_status_says_what_is_current(tmp_path):
    publish(tmp_path)
    result = runner.invoke(app, ["status", "--releases", str(tmp_path / "releases")])
    assert result.exit_code == 0
    assert "all as published" in result.output


def test_status_without_a_release_is_refused_with_what_to_do(tmp_path):
    result = runner.invoke(app, ["status", "--releases", str(tmp_path)])
    assert result.exit_code == 2
    assert "python -m pimh_data demo" in result.output


def test_status_looks_where_the_application_does_and_says_a_problem_once(tmp_path):
    publish(tmp_path)
    there = {"PIMH_RELEASES": str(tmp_path / "releases")}
    assert runner.invoke(app, ["status"], env=there).exit_code == 0
    nowhere = runner.invoke(app, ["status"], env={"PIMH_RELEASES": str(tmp_path)})
    assert (nowhere.exit_code, nowhere.output.count("there is no release to show")) == (2, 1)


def test_publish_says_how_to_open_the_page_without_a_path_from_the_root(tmp_path, monkeypatch):
    result = publish(tmp_path)
    assert "To open the page: python -m pimh_data serve --releases and your folder 'releases'" in result.output
    assert str(tmp_path) not in result.output
    monkeypatch.chdir(tmp_path)
    assert "To open the page: python -m pimh_data serve --releases releases" in publish(tmp_path).output


def test_ones_own_release_is_served_to_this_machine_alone(monkeypatch):
    monkeypatch.setattr("pimh_data.commands.serve.os.execve", lambda *_: pytest.fail("it was served"))
    result = runner.invoke(app, ["serve", "--mine", "--address", "0.0.0.0"])  # noqa: S104 - what is refused
    assert result.exit_code == 2
    assert "leave --address out" in result.output


def test_a_release_of_real_people_is_opened_for_oneself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = publish(tmp_path, settings=REAL + 'audience = "only me"\n').output
    assert "To open the page: python -m pimh_data serve --mine --releases releases" in said
