"""The frame of every page: navigation, filters, the strip about the data. Run through app.py."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from pages.guard.seen import note_page
from pages.parts import banner, filters, meeting, navigation, opened, page_view, text
from pimh_data.errors import ReleaseError

st.html(Path(__file__).parent / "parts" / "style.css")


def frame() -> None:
    """The page in its frame. In a function: Streamlit keeps a script's own names, and so a release, after its run."""
    try:
        release, problem = opened.current()
    except ReleaseError as error:
        navigation.opened(None)
        banner.no_release(error)
        return
    in_meeting = meeting.asked()
    open_page = navigation.opened(release, seen=not in_meeting)
    page = open_page.page
    if problem:
        banner.problem(release.manifest)
    selection = filters.choose(release, () if in_meeting else page.follows)
    note_page(page.path or "summary", selection.place, release if page.compares and not in_meeting else None)
    if in_meeting:
        meeting.show(page_view.PageView(release, selection, page.path))
        return
    about = text.about(selection, page.follows)
    banner.strip(release.manifest, about)
    shown = page_view.PageView(release, selection, page.path)
    if page.shares:
        shown = replace(shown, shared=page.shares(shown))
    st.title(text.title(page.heading, about), anchor=False)
    page_view.show(shown)
    open_page.run()
    navigation.next_question(open_page)


frame()
