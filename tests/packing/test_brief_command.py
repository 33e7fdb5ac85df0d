"""`brief`: which files it writes, and the sentence for everything that stops it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pimh_data.__main__ import app
from pimh_data.answer import Selection
from pimh_data.commands.brief import ensure_free
from pimh_data.errors import BriefError
from pimh_data.packing import files
from pimh_data.packing.files import BriefFile, file_name
from pimh_data.release import Store

runner = CliRunner()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch):
    """One kind of file that takes no time to make: what is written is tested elsewhere."""

    def make(release, selection, given):
        return f"{selection.words()} {release.manifest.release} {len(given.template or b'')}".encode()

    monkeypatch.setitem(files.BRIEF_FILES, "workbook", BriefFile("xlsx", make))


def brief(releases: Path, out: Path, *options: str):
    return runner.invoke(app, ["brief", "--releases", str(releases), "--out", str(out), "--only", "workbook", *options])


def test_every_place_has_its_file_of_the_newest_whole_year(demo_release: Path, tmp_path: Path):
    result = brief(demo_release, tmp_path / "new" / "folder")
    assert result.exit_code == 0, result.output
    release, _ = Store(demo_release).current()
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == sorted(
        f"{place.lower()}-all-services-2024-25-everyone-workbook.xlsx" for place in release.manifest.places
    )
    assert result.output.splitlines()[-1] == f"{len(names)} files written."
    assert all(name in result.output for name in names)


def test_a_place_a_period_and_a_service_can_be_named(demo_release: Path, tmp_path: Path):
    result = brief(
        demo_release,
        tmp_path,
        "--place",
        "Wirral",
        "--period",
        "2022/23",
        "--service",
        "Dads and co-parents",
        "--quiet",
    )
    assert result.exit_code == 0, result.output
    (path,) = tmp_path.iterdir()
    assert path.read_text() == "Wirral, Dads and co-parents, 2022/23, Everyone demonstration 0"
    assert result.output == "1 file written.\n"


def test_everything_that_is_not_known_is_said_at_once(demo_release: Path, tmp_path: Path):
    result = brief(demo_release, tmp_path, "--place", "Wirall", "--place", "Liverpool", "--period", "1999/00")
    assert result.exit_code == 2
    assert "There is no Place “Wirall”: choose from" in result.output
    assert "There is no financial year “1999/00”: choose from" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_one_of_the_places_lacks_is_said_with_the_place(demo_release: Path, tmp_path: Path):
    result = brief(demo_release, tmp_path, "--service", "Steel City Dads")
    assert result.exit_code == 2
    assert "Wirral: There is no service “Steel City Dads”" in result.output
    assert "Sheffield:" not in result.output


def test_a_kind_of_file_that_there_is_not_is_said(demo_release: Path, tmp_path: Path):
    result = brief(demo_release, tmp_path, "--only", "slides,posters")
    assert result.exit_code == 2
    assert "There is no file called 'posters': choose from slides, workbook" in result.output


def test_a_file_that_is_there_stays_until_it_is_said_otherwise(demo_release: Path, tmp_path: Path):
    brief(demo_release, tmp_path, "--place", "Wirral")
    (path,) = tmp_path.iterdir()
    path.write_text("mine")
    result = brief(demo_release, tmp_path, "--place", "Wirral", "--place", "Liverpool")
    assert result.exit_code == 2
    assert f"{path.name} is there already: give --replace" in result.output
    assert [one.read_text() for one in tmp_path.iterdir()] == ["mine"], "nothing is written where one stands in the way"
    result = brief(demo_release, tmp_path, "--place", "Wirral", "--replace")
    assert result.exit_code == 0
    assert path.read_text() != "mine"


def test_a_folder_that_cannot_be_written_into_is_said_without_its_path(demo_release: Path, tmp_path: Path):
    (tmp_path / "a file").write_text("")
    result = brief(demo_release, tmp_path / "a file", "--place", "Wirral")
    assert result.exit_code == 2
    assert "a file cannot be written (" in result.output
    assert "--out" in result.output
    assert str(tmp_path) not in result.output


def test_where_there_is_no_release_it_says_how_to_make_one(tmp_path: Path):
    result = brief(tmp_path / "none", tmp_path / "out")
    assert result.exit_code == 2
    assert "python -m pimh_data demo" in result.output
    assert not (tmp_path / "out").exists()


def test_a_template_without_slides_is_not_passed_over(demo_release: Path, tmp_path: Path):
    (tmp_path / "ours.pptx").write_bytes(b"")
    result = brief(demo_release, tmp_path / "out", "--template", str(tmp_path / "ours.pptx"))
    assert result.exit_code == 2
    assert "--template is the look of slides" in result.output


def test_a_disk_without_room_leaves_no_part_of_a_file(
    demo_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", full)
    result = brief(demo_release, tmp_path, "--place", "Wirral")
    assert result.exit_code == 2
    assert "cannot be written (No space left on device)" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_is_not_there_is_said(demo_release: Path, tmp_path: Path):
    result = brief(demo_release, tmp_path, "--only", "slides", "--template", str(tmp_path / "ours.pptx"))
    assert result.exit_code == 2
    assert "ours.pptx" in result.output
    assert str(tmp_path) not in result.output


def test_two_places_whose_files_would_be_one_are_refused():
    wanted = [
        (one, Path("out") / file_name(one, "workbook"))
        for one in (Selection("St Helens", year="2024/25"), Selection("St. Helens", year="2024/25"))
    ]
    with pytest.raises(BriefError, match=r"St Helens and St\. Helens would both be written as st-helens-"):
        ensure_free(wanted, replace=True)


def test_a_file_name_is_plain_and_short_whatever_a_place_is_called():
    name = file_name(Selection("../../etc/passwd = x\n" + "long " * 100, year="2024/25"), "workbook")
    assert name.startswith("etc-passwd-x-long-")
    assert name.endswith("-workbook.xlsx")
    assert len(name) < 150


def test_papers_are_written_together_and_name_whom_they_are_for(demo_release: Path, tmp_path: Path, monkeypatch):
    for name in files.TOGETHER["paper"]:
        made = BriefFile(files.BRIEF_FILES[name].ending, lambda release, selection, given: given.audience.encode())
        monkeypatch.setitem(files.BRIEF_FILES, name, made)
    options = ("--place", "Wirral", "--only", "paper", "--audience", "The partnership board", "--quiet")
    result = runner.invoke(app, ["brief", "--releases", str(demo_release), "--out", str(tmp_path), *options])
    assert result.exit_code == 0, result.output
    written = {path.name.removeprefix("wirral-all-services-2024-25-everyone-"): path for path in tmp_path.iterdir()}
    assert set(written) == {"funding-review.docx", "board-paper.docx", "one-page.docx", "one-page-web.html"}
    assert {path.read_text() for path in written.values()} == {"The partnership board"}


def test_an_audience_without_a_paper_is_refused(demo_release: Path, tmp_path: Path):
    result = brief(demo_release, tmp_path, "--audience", "The partnership board")
    assert result.exit_code == 2
    assert "--audience is named in papers: ask for paper with --only" in result.output


@pytest.mark.parametrize("inside", ["", "20260101-000000", "new/folder"])
def test_nothing_is_written_among_releases(demo_release: Path, tmp_path: Path, inside: str):
    releases = tmp_path / "releases"
    releases.symlink_to(demo_release)
    before = sorted(demo_release.rglob("*"))
    result = brief(releases, releases / inside, "--place", "Sheffield")
    assert result.exit_code == 2
    assert "give another folder" in result.output
    assert str(tmp_path) not in result.output
    assert sorted(demo_release.rglob("*")) == before
