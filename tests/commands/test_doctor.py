"""Each fault that an installation can have is found, said with what to do, and told by the exit code."""

import datetime as dt
import os
import shutil
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pyarrow as pa
import pytest
from cryptography.fernet import Fernet
from sign_in_settings import ISSUER, OPENID, PROXY, TOP
from small_releases import FACTS, cube, damage, pointer, release
from streamlit import config
from typer.testing import CliRunner

from pages.guard.door import door
from pages.guard.kept_back import REAL
from pages.guard.safe import SAFE
from pages.guard.session import Session
from pages.guard.settings import SETTING
from pages.guard.signed_out import SignedOut
from pimh_data.commands import app
from pimh_data.commands import doctor as verb
from pimh_data.commands.installation.configured import configured, in_environment
from pimh_data.commands.installation.diagnosis import GOOD, LOOK, WRONG, Diagnosis
from pimh_data.commands.installation.pictures import NO_FONT, pictures
from pimh_data.commands.installation.private import private
from pimh_data.commands.installation.releases import places_shown, releases
from pimh_data.commands.installation.sign_in import sign_in
from pimh_data.commands.installation.versions import pinned, versions
from pimh_data.registry.cubes import CUBES
from pimh_data.release import Manifest
from pimh_data.secure.writing import write_release

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
GRANT = '[[grant]]\nemail = "{}@example.org"\nrole = "viewer"\nexpires = {}\nall = true\n'
has_modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def worst(found: list[Diagnosis]) -> str:
    return next(grade for grade in (WRONG, LOOK, GOOD) if any(one.grade == grade for one in found))


def said(found, grade: str) -> str:
    """The words of that grade; what is good beside it is let be."""
    words = [one.words for one in found if one.grade == grade]
    assert words, "nothing of that grade was found"
    return "\n".join(words)


# Versions


def test_what_is_installed_here_is_as_pinned():
    wanted = pinned(ROOT / "requirements.txt")
    assert {"streamlit", "pandas", "authlib"} <= {name.lower() for name in wanted}
    assert wanted["numpy"] == metadata.version("numpy"), "of two pins that of this Python"
    assert ("colorama" in wanted) == (sys.platform == "win32")
    assert worst(list(versions(ROOT / "requirements.txt", tuple(sys.version_info[:3])))) == GOOD


def test_every_dependency_that_is_missing_or_another_is_named_at_once(tmp_path):
    (tmp_path / "requirements.txt").write_text("pandas==1.0 \\\n    --hash=sha256:0\nno-such-thing==2.0\n# a word\n")
    words = said(versions(tmp_path / "requirements.txt", (3, 11, 7)), WRONG)
    assert f"pandas is {metadata.version('pandas')} and should be 1.0" in words
    assert "no-such-thing 2.0 is missing" in words
    assert "make install" in words


def test_a_python_that_is_too_old_and_pins_that_are_not_there_are_said(tmp_path):
    words = said(versions(tmp_path / "requirements.txt", (3, 10, 2)), WRONG)
    assert "this is Python 3.10.2: install 3.11 or later" in words
    assert "requirements.txt cannot be read" in words


# Settings of the application


def test_the_settings_of_the_project_are_safe(tmp_path):
    assert worst(list(configured(ROOT / ".streamlit" / "config.toml", tmp_path))) == GOOD


@pytest.mark.parametrize("name", SAFE)
def test_each_unsafe_setting_is_named(name, tmp_path):
    text = (ROOT / ".streamlit" / "config.toml").read_text()
    section, _, key = name.partition(".")
    unsafe = {
        "server.corsAllowedOrigins": '["https://elsewhere.example"]',
        "server.trustedUserHeaders": '{ "X-Who" = "name" }',
        "client.showErrorDetails": '"full"', "logger.level": '"debug"',
        "server.enableCORS": "false", "server.enableXsrfProtection": "false",
    }.get(name, "true")  # fmt: skip
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(f"{key} ="))
    heading = f"[{section}]"
    kept = kept if heading in kept else f"{heading}\n{kept}"
    (tmp_path / "config.toml").write_text(kept.replace(heading, f"{heading}\n{key} = {unsafe}", 1))
    assert f"the setting {name} must be" in said(configured(tmp_path / "config.toml"), WRONG)


