"""Beside what NHS Talking Therapies publishes: of the measure chosen, or of one of those that it publishes."""

import streamlit as st

from pages.parts import choices, outcome_definition, page_view, panel, text
from pimh_data.questions.outcomes.beside_published import MEASURES
from pimh_data.questions.outcomes.outcome_definition import IN_ADDRESS, definition_options

shown = page_view.current()
chosen = outcome_definition.of(shown)
offered = [one for one in MEASURES if one in definition_options(shown.release, shown.selection).measures]
measure = chosen[IN_ADDRESS["measure"]]
if measure not in MEASURES and offered:
    said = f"NHS Talking Therapies does not publish {measure}: here is another measure that is in use."
    st.html(text.paragraph(said, "graded"))
    measure = choices.choose("national", "Measure with national figures", offered, offered[0])
    # What change is reliable goes by the measure: the other's own.
    chosen = {name: value for name, value in chosen.items() if name != IN_ADDRESS["reliable_change"]}
    chosen |= {IN_ADDRESS["measure"]: measure}
answer, scores = shown.answers("outcomes.national", "outcomes.national_scores", **chosen)
outcome_definition.opening(shown, answer)
panel.show_if_any(answer, "How does it compare with NHS Talking Therapies?", said_above=True)
if not scores.table.empty:
    panel.show(scores, "How do scores compare with NHS Talking Therapies?")
