"""Summary: are people reached, in time and fairly, and do they get better, in one Place and year."""

import streamlit as st

from pages.parts import cards, decided, page_view, text
from pimh_data.briefing.summary import by_ethnic_group, how_fast, opening

shown = page_view.current()
reach, equity, groups, change, speed = shown.answers(
    "reach.people_seen", "equity.core20", "equity.ethnic_group", "outcomes.headline", "reach.six_weeks"
)

st.html(text.paragraph(text.without_subject(opening(reach, equity, change), reach), "answer"))
cards.row(
    cards.Card("Reach", reach, "people_on_card", how_fast(speed)),
    cards.Card("Equity", equity, "ratio_on_card", by_ethnic_group(groups)),
    cards.Card("Outcomes", change, "improved_on_card"),
)
decided.of_place(shown)
