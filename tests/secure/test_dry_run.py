"""`check`, `publish --dry-run` and `publish` say the same of a folder of extracts; the first two write nothing."""

import pytest
from extracts import SERVICES, SETTINGS, referral, write_csv, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app

runner = CliRunner()
TWENTY = [referral(number) for number in range(20)]
REAL = SETTINGS.replace("true", "false")


def said(folder, *words: str):
    """Exit code, and everything said but how long it took."""
    where = ["--releases", str(folder.parent / "releases"), "--quarantine", str(folder.parent / "quarantine")]
    result = runner.invoke(app, [words[0], str(folder), *words[1:], *where])
    assert "Traceback" not in result.output
    assert str(folder.parent) not in result.output
    return result.exit_code, result.output


def spoil(folder, name: str) -> str:
    """Spoil a good folder in one way; what has to be said of it."""
    if name == "measures":
        (folder / "measures.toml").write_text("[PHQ-9]\ncaseness = 'ten'\n")
        return "measures.toml"
    if name == "indicators":
        (folder / "fingertips").mkdir()
        (folder / "fingertips" / "smoking.csv").write_text("one,two\n1,2\n")
        return "smoking.csv"
    if name == "boundaries":
        (folder / "boundaries").mkdir()
        (folder / "boundaries" / "map.geojson").write_text("{")
        return "map.geojson"
    if name == "talking therapies":
        (folder / "talking_therapies").mkdir()
        (folder / "talking_therapies" / "annual.csv").write_text("one,two\n1,2\n")
        return "annual.csv"
    if name == "imd":
        (folder / "imd").mkdir()
        (folder / "imd" / "imd2019.csv").write_text("one,two\n1,2\n")
        write_csv(folder / "referrals.csv", [row | {"lsoa": "E01007000", "imd_decile": ""} for row in TWENTY])
        return "imd2019.csv"
    if name == "nothing accepted":
        write_csv(folder / "referrals.csv", [row | {"decision": "perhaps"} for row in TWENTY])
        return "no referral was accepted"
    if name == "no whole month":
        write_csv(folder / "referrals.csv", [row | {"received": "2025-03-02", "first_contact": ""} for row in TWENTY])
        (folder / "extract.toml").write_text(SETTINGS.replace("03-31", "03-30"))
        return "no whole month"
    write_csv(folder / "services.csv", [SERVICES[0] | {"bundles": "Light"}])
    return "names both a bundle and a service"


KINDS = (
    *("measures", "indicators", "boundaries", "talking therapies", "imd"),
    *("nothing accepted", "no whole month", "bundle"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_publishing_refuses_is_refused_by_check_and_dry_run_in_the_same_words(tmp_path, kind):
    folder = write_extracts(tmp_path / "extracts", TWENTY)
    words = spoil(folder, kind)
    found = [said(folder, *verb) for verb in (("check",), ("publish", "--dry-run"), ("publish",))]
    assert [code for code, _ in found] == [2, 2, 2]
    refusals = [text.split("Refused.")[1] for _, text in found]
    assert words in refusals[0]
    assert refusals[0] == refusals[1] == refusals[2]
    assert not (tmp_path / "releases").exists()


def test_everything_that_refuses_is_said_at_once(tmp_path):
    folder = write_extracts(tmp_path / "extracts", TWENTY)
    expected = [spoil(folder, kind) for kind in ("measures", "indicators", "boundaries", "talking therapies")]
    _, text = said(folder, "check")
    assert all(words in text for words in expected)
    (folder / "services.csv").unlink()
    _, text = said(folder, "check")
    assert all(words in text for words in ("services is missing", *expected[:3]))


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    folder = write_extracts(tmp_path / "extracts", TWENTY)
    before = sorted(tmp_path.rglob("*"))
    code, text = said(folder, "publish", "--dry-run")
    assert (code, "of cells hidden" in text, "Nothing was written" in text) == (0, True, True)
    assert sorted(tmp_path.rglob("*")) == before


def test_too_many_quarantined_rows_end_all_three_with_exit_code_1(tmp_path):
    folder = write_extracts(tmp_path / "extracts", [*TWENTY, referral(99, decision="perhaps")])
    found = [said(folder, *verb) for verb in (("check",), ("publish", "--dry-run"), ("publish",))]
    assert [code for code, _ in found] == [1, 1, 1]
    assert all("4.8% of rows quarantined, more than the allowed 1.0%" in text for _, text in found)


def test_what_a_real_release_must_state_is_asked_for_where_something_is_written(tmp_path):
    folder = write_extracts(tmp_path / "extracts", TWENTY, settings=REAL)
    assert said(folder, "check")[0] == 0
    code, text = said(folder, "publish", "--dry-run")
    assert (code, "for whom the release is" in text) == (0, True)
    assert said(folder, "publish")[0] == 2


@pytest.mark.parametrize("name", ["referrals.csv", "extract.toml", "services.csv", "log.txt", "log.XLS", "log.tsv"])
def test_a_file_that_another_program_holds_is_named_in_a_sentence(tmp_path, monkeypatch, name):
    folder = write_extracts(tmp_path / "extracts", TWENTY)
    (folder / name).touch()
    usual = type(folder).open

    def held(path, *options, **others):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, *options, **others)

    monkeypatch.setattr(type(folder), "open", held)
    for verb in (("check",), ("publish", "--dry-run"), ("publish",)):
        code, text = said(folder, *verb)
        assert code == 2
        assert f"{name} cannot be opened: another program holds it" in text
