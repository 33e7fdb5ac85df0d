"""If the money stops: who would be left, in one scenario or two side by side; and what is not known."""

import streamlit as st

from pages.parts import page_view, panel, scenario, text, with_heading
from pimh_data.questions.funding import NOTHING
from pimh_data.questions.funding.unknown import not_known

shown = page_view.current()
one, other = scenario.apart(shown.shared)
answer = shown.answer("funding.people", **one)
st.html(text.paragraph(answer.finding.text, "answer"))
with panel.side_by_side():
    panel.show(answer, "Who was seen by nothing else?", said_above=True)
    if other["other"] != NOTHING:
        panel.show(shown.answer("funding.people_beside", **other), "And in the other case?")
    with st.container():
        with_heading.draw(
            text.heading("What is not known?", "not-known")
            + text.points(not_known(shown.release, scenario.asked(shown.selection, one)))
        )
