"""What stands where a question or a part of a page fails: an id that the log has too. All else of the page goes on."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from pages.parts import with_heading
from pimh_data.answer import Answer, Column, Evidence, Finding, Selection
from pimh_data.errors import PimhError
from pimh_data.questions import words

FAILED = "this could not be worked out (error id {id})."
COULD_NOT = (
    '<p class="notice" role="alert">This part of the page could not be shown. Nothing is lost; choose another view '
    "or tell whoever runs it the error id <strong>{id}</strong>.</p>"
)
NOTHING = Evidence("", "", "", "", "", "", "", "", "", "", "", "")
log = logging.getLogger("pimh")


class Unanswered(Answer):
    """In place of the Answer of a question that failed: no data, and a finding that says so with the id."""


def logged(error: BaseException) -> str:
    """Log where it went wrong, under an id and without the error's text, which may hold data; gives the id."""
    error_id = secrets.token_hex(4)
    frames = reversed(traceback.extract_tb(error.__traceback__))
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)  # no path of the machine
    log.error("error %s: %s at %s", error_id, type(error).__name__, where)
    return error_id


def notice(error: BaseException) -> str:
    """What the page says of it, as HTML: the id that it is logged under."""
    return COULD_NOT.format(id=escape(logged(error)))


def unanswered(key: str, selection: Selection, error: Exception) -> Unanswered:
    """What stands for the Answer of a question that failed; the notice is drawn where it is asked for.

    A page that shows nothing of what has no data would else say nothing of it.
    """
    error_id = logged(error)
    st.html(COULD_NOT.format(id=error_id))
    said = f"{words.subject(selection)}: {FAILED.format(id=error_id)}"
    table, columns = pd.DataFrame({"state": pd.Series(dtype=str)}), (Column("state", "State", "state"),)
    return Unanswered(key, "Not worked out", selection, table, columns, Finding(said, "no data"), NOTHING)


def shown_in_place(error: Exception, above: str = "") -> None:
    """Draw the notice where what failed would stand, `above` it its heading as HTML."""
    with_heading.draw(above + notice(error))


@contextmanager
def apart(above: str = "") -> Iterator[None]:
    """What is drawn within fails alone: what comes after it on the page is drawn all the same.

    `above`: the heading as HTML that the notice stands under.
    """
    try:
        yield
    except PimhError:  # what a person can put right is said where the page is run
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged, and the page goes on
        shown_in_place(error, above)