def test_what_holds_where_nothing_is_said_is_what_streamlit_says(tmp_path):
    for name, setting in SAFE.items():
        own = config._config_options_template[name]
        assert own.default_val is None or own.default_val == setting.unsaid, name
        assert own.env_var == in_environment(name)
    (tmp_path / "config.toml").write_text("")
    words = said(configured(tmp_path / "config.toml"), WRONG)
    assert ("client.showErrorDetails" in words, "browser.gatherUsageStats" in words) == (True, True)


def test_what_the_environment_and_the_users_own_settings_open_is_named_as_at_the_start(tmp_path, monkeypatch):
    own = tmp_path / ".streamlit" / "config.toml"
    own.parent.mkdir()
    own.write_text('[server]\nenableAgentApi = true\n[client]\nshowErrorDetails = "none"\n')
    for name, value in (("SERVER_ENABLE_CORS", "false"), ("SERVER_ENABLE_XSRF_PROTECTION", "0"),
                        ("CLIENT_SHOW_ERROR_DETAILS", "full"), ("LOGGER_LEVEL", "debug"),
                        ("SERVER_CORS_ALLOWED_ORIGINS", "https://elsewhere.example")):  # fmt: skip
        monkeypatch.setenv(f"STREAMLIT_{name}", value)
    words = said(configured(ROOT / ".streamlit" / "config.toml", tmp_path), WRONG)
    named = {"server.enableCORS", "server.enableXsrfProtection", "client.showErrorDetails", "logger.level",
             "server.corsAllowedOrigins", "server.enableAgentApi"}  # fmt: skip
    assert {name for name in SAFE if f"the setting {name} must be" in words} == named
    own.write_text("[server\n")
    assert "the user's own settings" in said(configured(ROOT / ".streamlit" / "config.toml", tmp_path), WRONG)
    monkeypatch.setenv("STREAMLIT_SERVER_ENABLE_CORS", "maybe")
    own.unlink()
    assert "STREAMLIT_SERVER_ENABLE_CORS in the environment is neither" in said(
        configured(ROOT / ".streamlit" / "config.toml", tmp_path), WRONG
    )


@pytest.mark.parametrize("text", [None, "[server\n"])
def test_settings_that_cannot_be_read_are_said(text, tmp_path):
    if text is not None:
        (tmp_path / "config.toml").write_text(text)
    assert "take the project" in said(configured(tmp_path / "config.toml"), WRONG)


# Sign-in


@pytest.fixture
def asked(tmp_path: Path):
    """asked(grants, by) -> the diagnoses of an installation where people sign in; `change` spoils it first."""

    def now(grants: str = GRANT.format("ann", "2099-01-01"), by: str = OPENID, change=lambda folder: None):
        (tmp_path / "secret").write_text("what these tests take for one")
        (tmp_path / "grants.toml").write_text(grants)
        (tmp_path / "sign-in.toml").write_text(f"{TOP}\n{by}")
        for name in ("secret", "grants.toml", "sign-in.toml"):
            (tmp_path / name).chmod(0o600)
        change(tmp_path)
        return list(sign_in(str(tmp_path / "sign-in.toml"), TODAY, ({"Leeds": "West Yorkshire"},)))

    return now


def test_sign_in_that_is_in_order_is_good_and_so_is_none(asked):
    assert worst(asked()) == GOOD
    assert worst(asked(by=PROXY)) == GOOD
    assert "nobody signs in" in said(sign_in("", TODAY), GOOD)


def test_settings_that_cannot_be_taken_are_said(asked):
    assert "issuer is missing" in said(asked(by=OPENID.replace("issuer", "isuer")), WRONG)


@has_modes
@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [
        ("secret", 0o640, "the secret file of sign-in: chmod 600"),
        ("grants.toml", 0o604, "can open the file of grants: chmod 600"),
        ("sign-in.toml", 0o640, "can open the file that PIMH_SIGN_IN names: chmod 600"),
        (".", 0o777, "can change the folder of the settings of sign-in"),
    ],
)
def test_a_file_that_others_may_open_or_change_is_said(name, mode, words, asked):
    assert words in said(asked(change=lambda folder: (folder / name).chmod(mode)), WRONG)


