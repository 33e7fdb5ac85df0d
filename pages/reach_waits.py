"""How fast people are seen: the share in the time that the reader chooses; who is seen, who left, who still waits."""

import streamlit as st

from pages.parts import choices, page_view, panel, text

WITHIN = {"2 weeks": "reach.two_weeks", "6 weeks": "reach.six_weeks", "18 weeks": "reach.eighteen_weeks"}

shown = page_view.current()
answer = shown.answer(WITHIN[choices.choose("within", "Seen within", list(WITHIN), "6 weeks")])
st.html(text.paragraph(text.said(answer), "answer"))
with panel.side_by_side():
    panel.show(answer, "How fast are people seen?", said_above=True)
    panel.show(shown.answer("reach.waits_curve"), "Who is seen, who left, who still waits?")
