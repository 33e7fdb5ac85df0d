"""Where people would have to go if the money stops, how many of those in need would still be seen, and the waits."""

import streamlit as st

from pages.parts import page_view, panel, scenario, text

shown = page_view.current()
one, _ = scenario.apart(shown.shared)
places, coverage, waits = shown.answers("funding.destinations", "funding.coverage", "funding.waits", **one)
st.html(text.paragraph(text.said(places), "answer"))
panel.show(places, "Was there another service at their level?", said_above=True)
panel.show(coverage, "How many were seen by others, beside need?")
scenario.show_if_brought(waits, "How long would they wait elsewhere?")