def test_grants_that_are_wrong_or_all_ended_leave_nobody_who_sees_anything(asked):
    unknown = GRANT.format("ann", "2099-01-01").replace("viewer", "boss")
    assert "role must be one of" in said(asked(grants=unknown), WRONG)
    ended = GRANT.format("ann", "2026-11-24") + GRANT.format("ben", "2025-01-01")
    assert "no grant is in force" in said(asked(grants=ended), WRONG)
    assert "holds no [[grant]]" in said(asked(grants=""), WRONG)


def test_grants_that_have_ended_or_soon_will_are_told_by_number_and_never_by_name(asked):
    mixed = "".join(
        GRANT.format(who, day) for who, day in (("ann", "2099-01-01"), ("ben", "2026-11-24"), ("cat", "2026-11-25"))
    )
    found = asked(grants=mixed)
    assert worst(found) == LOOK
    assert "have ended: number 2;" in said(found, LOOK)
    assert "end within 30 days: number 3;" in said(found, LOOK)
    assert "example.org" not in "".join(one.words for one in found)


def test_names_that_the_release_does_not_hold_and_two_grants_of_one_person_are_to_be_looked_at(asked):
    named = GRANT.replace("role =", 'name = "Lead"\nrole =').replace("all = true", 'places = ["{}"]')
    peers = 'comparison = "named"\npeers = ["Barnsly"]\n'
    by_subject = named.replace('email = "{}@example.org"', 'issuer = "https://id"\nsubject = "{}"')
    found = asked(named.format("ann", "2099-01-01", "Leeds") + by_subject.format("s1", "2099-01-01", "Leds") + peers)
    words = said(found, LOOK)
    assert "grant number 2 names places that the release which is shown does not hold (Leds)" in words
    assert "grant number 2 names peers that the release which is shown does not hold (Barnsly)" in words
    assert "grants number 1, 2 bear one name" in words
    assert "example.org" not in "".join(one.words for one in found)


@pytest.mark.parametrize(("by", "issuer"), [(OPENID, ISSUER), (PROXY, "proxy")])
def test_a_grant_of_an_issuer_that_nobody_signs_in_at_is_to_be_looked_at_by_number(by, issuer, asked):
    grant = GRANT.replace('email = "{}@example.org"', 'issuer = "{}"\nsubject = "s"')
    assert worst(asked(grants=grant.format(issuer, "2099-01-01"), by=by)) == GOOD
    words = said(asked(grants=grant.format(f"{issuer}/", "2099-01-01"), by=by), LOOK)
    assert "grants number 1 name an issuer that nobody signs in at here" in words


@pytest.mark.parametrize(("tenant", "grade"), [("common", LOOK), ("Organizations", LOOK), ("commonwealth", GOOD)])
def test_an_issuer_that_is_everybodys_is_to_be_looked_at(tenant, grade, asked):
    entra = OPENID.replace(ISSUER, f"https://login.microsoftonline.com/{tenant}/v2.0")
    assert worst(asked(by=entra)) == grade


@has_modes
def test_a_state_folder_that_others_may_open_or_that_is_a_file_is_said(asked, tmp_path):
    def opened(folder: Path) -> None:
        (folder / "state").mkdir()
        (folder / "state").chmod(0o750)

    assert "can open the state folder: chmod 700" in said(asked(change=opened), WRONG)
    shutil.rmtree(tmp_path / "state")
    assert "the state folder is a file" in said(asked(change=lambda folder: (folder / "state").touch()), WRONG)


def spoilt_state(folder: Path, how: str) -> None:
    """What can lie where the state folder is, or in it, that the application cannot start with."""
    state = folder / "state"
    if how == "a link to nothing":
        state.symlink_to(folder / "nowhere")
        return
    state.mkdir(mode=0o700)
    if how == "signed out a folder":
        (state / "signed-out").mkdir()
    if how == "signed out a pipe":
        os.mkfifo(state / "signed-out")
    if how == "access a file":
        (state / "access").touch()
    if how == "key a folder":
        (state / "session.key").mkdir(mode=0o700)
    if how in ("readable", "junk"):
        key = state / "session.key"
        key.write_bytes(b"no key" if how == "junk" else Fernet.generate_key())
        key.chmod(0o644 if how == "readable" else 0o600)


