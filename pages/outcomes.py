"""What changed: who is in it, how many improved and recovered, how far scores moved, severity first and last."""

import streamlit as st

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
chosen = outcome_definition.chosen(shown)
counted, scale, recovery, bands = shown.answers(
    "outcomes.change", "outcomes.scores", "outcomes.recovery", "outcomes.severity", **chosen
)
# Without a reliable change the means are what there is to say first.
first = scale if counted.finding.grade == "no data" and scale.finding.grade != "no data" else counted
outcome_definition.opening(shown, first)
left, right = st.columns(2, gap="large")
with left:
    panel.show(counted, "How many improved, of whom?", said_above=first is counted)
    panel.show_if_any(recovery, "How many recovered?")
with right:
    panel.show_if_any(scale, "How far did scores move?", said_above=first is scale)
    panel.show_if_any(bands, "How severe, first and last?")
