"""What opens under a panel: the table twin, what its words mean, decisions. Made when it is opened, and not before."""

import streamlit as st

from pages.parts import decided, links, opened, text
from pimh_data.answer import Answer
from pimh_data.errors import ReleaseError, SelectionError
from pimh_data.questions.address import parse

TABLE, NO_TABLE = "Table and definitions", "Definitions"


def popover(answer: Answer, reading: str, tabled: bool, key: str, below: str) -> None:
    """The button with what it opens once it is open, and HTML in line with it, `below` the picture.

    `reading`: of the chart. `tabled`: the table is on the screen.
    """
    _popover(answer.address, answer.evidence.release, reading, tabled, key, below)


# A session keeps what a fragment is called with: words, and never an Answer, which would outlive its release.
@st.fragment
def _popover(address: str, of: str, reading: str, tabled: bool, key: str, below: str) -> None:
    box = st.popover(NO_TABLE if tabled else TABLE, type="tertiary", key=key, on_change="rerun")
    st.html(below)
    if box.open:
        answer = _again(address)
        if answer is None or answer.evidence.release != of:
            st.rerun()  # another release is shown by now: the page must say the same as what opens
        with box:
            st.html(("" if tabled else text.table(answer)) + text.evidence(answer, reading) + links.dictionary(answer))
            decided.of_question(answer)


def _again(address: str) -> Answer | None:
    try:
        release, _ = opened.current()
        return opened.answer(release, parse(address, release))
    except (ReleaseError, SelectionError):
        return None  # gone with its release
