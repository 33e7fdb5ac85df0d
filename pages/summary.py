"""Summary: are people reached, fairly and in time, in one Place and year."""

import streamlit as st

from pages.parts import cards, text, view
from pimh_data.briefing.summary import opening
from pimh_data.charts import people_by_period, trend
from pimh_data.questions import words
from pimh_data.questions.equity import core20_against_rest
from pimh_data.questions.reach import people_seen, seen_within_six_weeks

shown = view.current()
reach, equity, speed = (
    shown.answer(question) for question in (people_seen, core20_against_rest, seen_within_six_weeks)
)

st.title(text.plain(words.subject(shown.selection)), anchor=False)
st.html(text.paragraph(text.without_subject(opening(reach, equity, speed), reach), "answer"))
cards.row(
    (
        ("Reach", reach, people_by_period.drawing(reach)),
        ("Equity", equity, trend.drawing(equity, "ratio")),
        ("Speed", speed, trend.drawing(speed, "share")),
    )
)
