"""Where people would have to go if the money stops, how many of those in need would still be seen, and the waits."""

import streamlit as st

from pages.parts import page_view, panel, scenario, text

shown = page_view.current()
one, _ = scenario.apart(shown.shared)
places, coverage, waits = shown.answers("funding.destinations", "funding.coverage", "funding.waits", **one)
st.html(text.paragraph(text.said(places), "answer"))
panel.show(places, "Where would people have to go?", said_above=True)
panel.show(coverage, "How many would still be seen, beside need?")
scenario.show_if_brought(waits, "How long would they wait elsewhere?")
