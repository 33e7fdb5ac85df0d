"""Who is missing: how complete the scores are, by service and deprivation, and what those without a second could do."""

import streamlit as st

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
who, bounds = shown.answers("outcomes.who", "outcomes.missing", **outcome_definition.chosen(shown))
outcome_definition.opening(shown, who)
left, right = st.columns(2, gap="large")
with left:
    panel.show_if_any(who, "How many have two scores?", said_above=True)
with right:
    panel.show_if_any(bounds, "What if the others were known?")
