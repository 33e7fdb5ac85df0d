"""A release of many Places: every byte is checked when it is opened, and a table is parsed when it is asked for."""

from collections.abc import Iterator

import pytest
from small_releases import release, seen

from pimh_data.errors import ReleaseError
from pimh_data.release import open_release, reading
from pimh_data.release.tables import Tables


@pytest.fixture
def parsed(monkeypatch) -> Iterator[list[str]]:
    """Every release counts as large; the files parsed so far."""
    monkeypatch.setattr(reading, "AT_HAND", 0)
    found, real = [], reading._read

    def noting(held, entry, names):
        found.append(entry.path)
        return real(held, entry, names)

    monkeypatch.setattr(reading, "_read", noting)
    return found


def test_nothing_is_parsed_before_it_is_asked_for_and_then_once(tmp_path, parsed):
    opened = open_release(release(tmp_path, "one"))
    assert (opened.wheres, opened.rows("activity"), ("activity", "Leeds") in opened.tables) == (
        ("Sheffield", "Leeds"),
        2,
        True,
    )
    assert parsed == []
    assert seen(opened) == seen(opened) == 100
    assert parsed == ["activity/Sheffield.parquet"]


def test_it_holds_what_it_would_hold_at_hand(demo_release, monkeypatch):
    folder = demo_release / "demonstration"
    at_hand = open_release(folder)
    monkeypatch.setattr(reading, "AT_HAND", 0)
    asked = open_release(folder)
    assert list(asked.tables) == list(at_hand.tables)
    assert list(asked.index) == list(at_hand.index)
    assert asked.rows("pathway") == at_hand.rows("pathway")
    for key in [key for key in at_hand.tables if key[1] in ("Sheffield", "published")]:
        assert asked.tables[key].equals(at_hand.tables[key]), key


def test_a_damaged_file_is_named_though_nobody_asked_for_it(tmp_path, parsed):
    folder = release(tmp_path, "one")
    (folder / "activity" / "Leeds.parquet").write_bytes(b"another")
    with pytest.raises(ReleaseError, match=r"activity/Leeds.parquet is not the file"):
        open_release(folder)


def test_what_is_parsed_is_what_was_checked_whatever_became_of_the_file(tmp_path, parsed):
    folder = release(tmp_path, "one")
    opened = open_release(folder)
    (folder / "activity" / "Sheffield.parquet").unlink()
    assert seen(opened) == 100


def test_a_table_and_what_was_made_of_it_make_room_for_others_together(demo_release, monkeypatch):
    monkeypatch.setattr(reading, "AT_HAND", 0)
    monkeypatch.setattr(reading, "PARSED_BYTES", 3_000_000)
    opened, made = open_release(demo_release / "demonstration"), []

    def make_of(where: str) -> str:
        return opened.once_of("pathway", where, "mine", lambda: made.append(where) or where)

    assert isinstance(opened.tables, Tables)
    assert make_of("Sheffield") == make_of("Sheffield") == "Sheffield"
    for key in opened.tables:
        opened.tables[key]
    make_of("Sheffield")
    assert made == ["Sheffield", "Sheffield"]
