"""Mood beside the relationship, warmth and invasion, and which measures are in use."""

import streamlit as st

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
chosen = outcome_definition.chosen(shown)
both, warmth, use = shown.answers("outcomes.together", "outcomes.warmth", "outcomes.measures", **chosen)
outcome_definition.opening(shown, both)
left, right = st.columns(2, gap="large")
with left:
    panel.show_if_any(both, "Do mood and the relationship move together?", said_above=True)
with right:
    panel.show_if_any(warmth, "Does warmth grow, and invasion ease?")
panel.show(use, "Which measures are in use?")
