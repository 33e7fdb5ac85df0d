"""Every published indicator of the Places of the system, beside England and each other."""

import streamlit as st

from pages.parts import indicators_matrix, indicators_none, indicators_panels, page_view, panel, text
from pimh_data.charts import comparison

shown = page_view.current()
answer = shown.answer("indicators.heat")
if answer.table.empty:
    indicators_none.explain(shown)
else:
    st.html(text.paragraph(indicators_panels.without_place(answer), "answer"))
    with st.container(key=panel.key(answer, "panel"), gap="small"):
        several = answer.table["place"].nunique() > 1
        panel.head(answer, "How do Places compare?" if several else "How does it compare with England?")
        st.html(panel.keeps(answer) + indicators_matrix.compared(answer))
        panel.tools(answer, None, text.paragraph(" ".join((comparison.READING, *answer.notes)), "unit"))
