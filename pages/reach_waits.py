"""How fast people are seen: the share in the time that the reader chooses; who is seen, who left, who still waits."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

WITHIN = {"2 weeks": "reach.two_weeks", "6 weeks": "reach.six_weeks", "18 weeks": "reach.eighteen_weeks"}

shown = page_view.current()
opening = st.container()
left, right = st.columns(2, gap="large")
with left:
    head = st.container()
    answer = shown.answer(WITHIN[choices.choose("within", "Seen within", list(WITHIN), "6 weeks")])
    with head:
        panel.head(answer, "How fast are people seen?")
    panel.show(answer, answer.title, said_above=True, headed=True)
with right:
    panel.show(shown.answer("reach.waits_curve"), "Who is seen, who left, who still waits?")
opening.html(text.paragraph(text.said(answer), "answer"))
