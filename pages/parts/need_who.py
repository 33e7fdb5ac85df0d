"""Who needs to know: each measure with the outcomes it speaks to and the commissioners it concerns, to filter by."""

import streamlit as st

from pages.parts import choices, panel, text, view
from pimh_data.questions.need import who_needs_to_know
from pimh_data.registry.theory_of_change import COMMISSIONERS

EVERYONE = "Every commissioner"


def show(shown: view.View) -> str:
    """Draw the section; gives its opening sentence. It is the same for every Place."""
    with st.columns(3)[0]:
        chosen = choices.choose("commissioner", "Commissioner", (EVERYONE, *COMMISSIONERS), EVERYONE)
    answer = shown.about_release(who_needs_to_know, "" if chosen == EVERYONE else chosen)
    panel.show(answer, None, "Measures, outcomes, commissioners", said_above=True)
    return text.said(answer)
