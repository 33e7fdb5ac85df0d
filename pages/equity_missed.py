"""Who is missed, and where: every group from referral to completion, over the time that the reader chooses."""

import streamlit as st

from pages.parts import choices, page_view, panel, printed, text
from pimh_data.charts import missed_table

shown = page_view.current()
answer = shown.answer("equity.missed", over=choices.of(shown, "equity.missed", "over", "Over"))
st.html(text.paragraph(text.said(answer), "answer"))
panel.head(answer, "Who is missed, and where?")
printed.show(answer, missed_table.printed, missed_table.READING, said_above=True)
