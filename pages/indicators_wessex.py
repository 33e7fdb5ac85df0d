"""The published Wessex table as it stands."""

import streamlit as st

from pages.parts import indicators_matrix, indicators_panels, page_view, panel, text

shown = page_view.current()
answer = shown.answer("indicators.wessex")
st.html(text.paragraph(indicators_panels.without_place(answer), "answer"))
if not answer.table.empty:
    with st.container(key=panel.key(answer, "panel"), gap="small"):
        panel.head(answer, "What did Wessex publish?")
        st.html(panel.keeps(answer) + indicators_matrix.as_printed(answer))
        panel.tools(answer, None, text.paragraph(" ".join(answer.notes), "unit"))
