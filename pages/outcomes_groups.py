"""For whom it changed: by deprivation, ethnic group and parent role."""

import streamlit as st

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
groups, apart = shown.answers("outcomes.for_whom", "outcomes.differences", **outcome_definition.chosen(shown))
outcome_definition.opening(shown, groups)
left, right = st.columns(2, gap="large")
with left:
    panel.show_if_any(groups, "Who improved?", said_above=True)
with right:
    panel.show_if_any(apart, "How far do groups differ?")
