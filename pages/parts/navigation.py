"""Which page is open: the navigation over all of them, the next of a group, the way from a former address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitAPIException

from pages.parts import text
from pages.parts.pages import PAGES, SECTION_KEYS, PageOf, first_of
from pimh_data.release import Release


@dataclass(frozen=True)
class OpenPage:
    """The page that is open, and how Streamlit calls it and the one after it in its group."""

    page: PageOf
    run: Callable[[], None]
    after: st.Page | None


def opened(release: Release | None, seen: bool = True) -> OpenPage:
    """Draw the navigation, if it is to be `seen`, and give the page that is open.

    An address of former times leads to the page it is for.
    """
    held = release.manifest.case_studies if release else ()
    there = tuple(page for page in PAGES if not page.case or page.case in held)
    pages = {
        page: st.Page(page.file, title=page.title, url_path=page.path or None, default=not page.path) for page in there
    }
    groups: dict[str, list[st.Page]] = {}
    for one, streamlits in pages.items():
        groups.setdefault(one.group, []).append(streamlits)
    chosen = st.navigation(groups, position="top" if seen else "hidden")
    page = next(one for one, streamlits in pages.items() if streamlits is chosen)
    st.set_page_config(page_title=page.in_tab, layout="wide")
    meant, rest, said = meaning(page, there, st.query_params.to_dict())
    run: Callable[[], None] = chosen.run
    if meant != page:
        try:
            st.switch_page(pages[meant], query_params=rest)
        except StreamlitAPIException:  # in a session whose filters are bound to its address it is shown where it is
            run = partial(_run, meant)
    elif said:
        st.html(text.notice(said))
        del st.query_params[SECTION_KEYS[page.group]]
    group = groups[page.group]
    following = group[group.index(pages[meant]) + 1 :] if page.group else []
    return OpenPage(meant, run, next(iter(following), None))


def _run(page: PageOf) -> None:
    path = Path(__file__).parents[1] / page.file
    exec(compile(path.read_bytes(), path.name, "exec"), {"__name__": "__main__"})  # noqa: S102 - our own page


def next_question(opened: OpenPage) -> None:
    """The way to the next page of the group, below what is shown; what is chosen goes along."""
    if opened.after is not None:
        st.page_link(opened.after, label=f"Next: {opened.after.title}")


def meaning(page: PageOf, there: Sequence[PageOf], asked: Mapping[str, str]) -> tuple[PageOf, dict[str, str], str]:
    """The page that an address means, what else it asks for, and a word on a section that there is not.

    Each group was one page: a section was named in its address, or only what the section lets choose.
    """
    group = [one for one in there if one.group == page.group]
    if page.group == "" or page != first_of(page.group):
        return page, dict(asked), ""
    key = SECTION_KEYS.get(page.group, "")
    rest = {name: value for name, value in asked.items() if name != key}
    if asked.get(key):
        found = next((one for one in group if one.formerly == asked[key]), None)
        return found or page, rest, "" if found else f"There is no “{asked[key]}” here; {page.title} is shown."
    chosen = (one for one in group if any(name in asked for name in one.chooses))
    return next(chosen, page), rest, ""
