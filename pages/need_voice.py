"""Family voice: the partnership's own feedback; where the release names it, a published survey beside its measures."""

import streamlit as st

from pages.parts import page_view, panel, text, with_heading
from pimh_data.registry.case_studies import NORTH_WEST_COAST

shown = page_view.current()
own = shown.answer("voice.feedback")
st.html(text.paragraph(text.said(own), "answer"))
with panel.side_by_side():
    if not own.table.empty:
        panel.show(own, "What did families answer?", said_above=True)
    if NORTH_WEST_COAST in shown.release.manifest.case_studies:
        survey = shown.answer("voice.survey")
        panel.show(survey, "What does the published survey say?")
if NORTH_WEST_COAST in shown.release.manifest.case_studies and not survey.table.empty:
    asked = dict(zip(survey.table["question"], survey.table["speaks_to"], strict=True))
    spoken = text.points(f"{question}: see {measures}" for question, measures in asked.items() if measures)
    with_heading.draw(text.heading("What does the survey speak to?", "survey-speaks-to") + spoken)
