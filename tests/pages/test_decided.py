"""Decisions on the screen: written under a panel, read there and on the Summary, whatever they hold."""

import shutil
from pathlib import Path

import pytest
from screen import raw
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.decisions import FILE, Ledger

AGREED = "Agreed to open a Tuesday clinic."
PANEL = "equity-core20"


@pytest.fixture
def releases(demo_release: Path, tmp_path: Path) -> Path:
    """A folder of releases that a test may write into."""
    return Path(shutil.copytree(demo_release, tmp_path / "releases"))


def pinned(test: AppTest, words: str, by: str) -> AppTest:
    """The page after somebody has written a decision under its open panel."""
    test.text_area[0].input(words)
    test.text_input[0].input(by)
    return next(button for button in test.button if button.label == "Pin the decision").click().run()


def test_a_decision_is_read_where_it_was_pinned_and_on_the_summary_of_its_place(open_page, releases):
    test = pinned(open_page("equity.py", releases, PANEL, place="Liverpool"), AGREED, "Programme lead")
    assert not test.exception
    (held,) = Ledger(releases).read().decisions
    assert (held.words, held.by, held.place) == (AGREED, "Programme lead", "Liverpool")
    assert held.address.startswith("equity.core20?place=Liverpool&")
    assert AGREED in raw(open_page("equity.py", releases, PANEL, place="Liverpool"))
    summary = raw(open_page("", releases, place="Liverpool"))
    assert AGREED in summary
    assert "it does not say that a decision worked" in summary
    assert "Then: " in summary
    assert "Now: " in summary
    assert AGREED not in raw(open_page("", releases, place="Wirral"))


def test_what_is_missing_or_tells_who_somebody_is_is_said_and_nothing_is_written(open_page, releases):
    test = pinned(open_page("equity.py", releases, PANEL), "Mrs A, 943 476 5919", "")
    assert "may be an NHS number: no names, no cases" in raw(test)
    assert "The name of who writes it is empty" in raw(test)
    assert not (releases / FILE).exists()


def test_hostile_words_are_shown_as_they_are(open_page, releases):
    hostile = "<img src=x onerror=alert(1)> **bold** =HYPERLINK(1)"
    pinned(open_page("equity.py", releases, PANEL), hostile, "<b>me</b>")
    for page, open_panel in (("", ""), ("equity.py", PANEL)):
        body = raw(open_page(page, releases, open_panel))
        assert "&lt;img src=x onerror=alert(1)&gt; **bold** =HYPERLINK(1)" in body
        assert "<img src=x" not in body
        assert "&lt;b&gt;me" in body


def test_one_is_withdrawn_with_the_reason_and_its_words_are_erased_by_the_command(open_page, releases):
    pinned(open_page("equity.py", releases, PANEL), AGREED, "A")
    test = open_page("equity.py", releases, PANEL)
    test.text_input[1].input("It opens on Mondays.")
    test.text_input[2].input("B")
    test = next(button for button in test.button if button.label == "Withdraw it").click().run()
    assert f"<s>{AGREED}</s>" in raw(test)
    assert "by B: It opens on Mondays." in raw(test)
    (one,) = Ledger(releases).read().decisions
    run = CliRunner().invoke(app, ["decisions", "--releases", str(releases)])
    assert (run.exit_code, f"{AGREED} [withdrawn]" in run.output) == (0, True)
    lacking = CliRunner().invoke(app, ["decisions", "--releases", str(releases), "--erase", one.id])
    assert lacking.exit_code == 2
    done = ["--erase", one.id, "--by", "Steward", "--why", "Not wanted."]
    run = CliRunner().invoke(app, ["decisions", "--releases", str(releases), *done])
    assert (run.exit_code, "[erased]" in run.output, AGREED in run.output) == (0, True, False)
    assert AGREED not in raw(open_page("equity.py", releases, PANEL))
    assert AGREED.encode() not in (releases / FILE).read_bytes()


def test_a_broken_line_is_said_on_the_summary_and_the_others_are_read(open_page, releases):
    pinned(open_page("equity.py", releases, PANEL), AGREED, "A")
    with (releases / FILE).open("ab") as file:
        file.write(b"{broken\n")
    body = raw(open_page("", releases))
    assert f"Line 2 of {FILE} cannot be read" in body
    assert AGREED in body
