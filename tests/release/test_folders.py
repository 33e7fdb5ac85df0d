"""Which folder of releases is shown: the one that is named, else one's own, else the demonstration's."""

import pytest
from small_releases import release, seen

from pages.parts import opened
from pimh_data.release import folders


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in which nothing is published yet."""
    monkeypatch.delenv("PIMH_RELEASES", raising=False)
    monkeypatch.setattr(folders, "RELEASES", tmp_path / "releases")
    monkeypatch.setattr(folders, "DEMONSTRATION", tmp_path / "demonstration")
    return tmp_path


def test_the_demonstration_is_shown_until_a_release_of_ones_own_is_there_without_a_restart(project):
    release(project / "demonstration", "demo", 100)
    assert seen(opened.current()[0]) == 100
    release(project / "releases", "own", 200)
    assert seen(opened.current()[0]) == 200


def test_once_something_was_published_the_demonstration_is_not_shown_in_its_place(project):
    release(project / "demonstration", "demo", 100)
    (release(project / "releases", "own", 200) / "manifest.json").write_text("")
    with pytest.raises(opened.ReleaseError, match="release own"):
        opened.current()


def test_the_folder_that_is_named_is_shown_whatever_else_there_is(project, monkeypatch):
    release(project / "releases", "own", 200)
    release(project / "elsewhere", "other", 300)
    monkeypatch.setenv("PIMH_RELEASES", str(project / "elsewhere"))
    assert seen(opened.current()[0]) == 300
    assert folders.shown_folder() == project / "elsewhere"


def test_with_nothing_anywhere_it_is_ones_own_folder_that_is_missing(project):
    assert folders.shown_folder() == project / "releases"
