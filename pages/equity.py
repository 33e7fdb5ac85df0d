"""Who is seen, in proportion to need: by deprivation and by ethnic group."""

import streamlit as st

from pages.parts import page_view, panel, text
from pimh_data.questions.population import can_be_brought

shown = page_view.current()
deciles, groups, years = shown.answers("equity.decile", "equity.ethnic_group", "equity.core20")

lacking = can_be_brought(shown.release, shown.selection.place, shown.selection.service, shown.selection.year)
st.html(text.paragraph(text.said(years), "answer") + text.paragraph(lacking, "unit"))
with panel.side_by_side():
    panel.show(deciles, "Who is seen, by deprivation?", said_above=deciles.finding == years.finding)
    panel.show(groups, "Who is seen, by ethnic group?")
panel.show(years, "Is the most deprived fifth (Core20) seen as often, year by year?", said_above=True)
