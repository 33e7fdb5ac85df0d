"""Who is seen in each of the sixteen ethnic categories; where the release names it, a published comparison set right."""

import streamlit as st

from pages.parts import page_view, panel, text
from pimh_data.registry.case_studies import SHEFFIELD

shown = page_view.current()
codes = shown.answer("equity.ethnic_code")
st.html(text.paragraph(text.said(codes), "answer"))
left, right = st.columns([11, 9], gap="large")
with left:
    panel.show(codes, "Who is seen, by ethnic category, over three years?", said_above=True)
if SHEFFIELD in shown.release.manifest.case_studies:
    with right:
        panel.show(shown.answer("equity.published_comparison"), "A published comparison as a case")
