"""Held back: what differs implausibly from the release before is published only with --replace; all verbs agree."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from extracts import PLACES, SERVICES, SETTINGS, referral, write_csv, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.release import FORMAT, Manifest, Store
from pimh_data.secure.releases import differences as thresholds
from pimh_data.secure.releases.differences import differences
from pimh_data.secure.releases.facts import Facts

HUNDRED = [referral(number) for number in range(100)]
BEFORE = Facts(
    site="Ours",
    synthetic=False,
    profile="rounded",
    extract_date="2026-03-31",
    rows={"referrals": 1_000, "scores": 2_000, "posts": 12},
    shares={"referrals": 0.01, "scores": 0.0, "posts": 0.0},
    places=("Leeds", "Sheffield"),
    services=("Light in Leeds", "Light in Sheffield"),
    sources=("referrals of Light", "referrals of Ferry"),
    source_rows={"referrals of Light": 800, "referrals of Ferry": 200},
    districts={"Leeds": "E08000035", "Sheffield": "E08000019"},
)
RISEN, FALLEN = thresholds.RISEN_TO, thresholds.FALLEN_TO


def changed(**changes) -> Facts:
    found = {
        name: {**getattr(BEFORE, name), **value} if isinstance(value, dict) else value
        for name, value in changes.items()
    }
    return dataclasses.replace(BEFORE, **found)


HELD = {
    "another site": (changed(site="Theirs"), "site: 'Theirs', 'Ours' before"),
    "an older date": (changed(extract_date="2026-03-30"), "extract date: 2026-03-30, 2026-03-31 before (older)"),
    "cut to a fifth": (changed(rows={"scores": 400}), "scores: 400 rows, 2,000 before (80% fewer)"),
    "just below": (changed(rows={"scores": int(2_000 * FALLEN) - 1}), "scores: 1,799 rows, 2,000 before (10% fewer)"),
    "every row twice": (changed(rows={"scores": 4_000}), "scores: 4,000 rows, 2,000 before (100% more)"),
    "just above": (changed(rows={"scores": int(2_000 * RISEN) + 1}), "scores: 3,001 rows, 2,000 before (50% more)"),
    "none left": (changed(rows={"scores": 0}), "scores: 0 rows, 2,000 before (100% fewer)"),
    "nine in ten misspelt": (
        changed(shares={"referrals": 0.72}),
        "referrals: 72.0% of rows quarantined, 1.0% before",
    ),
    "one source cut": (
        changed(rows={"referrals": 910}, source_rows={"referrals of Ferry": 110}),
        "referrals of Ferry: 110 rows, 200 before (45% fewer)",
    ),
    "an extract gone": (
        dataclasses.replace(BEFORE, rows={"referrals": 1_000, "posts": 12}),
        "extracts no longer there: scores",
    ),
    "a source gone": (changed(sources=("referrals of Light",)), "sources no longer there: referrals of Ferry"),
    "a named file gone": (
        changed(lacking=("'q1.csv' of referrals of Light",)),
        "files that extract.toml names and that are not there: 'q1.csv' of referrals of Light",
    ),
    "another borough's code": (
        changed(districts={"Leeds": "E08000036"}),
        "districts of Leeds: E08000036, E08000035 before",
    ),
    "a district lost": (changed(districts={"Leeds": ""}), "districts of Leeds: none, E08000035 before"),
    "a Place gone": (changed(places=("Leeds",)), "Places no longer there: Sheffield"),
    "a service gone": (changed(services=("Light in Leeds",)), "services no longer there: Light in Sheffield"),
    "synthetic": (changed(synthetic=True), "data: synthetic, real before"),
}


@pytest.mark.parametrize("kind", HELD)
def test_what_is_hardly_right_is_held_back_and_said(kind):
    now, words = HELD[kind]
    assert words in [one.words for one in differences(BEFORE, now) if one.held]


PLAUSIBLE = {
    "the same": changed(),
    "a later date": changed(extract_date="2026-06-30"),
    "a quarter more": changed(rows={"referrals": 1_250, "scores": 2_900}),
    "a few fewer": changed(rows={"scores": 1_801}),
    "of few, few": changed(rows={"posts": 8}),
    "fewer quarantined": changed(shares={"referrals": 0.0}),
    "a little more quarantined": changed(shares={"referrals": 0.059}),
    "an extract more": changed(rows={"contacts": 5_000}, shares={"contacts": 0.2 / 10}),
    "districts that nothing is known of": dataclasses.replace(BEFORE, districts={}),
    "a Place more": changed(places=("Leeds", "Sheffield", "Wirral")),
    "another profile": changed(profile="exact"),
    "the site written with a space more": changed(site="Ours "),
}


@pytest.mark.parametrize("kind", PLAUSIBLE)
def test_what_may_well_be_right_is_not(kind):
    assert not [one.words for one in differences(BEFORE, PLAUSIBLE[kind]) if one.held]


def test_nothing_is_said_of_what_is_the_same():
    assert differences(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(("rows", "said"), [(1_012, "only 12 more"), (951, "only 49 fewer"), (1_050, ""), (949, "")])
def test_so_few_referrals_more_or_fewer_that_what_moved_is_theirs_alone_are_warned_of_and_not_held_back(rows, said):
    found = differences(BEFORE, changed(rows={"referrals": rows}))
    warned = [one for one in found if "whoever knows who they are" in one.words]
    assert [one.held for one in warned] == [False] * bool(said)
    assert all(one.words.startswith(f"referrals: {said}. ") for one in warned)


# From end to end


def spoil(folder, kind: str) -> tuple[str, ...]:
    """Spoil a folder after its first publication; what has to be said."""
    if kind == "another site":
        (folder / "extract.toml").write_text(SETTINGS.replace("Test", "Elsewhere"))
        return ("site: 'Elsewhere', 'Test' before",)
    if kind == "an older date":
        (folder / "extract.toml").write_text(SETTINGS.replace("2025-03-31", "2025-02-28"))
        return ("extract date: 2025-02-28, 2025-03-31 before (older)",)
    if kind == "cut to a fifth":
        write_csv(folder / "referrals.csv", HUNDRED[:20])
        return ("referrals: 20 rows, 100 before (80% fewer)",)
    if kind == "misspelt":
        write_csv(folder / "referrals.csv", [row | {"decision": "acepted"} for row in HUNDRED[:72]] + HUNDRED[72:])
        return ("referrals: 72.0% of rows quarantined, 0.0% before",)
    if kind == "a service gone":
        write_csv(folder / "services.csv", SERVICES)
        return ("services no longer there: Harbour in Sheffield",)
    if kind == "another district":
        write_csv(folder / "places.csv", [PLACES[0] | {"lad_codes": "E08000018"}])
        return ("districts of Sheffield: E08000018, E08000019 before",)
    (folder / "population.csv").unlink()
    return ("extracts no longer there: population",)


KINDS = ("another district", "another site", "an older date", "a service gone", "an extract gone")


@pytest.fixture(scope="module")
def first(tmp_path_factory, nothing_is_counted) -> Path:
    """A folder with extracts that were published once, which every test of what comes after has a copy of."""
    at = tmp_path_factory.mktemp("first")
    made = write_extracts(at / "in", HUNDRED, services=[*SERVICES, SERVICES[0] | {"service": "Harbour", "bundles": ""}])
    where = ["--releases", str(at / "releases"), "--quarantine", str(at / "quarantine")]
    assert CliRunner().invoke(app, ["publish", str(made), *where]).exit_code == 0
    return at


@pytest.fixture
def folder(tmp_path, first) -> Path:
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path / "in"


def current(tmp_path) -> str:
    return Store(tmp_path / "releases").current()[0].manifest.release


@pytest.mark.parametrize("kind", KINDS)
def test_check_says_what_would_hold_it_back(folder, run, kind):
    expected = spoil(folder, kind)
    result = run("check", str(folder))
    assert result.exit_code == 2
    assert all(words in result.output.split("Refused.")[1] for words in expected)
    top = next(line for line in result.output.splitlines() if line.startswith(("Held back", "Look first", "places")))
    assert top.startswith("Held back, nothing is published: compared with release")
    assert all(words in top for words in expected)


@pytest.mark.parametrize("kind", ["cut to a fifth", "misspelt"])
def test_all_three_verbs_hold_it_back_alike_and_with_replace_none_does(tmp_path, folder, run, kind):
    expected, before = spoil(folder, kind), current(tmp_path)
    quarantined = len(list((tmp_path / "quarantine").glob("quarantine-*")))
    verbs, reports = (("check",), ("publish", "--dry-run"), ("publish",)), []
    found = [run(verb[0], str(folder), *verb[1:], "--report", str(tmp_path / "report.json")) for verb in verbs]
    assert [one.exit_code for one in found] == [2, 2, 2]
    for one in found:
        said = one.output.split("Refused.")[1]
        assert "Held back: compared with release" in said
        assert "publish with --replace" in said
        assert all(words in said for words in expected)
    assert found[0].output.split("Refused.")[1] == found[2].output.split("Refused.")[1]
    assert current(tmp_path) == before
    assert len(list((tmp_path / "releases").glob("*/manifest.json"))) == 1
    assert len(list((tmp_path / "quarantine").glob("quarantine-*"))) == quarantined + (kind == "misspelt")
    for verb in verbs:
        path = tmp_path / "report.json"
        result = run(verb[0], str(folder), *verb[1:], "--replace", "--quiet", "--report", str(path))
        reports.append(json.loads(path.read_text(encoding="utf-8")))
        assert result.exit_code == reports[-1]["exit_code"] == (1 if kind == "misspelt" else 0)
        assert all(f"all the same: {words}" in result.output for words in expected)
        if kind == "misspelt" and verb == ("publish",):
            assert "More rows are quarantined than allowed (exit code 1)." in result.output
    assert {"difference": expected[0], "holds_back": True} in reports[0]["differences"]
    assert reports[0]["differences"] == reports[1]["differences"] == reports[2]["differences"]
    assert current(tmp_path) != before


def test_the_same_extracts_and_a_plausible_change_are_published_again(tmp_path, folder, run):
    assert run("publish", str(folder)).exit_code == 0
    write_csv(folder / "referrals.csv", [*HUNDRED, *(referral(number) for number in range(100, 130))])
    result = run("publish", str(folder))
    assert result.exit_code == 0
    assert "by the private record of its publication" in result.output
    assert "  referrals: 130 rows, 100 before (30% more)" in result.output


def test_without_the_private_record_what_the_release_says_is_compared_and_that_is_said(tmp_path, folder, run):
    for path in (tmp_path / "quarantine" / "published").iterdir():
        path.unlink()
    expected = spoil(folder, "cut to a fifth")
    result = run("publish", str(folder))
    assert result.exit_code == 2
    assert "the private record of its publication is not on this machine" in result.output
    assert all(words in result.output for words in expected)


def test_a_first_publication_and_one_after_all_were_withdrawn_say_that_nothing_is_compared(tmp_path, folder, run):
    run("withdraw", current(tmp_path), "--reason", "cut off", private=False)
    spoil(folder, "cut to a fifth")
    result = run("check", str(folder))
    assert "Nothing to compare with: no release" in result.output
    assert result.exit_code == 0


def test_it_is_compared_with_the_release_that_is_current_after_one_was_withdrawn(tmp_path, folder, run):
    spoil(folder, "cut to a fifth")
    assert run("publish", str(folder), "--replace").exit_code == 0
    bad = current(tmp_path)
    run("withdraw", bad, "--reason", "cut off", private=False)
    write_csv(folder / "referrals.csv", HUNDRED)
    result = run("publish", str(folder))
    assert result.exit_code == 0
    assert bad not in result.output


def test_where_current_is_lost_the_newest_release_is_the_one_before(tmp_path, folder, run):
    (tmp_path / "releases" / "CURRENT").unlink()
    spoil(folder, "cut to a fifth")
    assert run("check", str(folder)).exit_code == 2


def test_everything_wrong_is_said_beside_what_holds_it_back(tmp_path, folder, run):
    expected = spoil(folder, "cut to a fifth")
    (folder / "measures.toml").write_text("[PHQ-9]\ncaseness = 'ten'\n")
    said = run("check", str(folder)).output
    assert all(words in said for words in ("measures.toml", *expected))


# Real and synthetic ones

REAL = SETTINGS.replace("true", "false") + 'audience = "only me"\n'


@pytest.mark.parametrize("first", ["real", "synthetic"])
def test_real_and_synthetic_releases_never_share_a_folder_even_with_replace(tmp_path, run, without_counting, first):
    kinds = {"synthetic": SETTINGS, "real": REAL}
    folder = write_extracts(tmp_path / "in", HUNDRED, settings=kinds.pop(first))
    assert run("publish", str(folder)).exit_code == 0
    (folder / "extract.toml").write_text(*kinds.values())
    for verb in (("check",), ("publish", "--dry-run"), ("publish", "--replace")):
        result = run(verb[0], str(folder), *verb[1:])
        assert result.exit_code == 2
        assert "the two never share a folder. Give another folder with --releases" in result.output
    assert len(list((tmp_path / "releases").glob("*/manifest.json"))) == 1


@pytest.mark.parametrize("first", ["real", "a site's own synthetic", "damaged"])
def test_a_demonstration_never_replaces_another_release(tmp_path, run, without_counting, first):
    settings = REAL if first == "real" else SETTINGS
    folder = write_extracts(tmp_path / "in", HUNDRED, settings=settings)
    assert run("publish", str(folder)).exit_code == 0
    before = current(tmp_path)
    if first == "damaged":
        (tmp_path / "releases" / before / "manifest.json").write_text("")
    result = run("demo", "--extracts", str(tmp_path / "demo"))
    assert result.exit_code == 2
    assert "must not be replaced by it. Give another folder with --releases" in result.output
    assert (tmp_path / "releases" / "CURRENT").read_text(encoding="utf-8").split()[0] == before
    assert not (tmp_path / "demo").exists()


def test_a_demonstration_made_again_replaces_the_former_one(tmp_path, run, without_counting, monkeypatch):
    def written(folder, **_) -> None:
        write_extracts(folder, HUNDRED, settings=SETTINGS.replace("Test", "Demonstration programmes"), places=PLACES)

    monkeypatch.setattr("pimh_data.commands.demo.write_demo", written)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIMH_RELEASES", "releases")
    shown = run("demo", "--extracts", str(tmp_path / "demo"))
    assert shown.exit_code == 0
    assert "To see the demonstration" not in shown.output
    monkeypatch.setenv("PIMH_RELEASES", "ours")
    beside = run("demo", "--extracts", str(tmp_path / "demo"))
    assert beside.exit_code == 0
    assert (
        "The application shows what is in ours. To see the demonstration, start it with PIMH_RELEASES set to releases"
        in (" ".join(beside.output.split()))
    )
    assert len(list((tmp_path / "releases").glob("*/manifest.json"))) == 2
    assert Manifest.read(tmp_path / "releases" / current(tmp_path)).synthetic


def named(releases: Path) -> str:
    """The name in CURRENT, whether that release can be shown or not."""
    return (releases / "CURRENT").read_text(encoding="utf-8").split()[0]


def of_a_former_format(releases: Path, **changes: object) -> str:
    """The name of the current release, whose manifest is from now on one that a former version wrote."""
    path = releases / named(releases) / "manifest.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    former = {name: value for name, value in held.items() if name not in ("audit", "terms")}
    path.write_text(json.dumps(former | {"format": FORMAT - 1, "checked_by": "a former version"} | changes))
    return path.parent.name


def test_a_demonstration_of_a_former_format_is_replaced(tmp_path, run, without_counting, monkeypatch):
    settings = SETTINGS.replace("Test", "Demonstration programmes")
    monkeypatch.setattr(
        "pimh_data.commands.demo.write_demo",
        lambda folder, **_: write_extracts(folder, HUNDRED, settings=settings, places=PLACES),
    )
    monkeypatch.chdir(tmp_path)
    assert run("demo", "--extracts", str(tmp_path / "demo")).exit_code == 0
    former = of_a_former_format(tmp_path / "releases")
    assert run("demo", "--extracts", str(tmp_path / "demo")).exit_code == 0
    assert current(tmp_path) != former
    assert Manifest.read(tmp_path / "releases" / current(tmp_path)).synthetic


@pytest.mark.parametrize("changed", [{}, {"synthetic": "yes"}, {"site": 5}, {"format": "two"}])
def test_a_real_release_of_a_former_format_stays_and_so_does_one_that_cannot_say(
    tmp_path, run, without_counting, changed
):
    folder = write_extracts(tmp_path / "in", HUNDRED, settings=REAL)
    assert run("publish", str(folder)).exit_code == 0
    former = of_a_former_format(tmp_path / "releases", **changed)
    result = run("demo", "--extracts", str(tmp_path / "demo"))
    assert result.exit_code == 2
    assert "must not be replaced by it" in " ".join(result.output.split())
    assert named(tmp_path / "releases") == former
    if not changed:
        (folder / "extract.toml").write_text(SETTINGS)
        mixed = run("publish", str(folder), "--replace")
        assert mixed.exit_code == 2
        assert "the two never share a folder" in " ".join(mixed.output.split())


@pytest.mark.parametrize("inside", ["releases", "releases/own", "releases/a/b"])
def test_rows_that_were_refused_are_never_kept_among_releases(tmp_path, run, without_counting, inside):
    folder = write_extracts(tmp_path / "in", HUNDRED)
    result = run("publish", str(folder), "--quarantine", str(tmp_path / inside), private=False)
    assert result.exit_code == 2
    assert "lies inside the folder of releases" in " ".join(result.output.split())
    assert not (tmp_path / "releases" / "CURRENT").exists()


# Sources


@pytest.mark.parametrize("recorded", [True, False])
def test_each_source_is_compared_and_one_that_brings_nothing_is_held_back(tmp_path, run, without_counting, recorded):
    of_sources = "".join(
        f'[[sources.referrals]]\nname = "{name}"\nfiles = "{name}.csv"\n' for name in ("Light", "Ferry")
    )
    folder = write_extracts(tmp_path / "in", settings=SETTINGS + of_sources)
    (folder / "referrals.csv").unlink()
    write_csv(folder / "Light.csv", HUNDRED[:60])
    write_csv(folder / "Ferry.csv", HUNDRED[60:])
    assert run("publish", str(folder)).exit_code == 0
    if not recorded:
        next((tmp_path / "quarantine" / "published").iterdir()).unlink()
    again = run("check", str(folder))
    assert (again.exit_code, "rows, " in again.output.split("Compared with")[1]) == (0, False)
    write_csv(folder / "Ferry.csv", HUNDRED[60:91])
    cut = run("check", str(folder))
    assert ("referrals of Ferry: 31 rows, 40 before (22% fewer)" in cut.output) == recorded
    assert (cut.exit_code, "referrals: 91 rows, 100 before (9% fewer)" in cut.output) == (2 if recorded else 0, True)
    (folder / "Ferry.csv").unlink()
    gone = run("check", str(folder))
    assert (gone.exit_code, "sources no longer there: referrals of Ferry" in gone.output) == (2, True)
