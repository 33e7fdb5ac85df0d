"""What the log says of grants that can be taken and are doubtful: by number, and not once more at each message."""

import datetime as dt
import logging
import os
import time
from pathlib import Path

import pytest

from pages.guard import granted, signed_out
from pages.guard.access_log import AccessLog
from pages.guard.granted import Granted
from pages.guard.session import Session
from pages.guard.signed_out import SignedOut

SUBJECT = (
    '[[grant]]\nissuer = "https://id"\nsubject = "a1"\nrole = "viewer"\nexpires = 2099-03-31\nplaces = ["Leeds"]\n'
)
E_MAIL = '[[grant]]\nemail = "anna@example.org"\nrole = "steward"\nexpires = 2099-03-31\nall = true\n'
COMPARED = SUBJECT + 'comparison = "anonymous"\npeers = ["Hull", "York", "Derby"{}]\n'


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """held(text) -> the grants of a file that says so; held(text, grants): the same ones, with another file."""
    monkeypatch.setattr(granted, "LOOKED_AFTER", 0.0)

    def now(text: str, grants: Granted | None = None) -> Granted:
        path = tmp_path / "grants.toml"
        path.write_text(text)
        os.utime(path, ns=(time.time_ns(), time.time_ns()))
        return grants or Granted(path)

    return now


def test_one_person_by_subject_and_by_e_mail_is_said_once_when_they_come(held, caplog):
    grants = held(SUBJECT + E_MAIL)
    anna = Session("1", "https://id", "a1", "anna@example.org", time.time() + 600)
    assert [grants.of(anna).role for _ in range(3)] == ["viewer"] * 3
    assert [one.getMessage() for one in caplog.records] == [
        "grants number 1 and 2 are one person's: the one by subject holds; join them"
    ]


def test_a_peer_without_a_name_that_is_added_by_itself_is_said_when_the_file_is_read_again(held, caplog):
    grants = held(COMPARED.format(""))
    assert not caplog.records
    held(COMPARED.format(', "Leek"'), grants)
    assert grants.all
    assert "grant number 1: its peers without a name are fewer than 3 others than before" in caplog.text
    assert "Leek" not in caplog.text


def test_a_file_that_is_read_again_and_one_that_was_emptied_are_one_line_of_the_log_each(held, caplog):
    caplog.set_level("INFO", "pimh")
    grants = held(SUBJECT)
    held(SUBJECT + E_MAIL, grants)
    assert len(grants.all) == 2
    assert [one.getMessage() for one in caplog.records] == ["the grants were read again: 2 in the file"]
    caplog.clear()
    held("", grants)
    assert len(grants.all) == 2, "the last good ones are in force"
    assert "holds no [[grant]]" in grants.problem
    (line,) = [one.getMessage() for one in caplog.records]
    assert line.startswith("the grants are not in force, the last good ones are: the file of grants holds no [[grant]]")


def test_the_log_of_the_application_takes_what_is_no_warning():
    import app  # noqa: F401 - it sets the log up

    assert granted.log.isEnabledFor(logging.INFO)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
def test_a_pipe_in_the_place_of_a_file_that_is_read_again_keeps_nobody_waiting(held, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(signed_out, "LOOKED_AFTER", 0.0)
    grants, ended = held(SUBJECT), SignedOut(tmp_path)
    anna = Session("1", "https://id", "a1", "", time.time() + 600)
    ended.add(anna)
    assert anna in ended
    for name in ("grants.toml", "signed-out"):
        (tmp_path / name).unlink()
        os.mkfifo(tmp_path / name)
    assert grants.of(anna) is not None
    assert grants.problem == "the file of grants is not a file"
    assert anna in ended, "whoever had signed out stays so"
    assert "signed-out in the state folder is not a file" in caplog.text
    log = AccessLog(tmp_path, b"key", 12)
    os.mkfifo(tmp_path / "access" / f"{dt.datetime.now(dt.UTC):%Y-%m}.jsonl")
    log.write("page", anna)
    assert "the access log takes no line" in caplog.text
