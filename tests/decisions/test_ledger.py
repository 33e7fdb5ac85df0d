"""The file of decisions: what is written down can be read back whatever happens to it, and nothing in it is run."""

import datetime as dt
import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pimh_data.answer import Answer
from pimh_data.commands import app
from pimh_data.decisions import FILE, RETAINED_YEARS, WORDS, Ledger, amiss
from pimh_data.errors import DecisionError

AGREED = "Agreed to open a Tuesday clinic in Burngreave."


def _pin_many(given: tuple[Path, Answer, str]) -> None:
    folder, answer, by = given
    for number in range(25):
        Ledger(folder).pin(answer, f"{by}'s number {number}", by)


def test_what_is_written_down_is_read_back_with_the_number_of_then(tmp_path, seen, clock):
    written = Ledger(tmp_path, clock).pin(seen, f"  {AGREED} ", "Programme lead")
    held = Ledger(tmp_path).read()
    assert held.decisions == (written,)
    assert held.problems == ()
    assert (written.words, written.by, written.value, written.period) == (AGREED, "Programme lead", "190", "2023/24")
    assert (written.address, written.release) == (seen.address, "2026-11-01-a")
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_newest_comes_first(tmp_path, seen, clock):
    ledger = Ledger(tmp_path, clock)
    for words in ("first", "second", "third"):
        ledger.pin(seen, words, "A")
    assert [one.words for one in ledger.read().decisions] == ["third", "second", "first"]


def test_one_that_is_withdrawn_stays_with_when_who_and_why(tmp_path, seen, clock):
    ledger = Ledger(tmp_path, clock)
    pinned = ledger.pin(seen, AGREED, "A")
    ledger.withdraw(pinned.id, "B", "The clinic opens on Mondays.")
    (found,) = ledger.read().decisions
    assert found.words == AGREED
    assert (found.withdrawn.by, found.withdrawn.why) == ("B", "The clinic opens on Mondays.")
    assert found.withdrawn.at > pinned.at
    with pytest.raises(DecisionError, match="withdrawn already"):
        ledger.withdraw(pinned.id, "B", "Again.")


def test_erased_words_are_nowhere_in_the_folder_and_every_other_byte_is_as_it_was(tmp_path, seen, clock):
    ledger = Ledger(tmp_path, clock)
    ledger.pin(seen, "Before it.", "A")
    pinned = ledger.pin(seen, AGREED, "A")
    ledger.pin(seen, "After it.", "A")
    first, _, third = (tmp_path / FILE).read_bytes().splitlines()
    ledger.erase(pinned.id, "Steward", "It named a family.")
    lines = (tmp_path / FILE).read_bytes().splitlines()
    assert [lines[0], lines[2]] == [first, third]
    assert len(lines) == 4
    assert not any(b"Burngreave" in path.read_bytes() for path in tmp_path.iterdir())
    (found,) = [one for one in ledger.read().decisions if one.id == pinned.id]
    assert (found.words, found.erased.by, found.erased.why) == ("", "Steward", "It named a family.")
    assert found.finding == pinned.finding


def test_two_people_in_processes_of_their_own_lose_nothing(tmp_path, seen):
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_pin_many, [(tmp_path, seen, "A"), (tmp_path, seen, "B")]))
    held = Ledger(tmp_path).read()
    assert held.problems == ()
    assert sorted(one.words for one in held.decisions) == sorted(f"{by}'s number {n}" for by in "AB" for n in range(25))


def test_one_writes_while_another_erases_and_nothing_is_lost(tmp_path, seen):
    ledger = Ledger(tmp_path)
    due = [ledger.pin(seen, f"To be erased {n}", "A").id for n in range(8)]
    with ThreadPoolExecutor(2) as pool:
        erasing = pool.map(lambda one: ledger.erase(one, "S", "Not wanted."), due)
        writing = pool.map(lambda n: ledger.pin(seen, f"Kept {n}", "B"), range(8))
        list(erasing)
        list(writing)
    found = ledger.read().decisions
    assert {one.words for one in found if one.words} == {f"Kept {n}" for n in range(8)}
    assert sum(bool(one.erased) for one in found) == 8


