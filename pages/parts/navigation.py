"""Which page is open: the navigation over all of them, the questions of a group, the way from a former address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts import text
from pages.parts.pages import PAGES, PageOf, first_of
from pimh_data.release import Release


QUESTION, ASKED = "question", "asked"  # the row of questions in the session, and what was just chosen of it


@dataclass(frozen=True)
class OpenPage:
    """The page that is open, how Streamlit calls it, and the pages that there are with this release."""

    page: PageOf
    run: st.Page
    there: tuple[PageOf, ...]


def opened(release: Release | None) -> OpenPage:
    """Draw the navigation and give the page that is open. An address of former times leads to the page it is for."""
    held = release.manifest.case_studies if release else ()
    there = tuple(page for page in PAGES if not page.cases or any(case in held for case in page.cases))
    pages = {
        page: st.Page(page.file, title=page.title, url_path=page.path or None, default=not page.path) for page in there
    }
    groups: dict[str, list[st.Page]] = {}
    for page, run in pages.items():
        groups.setdefault(page.group, []).append(run)
    chosen = st.navigation(groups, position="top")
    page = next(page for page, run in pages.items() if run is chosen)
    st.set_page_config(page_title=page.in_tab, layout="wide")
    meant, rest, said = meaning(page, there, st.query_params.to_dict())
    asked = st.session_state.pop(ASKED, "")
    meant = next((one for one in there if one.group == page.group and one.title == asked), meant)
    if meant != page:
        st.switch_page(pages[meant], query_params=rest)
    for name in st.query_params.to_dict().keys() - rest.keys():
        del st.query_params[name]
    if said:
        st.html(text.notice(said))
    return OpenPage(page, chosen, there)


def questions(opened: OpenPage) -> None:
    """The questions of the group that is open, in a row, so that the next one is a step away; what is chosen goes along."""
    group = [page.title for page in opened.there if page.group == opened.page.group]
    if not opened.page.group:
        return

    def ask() -> None:
        st.session_state[ASKED] = st.session_state[QUESTION]

    st.session_state[QUESTION] = opened.page.title  # whatever led here
    st.segmented_control(
        "Question", group, required=True, key=QUESTION, on_change=ask, label_visibility="collapsed", wrap=True
    )


def meaning(page: PageOf, there: Sequence[PageOf], asked: Mapping[str, str]) -> tuple[PageOf, dict[str, str], str]:
    """The page that an address means, what else it asks for, and a word on a section that there is not.

    Each group was one page: a section was named in its address, or only what the section lets choose.
    """
    group = [one for one in there if one.group == page.group]
    if page.group == "" or page != first_of(page.group):
        return page, dict(asked), ""
    named = {one.formerly: one for one in group if one.formerly}
    key = next((key for key, _ in named), "")
    rest = {name: value for name, value in asked.items() if name != key}
    if key in asked:
        said = "" if (key, asked[key]) in named else f"There is no “{asked[key]}” here; {page.title} is shown."
        return named.get((key, asked[key]), page), rest, said
    chosen = (one for one in group if any(name in asked for name in one.chooses))
    return next(chosen, page), rest, ""
