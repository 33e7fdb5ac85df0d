"""A fair comparison of services; every service and measure in one table."""

import streamlit as st

from pages.parts import choices, outcome_definition, page_view, panel, printed
from pimh_data.charts import measures_table

shown = page_view.current()
chosen = outcome_definition.of(shown)
answer = shown.answer("outcomes.services", **chosen)
outcome_definition.opening(shown, answer)
panel.show_if_any(answer, "Does a service stand out, allowing for severity at the start?", said_above=True)
head = st.container()
over = choices.of(shown, "outcomes.service_measures", "services_over", "Over")
table = shown.answer("outcomes.service_measures", services_over=over, **chosen)
with head:
    panel.head(table, "How does each service do on each measure?")
printed.show(table, measures_table.printed, measures_table.READING)
