"""A report says how many counts have moved since the release before, and neither which nor by how much."""

from small_releases import cube, release

from pimh_data.secure.releases.moved import counts_moved


def tables(people: dict[str, int | None]) -> dict:
    return {("activity", where): cube(where, many) for where, many in people.items()}


def test_it_says_how_many_of_those_shown_in_both_have_moved(tmp_path):
    release(tmp_path / "releases", "one", 100)
    (said,) = counts_moved(tables({"Sheffield": 105, "Leeds": 100}), tmp_path / "releases", tmp_path / "private")
    assert said == "Of 2 counts shown in release one and in this one, 1 have moved"


def test_what_is_hidden_in_one_of_them_is_not_among_them(tmp_path):
    release(tmp_path / "releases", "one", 100)
    (said,) = counts_moved(tables({"Sheffield": None, "Leeds": 100}), tmp_path / "releases", tmp_path / "private")
    assert said == "Of 1 counts shown in release one and in this one, 0 have moved"


def test_without_a_release_before_nothing_is_said(tmp_path):
    assert counts_moved(tables({"Leeds": 100}), tmp_path / "releases", tmp_path / "private") == ()


def test_a_release_before_that_is_damaged_is_not_compared(tmp_path):
    folder = release(tmp_path / "releases", "one", 100)
    (folder / "activity" / "Leeds.parquet").unlink()
    (said,) = counts_moved(tables({"Leeds": 100}), tmp_path / "releases", tmp_path / "private")
    assert "cannot be opened" in said
