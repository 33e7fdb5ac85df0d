"""Which page of which Place somebody looks at, for the access log: a line when either changes, not at every click.

And which other Places stand beside it, where the page or file sets Places beside each other.
"""

from collections.abc import Iterable

import streamlit as st

from pages.guard.access_log import BESIDE, BETWEEN
from pages.guard.door import door
from pimh_data.answer import NOT_NAMED
from pimh_data.release import Release

KEPT = "noted-in-access-log"
UNNAMED = "Places without a name"


def note_page(page: str, place: str, release: Release | None = None) -> None:
    """Called by the frame at every run. `page`: its address; `release`: where it sets Places beside each other."""
    if door().signed_in and st.session_state.get(KEPT) != (page, place):
        st.session_state[KEPT] = (page, place)
        door().note("page", page=page, place=place, **named_beside(peers(release) if release else ()))


def peers(release: Release) -> frozenset[str]:
    """The Places that may stand beside those of a part; NOT_NAMED for those without a name."""
    compared = release.to_compare
    named = {place for place in compared.manifest.places if place in compared.wheres and place not in release.wheres}
    return frozenset(named | ({NOT_NAMED} if compared.unnamed is not None else set()))


def named_beside(places: Iterable[str]) -> dict[str, str]:
    """What a line of the log says of them; nothing where there is none."""
    named = BETWEEN.join(sorted(UNNAMED if place == NOT_NAMED else place for place in places))
    return {BESIDE: named} if named else {}
