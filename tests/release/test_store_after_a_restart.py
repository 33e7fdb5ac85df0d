"""What is shown after a restart: the newest good release, or in words what is wrong and what to do."""

import re
import shutil

import pytest
from small_releases import Clock, damage, problem_of, release, seen

from pimh_data.errors import NoRelease, ReleaseError
from pimh_data.release import Store
from pimh_data.release.choice import candidates

RUN = "run 'python -m pimh_data demo' or 'publish'"


def test_after_a_restart_the_newest_good_release_is_shown_in_place_of_a_damaged_one(tmp_path):
    release(tmp_path, "b-oldest", 100, made="2026-01-01T10:00:00+00:00")
    release(tmp_path, "a-newest", 300, made="2026-03-01T10:00:00+00:00")
    damage(release(tmp_path, "damaged-too", 350, made="2026-03-02T10:00:00+00:00"))
    release(tmp_path, "c-middle", 200, made="2026-02-01T10:00:00+00:00")
    damage(release(tmp_path, "current", 400, made="2026-04-01T10:00:00+00:00"))
    held = Store(tmp_path)
    for _ in range(2):
        opened, problem = held.current()
        assert seen(opened) == 300
        assert "release current" in problem
        assert "Leeds.parquet is missing" in problem


def test_once_the_damaged_one_is_mended_it_takes_its_place(tmp_path):
    release(tmp_path, "one", 100)
    path = release(tmp_path, "two", 200) / "activity" / "Leeds.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    clock = Clock()
    held = Store(tmp_path, clock)
    assert seen(held.current()[0]) == 100
    path.write_bytes(content)
    clock.seconds += 1
    opened, problem = held.settled()
    assert (seen(opened), problem) == (200, "")


def test_a_release_that_is_still_being_written_or_has_no_manifest_stands_in_for_nothing(tmp_path):
    shutil.copytree(release(tmp_path, "one"), tmp_path / ".building-two-1")
    damage(tmp_path / "one")
    (tmp_path / "notes").mkdir()
    (tmp_path / "file").write_text("no folder")
    problem = problem_of(tmp_path)
    assert "release one" in problem
    assert not [name for name in ("building", "notes", "file ") if name in problem]


def test_with_no_good_one_all_that_is_wrong_is_said_and_nobody_is_told_to_make_a_demonstration(tmp_path):
    damage(release(tmp_path, "one"))
    damage(release(tmp_path, "two"))
    with pytest.raises(ReleaseError, match=r"release two: .* nor can one beside it be shown: release one: ") as raised:
        Store(tmp_path).current()
    assert not isinstance(raised.value, NoRelease)
    assert "demo" not in str(raised.value)


@pytest.mark.parametrize("folder", ["none", "empty", "a file"])
def test_no_releases_at_all_says_what_to_do(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a file").write_text("")
    with pytest.raises(NoRelease, match=re.escape(RUN)):
        Store(tmp_path / folder).current()


def test_of_two_releases_made_in_one_second_the_later_by_name_is_the_newer(tmp_path):
    for name in ("20261126-220930-328416", "20261126-220930-974098"):
        release(tmp_path, name, 300)
    assert candidates(tmp_path) == ["20261126-220930-974098", "20261126-220930-328416"]
