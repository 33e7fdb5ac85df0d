"""Data: what is in the release, how complete it is, what was set aside, and how people are protected."""

import streamlit as st

from pages.parts import contents, page_view, panel, taken_away, text

shown = page_view.current()
fields, read, protected = shown.answers("data.completeness", "data.extracts", "data.protection")

st.html(text.paragraph(text.said(fields), "answer"))
panel.show(fields, "How complete are the referrals?", said_above=True)
with panel.side_by_side():
    panel.show(read, "What was read, and what was refused?")
    panel.show(protected, "How are people protected?")
if shown.release.manifest.terms.audience:
    panel.show(shown.answer("data.terms"), "Who answers for these data, and for whom are they?")
taken_away.show(shown)
st.html(text.heading("What is in this release?", "release") + contents.contents(shown.release))
