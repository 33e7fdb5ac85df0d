"""What a Place without indicators is told: that none were brought, what can be shown, how to bring them."""

import streamlit as st

from pages.parts import page_view, text
from pimh_data.questions.indicators import indicator_choices
from pimh_data.questions.words import listed
from pimh_data.registry.case_studies import WESSEX
from pimh_data.registry.cubes import ALL_PLACES

HOW = (
    "To bring them: put the CSV files of Fingertips (fingertips.phe.org.uk, Download, Get the data for all indicators) "
    "into a folder “fingertips” beside the other extracts, and publish again. Every file of counties, districts or "
    "England is read; a Place of several districts gets its figure by adding them up."
)
NOT_ONE_AREA = "All Places together are not one area of Fingertips: choose a Place or a system above."


def explain(shown: page_view.PageView) -> None:
    """Draw the answer, a sentence that says plainly what there is, and below it the help."""
    release, where = shown.release, shown.selection.place
    has = [place for place in release.wheres if indicator_choices(release, place)]
    if where == ALL_PLACES:
        said = NOT_ONE_AREA
    else:
        said = f"No published indicators were brought for {where}."
    st.html(text.paragraph(said, "answer"))
    can = f"This release has indicators of {listed(has)}: choose one of them above. " if has else ""
    if WESSEX in release.manifest.case_studies:
        can += "The published Wessex profile can be read in any case (“Wessex table”, among the pages of indicators)."
    if can:
        st.html(text.paragraph(can, "graded"))
    st.html(text.paragraph(HOW, "graded"))
