"""Decisions on the screen: those of a question with the box to write one down; those of a Place and what came since."""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from pages.guard.door import door
from pages.parts import opened, text, with_heading
from pages.parts.page_view import PageView
from pimh_data.answer import Answer
from pimh_data.decisions import (
    AUTHOR,
    REMINDER,
    RETAINED_YEARS,
    WORDS,
    AsItStood,
    Decision,
    Ledger,
    Since,
    Written,
    since,
)
from pimh_data.errors import DecisionError
from pimh_data.release import Release

MOST = 20  # on the Summary, the newest: the command line lists all
IN_A_ROOM = 3  # on a screen of the meeting view
ASKED = "What was agreed? No names, no cases."
HOW = "A decision is pinned under the number that it is about, in what opens beneath its panel."
WRITTEN = "decisions-written"  # in a session, how many: each has boxes of its own
READ_ONLY = "Your grant lets you read decisions: leads and stewards write them down."
KEPT = f"Whoever sees this page reads it. It is kept for {RETAINED_YEARS} years; then its words are erased."


def of_question(answer: Answer) -> None:
    """Beneath a panel: what was decided of its question in its Place, and boxes to write one down or withdraw it."""
    try:
        held = _held()
    except DecisionError as error:
        st.html(text.notice(str(error)))
        return
    about = [one for one in held.decisions if _same(one, answer)]
    st.html("<h3>Decisions</h3>" + _listed([_line(one) for one in about] or ["None was written down."]))
    if not door().may_decide:
        st.html(text.paragraph(READ_ONLY, "beside"))
        return
    # What was written stays in its box until it is written down: then the boxes are others.
    name = f"{answer.key.replace('.', '-')}-{st.session_state.get(WRITTEN, 0)}"
    with st.form(f"decide-{name}", border=False):
        words = st.text_area(ASKED, max_chars=WORDS, height=80, help=KEPT, key=f"words-{name}")
        by = _by(f"decides-{name}")
        if st.form_submit_button("Pin the decision"):
            places = opened.whole()[0].manifest.places
            _do(lambda ledger: ledger.pin(answer, words, by, places), answer, "decided")
    live = {f"{one.at:%d %B %Y}: {one.words}": one.id for one in about if not (one.withdrawn or one.erased)}
    if live:
        with st.form(f"withdraw-{name}", border=False):
            chosen = st.selectbox("A decision that no longer holds", list(live))
            why = st.text_input("Why")
            by = _by(f"withdraws-{name}")
            if st.form_submit_button("Withdraw it"):
                _do(lambda ledger: ledger.withdraw(live[chosen], by, why), answer, "withdrew a decision")


def of_place(shown: PageView, headed: bool = True) -> None:
    """On the Summary: the decisions taken in this Place, the newest first, each with what its number was and is.

    `headed`: under its heading, where there are any; without it, in the meeting view, that there are none is said, and
    of many the newest.
    """
    try:
        held = _held()
    except DecisionError as error:
        st.html(text.notice(str(error)))
        return
    about = [one for one in held.decisions if one.place == shown.selection.place and not one.erased]
    if not (about or held.problems):
        if not headed:
            st.html(text.paragraph(f"Nothing was written down yet. {HOW}", "beside"))
        return
    if headed:
        with_heading.draw(text.heading("What was decided, and what came since?", "decisions"))
    if about:
        whole, most = opened.whole_of(shown.release), MOST if headed else IN_A_ROOM
        told = _since if headed else _in_short
        lines = [_line(one) + told(one, shown.release, whole) for one in about[:most]]
        st.html(text.paragraph(REMINDER, "unit") + _listed(lines))
        if len(about) > most:
            others = "" if headed else " The Summary has the others."
            st.html(text.paragraph(f"The newest {most} of {len(about)}.{others}", "unit"))
    for problem in held.problems:
        st.html(text.notice(problem))


def _by(key: str) -> str:
    """Who decides: whoever has signed in, whom nobody types; elsewhere they say so themselves."""
    signed = door().signs_as
    if not signed:
        return st.text_input("Your name or role", max_chars=AUTHOR, key=key)
    st.html(text.paragraph(f"Signed: {signed}", "unit"))
    return signed


def _do(write: Callable[[Ledger], object], about: Answer, event: str) -> None:
    """Write into the ledger. The door is asked once more: a grant may have ended while somebody wrote."""
    try:
        if not door().may_decide:
            raise DecisionError(f"Nothing was written. {READ_ONLY}")
        write(Ledger(opened.store().folder))
    except DecisionError as error:
        st.html(text.notice(str(error)))
    else:
        door().note(event, question=about.key, place=about.selection.place, release=about.evidence.release)
        st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1
        st.rerun()


def _held() -> Written:
    path = Ledger(opened.store().folder).path
    try:
        found = path.stat()
    except OSError:
        return Ledger(path.parent).read()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, written: int, size: int) -> Written:
    return Ledger(path.parent).read()


def _same(decision: Decision, answer: Answer) -> bool:
    return decision.place == answer.selection.place and decision.address.partition("?")[0] == answer.key


def _line(one: Decision) -> str:
    words = escape(one.words) if one.words else "<em>its words were erased</em>"
    marks = [
        f" {what.capitalize()} on {mark.at:%d %B %Y} by {escape(mark.by)}: {escape(mark.why)}"
        for what, mark in (("withdrawn", one.withdrawn), ("erased", one.erased))
        if mark
    ]
    told = f"<s>{words}</s>" if one.withdrawn else f"<strong>{words}</strong>"
    return f"{told} {escape(one.by)}, {one.at:%d %B %Y}, on “{escape(one.title)}”.{''.join(marks)}"


def _since(one: Decision, release: Release, whole: Release | None) -> str:
    found = since(one, release, whole)
    said = [f"Then: {_point(found.then)}", *(f"Now: {_point(point)}" for point in found.now)]
    said += [f"It cannot be asked of this release: {escape(found.gone)}"] if found.gone else []
    return "".join(f"<br>{line}" for line in said)


def _in_short(one: Decision, release: Release, whole: Release | None) -> str:
    """The large figures alone: '<br>Then 58% (2023/24), now 62% (2024/25).'"""
    found = since(one, release, whole)
    values = [f"{said} {escape(point.value)} ({escape(point.period)})" for said, point in _named(found) if point.value]
    return f"<br>{', '.join(values)}." if values else ""


def _named(found: Since) -> list[tuple[str, AsItStood]]:
    return [("Then", found.then), *(("now", point) for point in found.now[-1:])]


def _point(point: AsItStood) -> str:
    value = f"{escape(point.value)}. " if point.value else ""
    return f"{value}{escape(point.finding)} ({escape(point.release)})"


def _listed(lines: list[str]) -> str:
    return f'<ul class="points">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'
