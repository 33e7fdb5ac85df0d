"""The meeting view (?view=meeting): one question a screen in large type, next and back by keyboard or clicker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.parts import banner, cards, changes, decided, links, panel, text
from pages.parts.page_view import PageView
from pimh_data.answer import Answer
from pimh_data.briefing.sentences import in_sentences
from pimh_data.briefing.summary import four
from pimh_data.charts.drawing import Drawing

VIEW, SCREEN, MEETING = "view", "screen", "meeting"
PATHWAY, PATHWAY_CHART = "equity.pathway", "pathway_in_meeting"
LINES = 2  # of what stands beside a verdict: who sits at the back reads no more


@dataclass(frozen=True)
class Screen:
    """One question: what is said and stands beside it, its chart; or what draws it. `large`: drawn for a room."""

    question: str
    said: str = ""
    beside: Sequence[str] = ()
    answer: Answer | None = None
    drawn: Drawing | None = None
    large: bool = False
    draws: Callable[[], None] | None = None


def asked() -> bool:
    """Whether the address asks for the meeting view."""
    return st.query_params.get(VIEW) == MEETING


def address(shown: PageView) -> str:
    """Of the meeting view of what is shown, from the Summary."""
    return f".?{urlencode({**links.not_usual(shown), VIEW: MEETING}, safe='/')}"


def show(shown: PageView) -> None:
    """The screen that the address names, the way to the next and the last, and whose numbers they are."""
    screens = _screens(shown)
    number = _number(len(screens))
    screen = screens[number - 1]
    with st.container(key="meeting"):
        st.title(text.plain(screen.question), anchor=False)
        lines = "".join(text.paragraph(line, "beside") for line in screen.beside[:LINES])
        if screen.said:
            st.html(text.paragraph(screen.said, "said"))
        if screen.drawn is not None and screen.answer is not None:
            key = panel.key(screen.answer, "chart")
            with st.container(key="meeting-large" if screen.large else "meeting-wide"):
                st.vega_lite_chart(spec=screen.drawn.bound(), alt=screen.drawn.alt, theme=None, key=key)
        if lines:
            st.html(lines)
        if screen.draws:
            screen.draws()
    with st.container(key="meeting-foot", horizontal=True):
        st.html(_foot(shown, number, len(screens)))
        back, after = number > 1, number < len(screens)
        st.button(
            "Back", shortcut="PageUp", on_click=_go, args=(-1, len(screens)), disabled=not back, key="meeting-back"
        )
        st.button(
            "Next", shortcut="PageDown", on_click=_go, args=(1, len(screens)), disabled=not after, key="meeting-next"
        )


def _screens(shown: PageView) -> list[Screen]:
    answers = dict(zip(cards.ASKED, shown.answers(*cards.ASKED), strict=True))
    verdicts = [
        Screen(one.question, one.said, one.beside, one.answer, cards.drawing(one.answer)) for one in four(answers)
    ]
    path = shown.answer(PATHWAY)
    first, *rest = in_sentences(text.said(path))
    lost = Screen("Where are families lost?", first, rest, path, panel.drawing(path, PATHWAY_CHART), large=True)
    return [
        *verdicts[:2],
        lost,
        *verdicts[2:],
        Screen("What changed since the year before?", draws=lambda: changes.show(answers, headed=False)),
        Screen("What was decided?", draws=lambda: decided.of_place(shown, headed=False)),
    ]


def _number(screens: int) -> int:
    """The screen of the address, counted from 1; the first where it names none that there is."""
    named = st.query_params.get(SCREEN, "1")
    return int(named) if named.isascii() and named.isdigit() and 1 <= int(named[:4]) <= screens else 1


def _go(step: int, screens: int) -> None:
    # From where the address is by now: a clicker pressed twice goes on by two.
    st.query_params[SCREEN] = str(min(max(_number(screens) + step, 1), screens))


def _foot(shown: PageView, number: int, screens: int) -> str:
    about = text.about(shown.selection)
    said = " · ".join((about, *(words for words, _ in banner.whose_data(shown.release.manifest))))
    leave = (
        f'<a href=".?{escape(urlencode(links.not_usual(shown), safe="/"))}" target="_self">Leave the meeting view</a>'
    )
    return (
        f'<p class="foot" role="note" aria-label="About the data">{escape(said)} · {number} of {screens} · {leave}</p>'
    )