BROKEN = {
    b'{"event": "pinned", "id": "a", "at": "2026-': "it is no event written whole",
    b"[1, 2]\n": "it is no event written whole",
    b"\xff\xfe\n": "it is no event written whole",
    b"[" * 100_000 + b"\n": "it is no event written whole",
    b'{"id": "a"}\n': "it lacks 'event'",
    b'{"event": "moved", "id": "a", "at": "2026-01-01T00:00:00+00:00"}\n': "a kind that this version does not know",
    b'{"event": "withdrawn", "id": "a", "at": "2026-01-01T00:00:00+00:00", "by": "A", "why": "B"}\n': "is not there",
    b'{"event": "withdrawn", "id": "a", "at": "2026-01-01", "by": "A", "why": "B"}\n': "no time zone",
    b'{"event": "withdrawn", "id": "a", "at": "soon", "by": "A", "why": "B"}\n': "Invalid isoformat",
    b'{"event": "pinned", "id": "a", "at": "2026-01-01T00:00:00+00:00", "by": "\\ud800"}\n': "no event written whole",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_named_and_kept_and_costs_no_other(tmp_path, seen, clock, line):
    ledger = Ledger(tmp_path, clock)
    ledger.pin(seen, "Before it.", "A")
    with (tmp_path / FILE).open("ab") as file:
        file.write(line)
    after = ledger.pin(seen, "After it.", "A")
    ledger.erase(after.id, "S", "Not wanted.")
    held = ledger.read()
    assert {one.words for one in held.decisions} == {"Before it.", ""}
    (problem,) = held.problems
    assert problem.startswith(f"Line 2 of {FILE} cannot be read: ")
    assert BROKEN[line] in problem
    assert line.rstrip() in (tmp_path / FILE).read_bytes().splitlines()


def test_a_file_that_is_a_folder_or_cannot_be_written_is_said_and_no_path_with_it(tmp_path, seen):
    (tmp_path / FILE).mkdir()
    for use in (lambda: Ledger(tmp_path).read(), lambda: Ledger(tmp_path).pin(seen, AGREED, "A")):
        with pytest.raises(DecisionError, match=f"{FILE} (cannot be|is a folder)") as error:
            use()
        assert str(tmp_path) not in str(error.value)
    with pytest.raises(DecisionError, match="cannot be written beside the releases"):
        Ledger(tmp_path / "not there").pin(seen, AGREED, "A")


def test_ten_thousand_are_read_and_one_among_them_is_erased(tmp_path, seen, clock):
    ledger = Ledger(tmp_path, clock)
    one = ledger.pin(seen, AGREED, "A")
    line = json.loads((tmp_path / FILE).read_bytes())
    with (tmp_path / FILE).open("a") as file:
        file.writelines(json.dumps({**line, "id": f"{n:06}", "words": f"Number {n}"}) + "\n" for n in range(9_999))
    assert len(ledger.read().decisions) == 10_000
    ledger.erase(one.id, "S", "Not wanted.")
    found = ledger.read().decisions
    assert sum(bool(each.words) for each in found) == 9_999


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_written(tmp_path, seen):
    with pytest.raises(DecisionError) as error:
        Ledger(tmp_path).pin(seen, "943 476 5919, " + "a" * WORDS, "  ")
    assert "may be an NHS number: no names, no cases" in str(error.value)
    assert f"at most {WORDS}" in str(error.value)
    assert "The name of who writes it is empty" in str(error.value)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("words", ["two\nlines", "turned \u202e round", "nul \x00", "her.name@nhs.net", "\ue000"])
def test_what_cannot_be_seen_or_tells_who_somebody_is_is_refused(words):
    assert amiss("The decision", words, WORDS)


HOSTILE = ["<script>alert(1)</script>", '=HYPERLINK("http://a.b")', "'; DROP TABLE decisions; --", '"}\\n{"event":"x"}']


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_a_text_like_any_other(tmp_path, seen, words):
    Ledger(tmp_path).pin(seen, words, "A")
    assert [one.words for one in Ledger(tmp_path).read().decisions] == [words]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=WORDS + 5))
def test_whatever_is_written_comes_back_or_is_refused_with_a_sentence(tmp_path, seen, words):
    ledger = Ledger(tmp_path)
    before = len(ledger.read().decisions)
    if amiss("The decision", words, WORDS):
        with pytest.raises(DecisionError, match=r"\.$"):
            ledger.pin(seen, words, "A")
        assert len(ledger.read().decisions) == before
    else:
        assert ledger.pin(seen, words, "A") in ledger.read().decisions
    assert ledger.read().problems == ()


def test_words_are_erased_once_they_were_kept_for_as_long_as_decisions_are(tmp_path, seen, clock):
    ledger = Ledger(tmp_path, clock)
    ledger.pin(seen, "An old one.", "A")
    clock.now += dt.timedelta(days=30)
    ledger.pin(seen, "A younger one.", "A")
    clock.now = clock.now.replace(year=clock.now.year + RETAINED_YEARS) - dt.timedelta(days=1)
    assert ledger.expire() == 1
    assert ledger.expire() == 0
    found = ledger.read().decisions
    assert [one.words for one in found] == ["A younger one.", ""]
    assert found[1].erased.why == "kept for as long as decisions are"


@pytest.mark.parametrize("years", ["-1", "0", "x"])
def test_words_are_not_erased_for_a_number_of_years_that_is_none(tmp_path, seen, clock, years):
    Ledger(tmp_path, clock).pin(seen, "Open a clinic", "A. Lead")
    said = CliRunner().invoke(app, ["decisions", "--releases", str(tmp_path), "--expire", years])
    assert said.exit_code == 2
    assert [one.words for one in Ledger(tmp_path, clock).read().decisions] == ["Open a clinic"]