STATES = ["a link to nothing", "signed out a folder", "signed out a pipe", "access a file", "key a folder", "readable",
          "junk"]  # fmt: skip
TEXTS = ["wrong settings", "deep settings", "a long name", "no name", "grants nowhere", "wrong grants", "no grant",
         "grants a pipe", "short secret"]  # fmt: skip


@has_modes
@pytest.mark.parametrize("spoilt", [*STATES, *TEXTS])
def test_whatever_the_application_refuses_at_its_start_is_said_in_the_same_words(spoilt, asked, tmp_path, monkeypatch):
    def spoil(folder: Path) -> None:
        if spoilt in STATES:
            spoilt_state(folder, spoilt)
        top = {"a long name": TOP.replace('"state"', f'"{"x" * 300}"'), "no name": TOP.replace('"state"', '"\\u0000"')}
        top["grants nowhere"] = TOP.replace('"grants.toml"', '"nowhere/grants.toml"')
        settings = {"wrong settings": "nothing = 1", "deep settings": f"a = {'[' * 3000}"}
        settings |= {name: f"{text}\n{OPENID}" for name, text in top.items()}
        if spoilt in settings:
            (folder / "sign-in.toml").write_text(settings[spoilt])
        if spoilt == "short secret":
            (folder / "secret").write_text("short")
        if spoilt == "grants a pipe":
            (folder / "grants.toml").unlink()
            os.mkfifo(folder / "grants.toml", 0o600)

    grants = {"wrong grants": "[[grant]]\nrole = 1", "no grant": "# nobody\n"}.get(
        spoilt, GRANT.format("a", "2099-01-01")
    )
    found = asked(grants=grants, change=spoil)
    monkeypatch.setenv(SETTING, str(tmp_path / "sign-in.toml"))
    (refused,) = starting_refusals(door.__wrapped__())
    assert refused in said(found, WRONG)
    assert str(tmp_path) not in "".join(one.words for one in found)


def test_what_the_start_takes_is_not_called_wrong(asked, tmp_path, monkeypatch):
    def spoil(folder: Path) -> None:
        (folder / "sign-in.toml").write_text(TOP.replace('"state"', '"a/b/c/state"') + OPENID)

    assert worst(asked(change=spoil)) == GOOD
    monkeypatch.setenv(SETTING, str(tmp_path / "sign-in.toml"))
    assert starting_refusals(door.__wrapped__()) == []
    assert (tmp_path / "a/b/c/state/session.key").exists()


@has_modes
@pytest.mark.parametrize("content", [b"\xff\x00junk\n", b"\n", b"anna " + b"9" * 5000])
def test_lines_of_those_who_signed_out_that_are_none_are_to_be_looked_at_and_the_log_says_so(
    content, asked, tmp_path, caplog
):
    def spoil(folder: Path) -> None:
        (folder / "state").mkdir(mode=0o700)
        (folder / "state" / "signed-out").write_bytes(b"ben 9999999999\n" + content)

    words = said(asked(change=spoil), LOOK)
    assert "lines that this application did not write (1)" in words
    held = SignedOut(tmp_path / "state")
    assert [one.getMessage() for one in caplog.records] == [words]
    sessions = [Session(name, "", "", "", 0.0) for name in ("ben", "anna", "")]
    assert [one in held for one in sessions] == [True, False, False]
    assert (tmp_path / "state" / "signed-out").read_bytes().endswith(content)


def starting_refusals(at) -> list[str]:
    """Why a door lets nothing start."""
    return [words for words in (at.where_it_may_listen(()),) if words]


def test_a_release_with_which_the_application_does_not_start_is_said(folder, tmp_path):
    assert "does not start" not in str(list(releases(folder, NOW)))
    facts = {**FACTS, "synthetic": False, "profile": "exact"}
    made = tmp_path / "real"
    write_release(made, {("activity", "Leeds"): whole("Leeds")}, Manifest(release="real", **facts))
    assert f"does not start: {REAL}" in said(releases(made, NOW), LOOK)
    assert "does not start: the release holds exact counts" in said(releases(made, NOW, signs_in=True), WRONG)


