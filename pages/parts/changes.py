"""What changed since the year before, as a list: what chance does not explain first."""

from collections.abc import Mapping

import streamlit as st

from pages.parts import text
from pimh_data.answer import Answer
from pimh_data.briefing.changed import changed

QUESTION = "What changed since the year before?"
NOTHING = "Nothing here can be set beside the year before."


def show(answers: Mapping[str, Answer], headed: bool = True) -> None:
    """Of the Answers of the Summary. `headed`: its heading stands above it."""
    found = changed(answers)
    lines = text.points(f"{one.kind}: {one.said}" for one in found) if found else text.paragraph(NOTHING, "graded")
    st.html((text.heading(QUESTION, "changed") if headed else "") + lines)
