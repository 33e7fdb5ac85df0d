"""Staff against the published team, by role and by service."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
team, roles, services = shown.answers("workforce.team", "workforce.roles", "workforce.services")
st.html(text.paragraph(text.said(team), "answer"))
with panel.side_by_side():
    panel.show(team, "Is the team as large as the published one?", said_above=True)
    panel.show(roles, "Who is in the published team?")
panel.show(services, "Who works where?")