def test_a_state_folder_that_cannot_be_written_or_made_is_said(asked, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "the state folder is not there and cannot be made" in said(asked(), WRONG)
    (tmp_path / "state").mkdir(mode=0o700)
    assert "the state folder cannot be written" in said(asked(), WRONG)


# Releases, disk and clock


def whole(where: str) -> pa.Table:
    """A table with every count that the questions of this version read of its cube."""
    made = cube(where, 100)
    for name in CUBES["activity"].counts:
        made = made if name in made.column_names else made.append_column(name, pa.array([100], pa.int32()))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two releases, of which the second is shown."""
    made = tmp_path / "releases"
    for name, moment in (("first", "2026-11-20T10:00:00+00:00"), ("second", FACTS["made"])):
        tables = {("activity", where): whole(where) for where in ("Sheffield", "Leeds")}
        write_release(made, tables, replace(Manifest(release=name, **FACTS), made=moment))
    return made


def test_a_folder_of_good_releases_is_good(folder):
    found = list(releases(folder, NOW))
    assert worst(found) == GOOD
    assert "release second is shown" in said(found, GOOD)
    assert "1 other good release to roll back to" in said(found, GOOD)
    assert [set(places) for places in places_shown(folder)] == [set(FACTS["places"])] * 2
    assert places_shown(folder / "none") == ()


def test_a_release_of_another_version_that_lacks_counts_is_said(folder):
    release(folder, "third")
    words = said(releases(folder, NOW), WRONG)
    assert "release third was published by another version and lacks counts" in words
    lacking = set(CUBES["activity"].counts) - {"people_seen"}
    assert all(f"{name} of activity" in words for name in lacking)
    assert "people_seen" not in words


def test_that_there_is_no_release_is_said(tmp_path):
    assert "there is no release to show" in said(releases(tmp_path / "none", NOW), WRONG)


def test_a_damaged_release_is_wrong_where_it_should_be_shown_and_to_be_looked_at_beside_it(folder):
    damage(folder / "first")
    found = list(releases(folder, NOW))
    assert (worst(found), "release first is damaged" in said(found, LOOK)) == (LOOK, True)
    damage(folder / "second")
    assert "no release of the folder can be shown" in said(releases(folder, NOW), WRONG)


def test_a_release_that_is_shown_in_place_of_another_is_said(folder):
    damage(folder / "second")
    assert "release first is shown in place of another" in said(releases(folder, NOW), WRONG)
    pointer(folder).write_text(f"third {'0' * 64}")
    assert "in place of another" in said(releases(folder, NOW), WRONG)


@has_modes
def test_a_folder_of_releases_that_others_may_change_is_said(folder):
    folder.chmod(0o777)
    assert "others of this machine can change the folder of releases" in said(releases(folder, NOW), WRONG)


@pytest.mark.parametrize(("fits", "grade"), [(3.5, GOOD), (2.5, LOOK), (0.5, WRONG)])
def test_room_for_fewer_than_three_releases_is_said(fits, grade, folder, monkeypatch):
    size = sum(path.stat().st_size for path in (folder / "second").rglob("*") if path.is_file())
    usage = type(shutil.disk_usage(folder))(10**9, 0, int(size * fits))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = list(releases(folder, NOW))
    assert worst(found) == grade
    assert f"the disk has room for {int(fits)} more releases" in said(found, grade)


@pytest.mark.parametrize(
    ("now", "grade"),
    [
        (dt.datetime(2026, 11, 21, 9, 55, tzinfo=dt.UTC), GOOD),
        (dt.datetime(2026, 11, 21, 9, 40, tzinfo=dt.UTC), WRONG),
        (dt.datetime(2025, 11, 25, tzinfo=dt.UTC), WRONG),
        (dt.datetime(2027, 12, 25, tzinfo=dt.UTC), GOOD),
        (dt.datetime(2028, 1, 25, tzinfo=dt.UTC), LOOK),
    ],
)
def test_a_clock_before_the_release_or_long_after_it_is_said(now, grade, folder):
    assert FACTS["made"] == "2026-11-21T10:00:00+00:00"
    assert worst([one for one in releases(folder, now) if "the clock" in one.words]) == grade


# What only this machine may know


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A private folder as publications leave it, beside a folder of releases."""
    (tmp_path / "releases").mkdir(exist_ok=True)
    made = tmp_path / "private"
    made.mkdir(mode=0o700)
    (made / "published").mkdir(mode=0o700)
    (made / "published" / "second-1.json").touch()
    (made / "quarantine-20261101T100000Z").mkdir(mode=0o700)
    (made / "rounding.key").write_text("a" * 64)
    (made / "rounding.key").chmod(0o600)
    return made


def looked(secrets: Path) -> list[Diagnosis]:
    return list(private(secrets, secrets.parent / "releases", 30, TODAY))


def test_a_private_folder_that_is_in_order_is_good_and_so_is_none(secrets, tmp_path):
    assert worst(looked(secrets)) == GOOD
    assert "nothing was published" in said(private(tmp_path / "none", tmp_path / "releases", 30, TODAY), GOOD)


@has_modes
@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [
        (".", 0o755, "can open the private folder: chmod 700"),
        ("rounding.key", 0o644, "rounding.key can be read by others"),
        ("quarantine-20261101T100000Z", 0o755, "can open quarantine-20261101T100000Z: chmod 700"),
    ],
)
def test_what_others_may_open_of_it_is_said(name, mode, words, secrets):
    (secrets / name).chmod(mode)
    assert words in said(looked(secrets), WRONG)


