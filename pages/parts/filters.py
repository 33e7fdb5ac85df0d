"""The one row of filters, each bound to the address under its key, and a word on every value that cannot be shown."""

from collections.abc import Collection

import streamlit as st

from pages.parts import text
from pimh_data.answer import Selection
from pimh_data.questions.selection import KEYS, check, options
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release import Release

LABELS = {
    "place": "Place",
    "service": "Service",
    "year": "Year",
    "deprivation": "Deprivation (Core20: most deprived fifth)",
}


def choose(release: Release, follows: Collection[str] = KEYS) -> Selection:
    """Draw the filters and give what is chosen. An unknown value falls back to its default and is named.

    `follows`: those that change something on the page. The others keep their values, also in the address, out of sight.
    """
    known = options(release)
    # Streamlit replaces an unknown value of the address without a word: it is read before the filters are drawn.
    asked = {key: st.query_params[key] for key in KEYS if key in st.query_params}
    row = st.container(horizontal=True, key="filters")
    aside = row if set(follows) >= set(KEYS) else st.container(key="filters-aside")

    def chosen(key: str, held: tuple[str, ...], default: str) -> str:
        where = row if key in follows else aside
        return where.selectbox(LABELS[key], held, index=held.index(default), key=key, bind="query-params")

    place = chosen("place", known.places, known.default.place)
    services = known.services[place]
    if st.session_state.get("service", ALL_SERVICES) not in services:
        asked["service"] = st.session_state["service"]  # another Place's service
        st.session_state["service"] = ALL_SERVICES
    service = chosen("service", services, ALL_SERVICES)
    year = chosen("year", known.years, known.default.year)
    deprivation = chosen("deprivation", known.deprivation, known.default.deprivation)
    selection = Selection(place, service, year, deprivation)
    _, said = check(release, {**_as_asked(selection), **asked})
    if said:
        st.html(text.notice(" ".join(said)))
    return selection


def _as_asked(selection: Selection) -> dict[str, str]:
    return {key: getattr(selection, key) for key in KEYS}
