"""Where along the pathway people are lost: two groups that the reader chooses, step by step; who is newly referred."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

shown = page_view.current()
with st.container(horizontal=True, key="filters-pathway"):
    one = choices.of(shown, "equity.pathway", "group", "Group", "stretch")
    other = choices.of(shown, "equity.pathway", "beside", "Beside", "stretch", group=one)
answer = shown.answer("equity.pathway", group=one, beside=other)
st.html(text.paragraph(text.said(answer), "answer"))
panel.show(answer, "Where along the pathway are people lost?", said_above=True)
panel.show(shown.answer("equity.new_referrals"), "Who is newly referred, service by service?")
