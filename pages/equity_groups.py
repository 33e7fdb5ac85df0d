"""Who is seen in other groups: deprivation and ethnic group together, and a dimension that the reader chooses."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

ALSO_BY = {
    "Parent role": "equity.parent_role",
    "Stage": "equity.stage",
    "Age": "equity.age_band",
    "Need group": "equity.need_group",
    "Plus group": "equity.plus_group",
    "Family Hub": "equity.hub",
}

shown = page_view.current()
both = shown.answer("equity.core20_by_ethnic_group")
st.html(text.paragraph(text.said(both), "answer"))
with panel.side_by_side():
    panel.show(both, "Who is seen, by deprivation and ethnic group together?", said_above=True)
    with st.container():
        head = st.container()
        answer = shown.answer(ALSO_BY[choices.choose("by", "People seen by", list(ALSO_BY), "Parent role")])
        with head:
            panel.head(answer, "Who is seen, by parent role, age or stage?")
        panel.show(answer, answer.title, headed=True)
