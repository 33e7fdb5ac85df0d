"""Which page of which Place somebody looks at, for the access log: a line when either changes, not at every click."""

import streamlit as st

from pages.guard.door import door

KEPT = "noted-in-access-log"


def note_page(page: str, place: str) -> None:
    """Called by the frame at every run. `page`: its address."""
    if door().signed_in and st.session_state.get(KEPT) != (page, place):
        st.session_state[KEPT] = (page, place)
        door().note("page", page=page, place=place)