def test_a_secret_that_is_gone_or_none_is_said(secrets):
    (secrets / "rounding.key").write_text("short")
    assert "the secret of the site: rounding.key holds fewer than" in said(looked(secrets), WRONG)
    (secrets / "rounding.key").unlink()
    assert "rounding.key, the secret of the site, is gone" in said(looked(secrets), LOOK)
    assert not (secrets / "rounding.key").exists(), "looking makes none"


def test_a_secret_or_a_private_folder_among_the_releases_is_said(secrets):
    inside = secrets.parent / "releases" / "second"
    shutil.copytree(secrets, inside)
    assert "lies among the releases" in said(looked(secrets), WRONG)
    assert "the private folder lies in the folder of releases" in said(
        private(inside, secrets.parent / "releases", 30, TODAY), WRONG
    )


@pytest.mark.parametrize("name", ["quarantine-20261001T100000Z", "quarantine-20270101T100000Z", "quarantine-old"])
def test_refused_rows_that_are_too_old_or_of_no_known_day_are_said(name, secrets):
    (secrets / name).mkdir(mode=0o700)
    assert name in said(looked(secrets), LOOK)


# Pictures


def test_pictures_without_a_font_are_said_and_those_drawn_here_have_their_text():
    assert said(pictures(lambda specification, scale: b"white"), WRONG) == NO_FONT
    assert worst(list(pictures())) == GOOD


# The command


@pytest.fixture
def run(folder, secrets, monkeypatch):
    """run(*options) of the command on a good installation."""
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(verb, "pictures", lambda: iter([Diagnosis(GOOD, "pictures")]))
    monkeypatch.setattr(verb.dt, "datetime", type("Clock", (dt.datetime,), {"now": staticmethod(lambda _: NOW)}))
    given = ["doctor", "--releases", str(folder), "--quarantine", str(secrets)]
    return lambda *options: CliRunner().invoke(app, [*given, *options])


def test_the_exit_code_tells_good_from_doubtful_from_wrong(run, folder, secrets):
    assert (run().exit_code, "0 wrong, 0 to look at" in run().output) == (0, True)
    (secrets / "quarantine-old").mkdir(mode=0o700)
    assert run().exit_code == 1
    damage(folder / "second")
    said_all = run()
    assert said_all.exit_code == 2
    grades = [line.partition(":")[0] for line in said_all.output.splitlines()[:-1]]
    assert grades == sorted(grades, key=[WRONG, LOOK, GOOD].index), "what is wrong stands first"
    assert str(folder) not in said_all.output, "no path of the machine"
    assert "Good:" not in run("--quiet").output
