"""Staff and costs if the money stops: scenarios side by side, and what a person seen costs."""

import streamlit as st

from pages.parts import page_view, panel, scenario, text

shown = page_view.current()
one, other = scenario.apart(shown.shared)
side = shown.answer("funding.compare", **one, **other)
st.html(text.paragraph(text.said(side), "answer"))
heading = "How do the two compare?" if len(side.table) > 1 else "How many people and staff are affected?"
panel.show(side, heading, said_above=True)
scenario.show_if_brought(shown.answer("funding.costs", **one), "What do the services that end cost?")
