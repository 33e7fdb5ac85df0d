"""Who waits longest: the most deprived fifth beside the rest, and those who wait now."""

import streamlit as st

from pages.parts import page_view, panel, text

shown = page_view.current()
groups, waiting = shown.answers("reach.waits_by_deprivation", "reach.still_waiting")
st.html(text.paragraph(text.said(groups), "answer"))
with panel.side_by_side():
    panel.show(groups, "Does the most deprived fifth (Core20) wait longer?", said_above=True)
    panel.show(waiting, "Who waits now, and how long so far?")
