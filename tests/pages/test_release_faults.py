"""What a visitor sees when there is no release, or when the newest one is broken."""

import hashlib
import logging
import shutil
from pathlib import Path

from screen import html, opening, raw

from pages.parts import opened
from pimh_data.secure.releases.showing import withdraw


def test_without_a_release_a_sentence_says_what_to_do(open_page, tmp_path):
    test = open_page(releases=tmp_path)
    assert not test.exception
    assert "There is no release to show yet" in opening(test)
    assert not test.selectbox


def test_a_broken_newer_release_leaves_the_last_good_one_in_place_and_says_so(open_page, demo_release, tmp_path):
    releases = tmp_path / "releases"
    shutil.copytree(demo_release, releases)
    test = open_page(releases=releases)
    before = opening(test)
    assert not html(test, "notice")

    _publish_damaged(releases)
    opened.store().settled()
    test.run()
    assert not test.exception
    assert "last good one" in html(test, "notice")[0]
    assert opening(test) == before


def test_after_a_restart_a_broken_release_leaves_the_good_one_beside_it_in_place_and_says_so(
    open_page, demo_release, tmp_path, caplog, monkeypatch
):
    releases = tmp_path / "releases"
    shutil.copytree(demo_release, releases)
    _publish_damaged(releases)
    monkeypatch.setattr(logging.getLogger("pimh"), "propagate", True)
    test = open_page(releases=releases)
    assert not test.exception
    assert "last good one" in html(test, "notice")[0]
    assert "release damaged: 1 of" in caplog.text
    assert "shown in its place: demonstration" in caplog.text
    assert str(tmp_path) not in caplog.text
    assert "damaged/" not in raw(test)


def test_a_broken_release_with_no_good_one_before_is_no_traceback_and_no_advice_to_make_a_demonstration(
    open_page, demo_release, tmp_path
):
    releases = tmp_path / "releases"
    shutil.copytree(demo_release, releases)
    _publish_damaged(releases)
    shutil.rmtree(releases / "demonstration")
    test = open_page(releases=releases)
    assert not test.exception
    assert "There is no release to show yet: what was published is damaged" in opening(test)
    assert "demo" not in opening(test)


def _publish_damaged(releases: Path) -> None:
    good, damaged = releases / "demonstration", releases / "damaged"
    shutil.copytree(good, damaged)
    file = next(damaged.rglob("*.parquet"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    sha256 = hashlib.sha256((damaged / "manifest.json").read_bytes()).hexdigest()
    (releases / "CURRENT").write_text(f"damaged {sha256}\n", encoding="utf-8")


def test_a_withdrawn_release_is_gone_at_the_next_click_and_a_plain_notice_stands_in_its_place(
    open_page, demo_release, tmp_path
):
    releases = tmp_path / "releases"
    shutil.copytree(demo_release, releases)
    test = open_page(releases=releases)
    assert test.selectbox
    withdraw(releases, "demonstration", "a reason that is nobody else's", lambda _: None)
    test.run()
    assert not test.exception
    assert "what was published has been withdrawn" in opening(test)
    assert "demo" not in opening(test)
    assert "nobody else" not in raw(test)
    assert not test.selectbox
