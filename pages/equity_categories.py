"""Who is seen in each of the sixteen ethnic categories; a published comparison set right, where there is one."""

import streamlit as st

from pages.parts import page_view, panel, text
from pimh_data.registry.case_studies import SHEFFIELD

shown = page_view.current()
codes = shown.answer("equity.ethnic_code")
st.html(text.paragraph(text.said(codes), "answer"))
with panel.side_by_side():
    panel.show(codes, "Who is seen, by ethnic category, over three years?", said_above=True)
    if SHEFFIELD in shown.release.manifest.case_studies:
        panel.show(shown.answer("equity.published_comparison"), "Does a published comparison hold?")
