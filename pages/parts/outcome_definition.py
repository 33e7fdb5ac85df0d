"""The definition of change that the reader chooses: measure, pairing rule, courses, reliable change; in the address."""

from collections.abc import Mapping

import streamlit as st

from pages.parts import page_view, text
from pages.parts.choices import Choices, Width
from pimh_data.answer import Answer
from pimh_data.questions.outcomes.outcome_definition import (
    IN_ADDRESS,
    check_definition,
    definition_options,
    definitions_in_words,
)

LABELS = {"measure": "Measure", "pairing": "Pairing", "reliable_change": "Reliable change", "courses": "Courses"}


def choose(shown: page_view.PageView) -> Choices:
    """Draw the choices; gives what is chosen by its name in the address.

    Nothing where no measure is in use. A value that is not there falls back to its default and is named on screen.
    """
    known = definition_options(shown.release, shown.selection)
    if not known.measures:
        return {}
    # Streamlit replaces an unknown value of the address without a word: it is read before the choices are drawn.
    asked = {key: st.session_state.get(name) or st.query_params.get(name, "") for key, name in IN_ADDRESS.items()}
    held, said = check_definition(shown.release, shown.selection, asked)
    for key, name in IN_ADDRESS.items():
        if name in st.session_state and st.session_state[name] != held[key]:
            st.session_state[name] = held[key]  # another filter no longer allows it
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters-outcomes"):
        _select("measure", known.measures, known.default, width=320)
        with st.popover("How it is counted"):
            pairing = _select("pairing", known.pairings, known.pairings[0])
            courses = known.courses(pairing)
            _select("courses", courses, courses[0])
            changes = known.changes[held["measure"]]
            if changes:
                _select("reliable_change", changes, changes[0])
            st.html(text.points(definitions_in_words(known)))
    if said:
        st.html(text.notice(" ".join(said)))
    return {name: held[key] for key, name in IN_ADDRESS.items() if held[key]}


def of(shown: page_view.PageView) -> Mapping[str, str]:
    """What is chosen; where no measure is in use, the page says so and ends."""
    if not shown.shared:
        st.html(text.paragraph(text.said(shown.answer("outcomes.measures")), "answer"))
        st.stop()
    return shown.shared


def opening(shown: page_view.PageView, first: Answer) -> None:
    """The sentence on top of a page, and how those in it are counted."""
    counted = first.evidence.counted_as or shown.answer("outcomes.change", **shown.shared).evidence.counted_as
    st.html(text.paragraph(text.said(first), "answer") + text.paragraph(f"Counted as: {counted}", "unit"))


def _select(key: str, held: tuple[str, ...], default: str, width: Width = "stretch") -> str:
    name = IN_ADDRESS[key]
    return st.selectbox(LABELS[key], held, index=held.index(default), key=name, bind="query-params", width=width)
