"""What ends if the money stops: one scenario, or two side by side, in the address, for the pages that ask about it."""

from collections.abc import Mapping

import streamlit as st

from pages.parts import choices, panel, text
from pages.parts.choices import Choices
from pages.parts.page_view import PageView
from pimh_data.answer import WITHHELD, Answer, Selection
from pimh_data.questions.funding import NOTHING, Scenario

ENDS, BESIDE = "ends", "other"
PART = "{}-percent"  # of its capacity


def choose(shown: PageView) -> Choices:
    """Draw both scenarios; gives what is chosen by its name in the address."""
    with st.container(horizontal=True, gap="medium", key="filters-scenario"):
        return _choose(shown, ENDS, "What ends") | _choose(shown, BESIDE, "Beside it")


def apart(chosen: Mapping[str, str]) -> tuple[Choices, Choices]:
    """The choices of the one scenario, and of the other."""
    one, other = ({name: chosen[name] for name in (key, PART.format(key)) if name in chosen} for key in (ENDS, BESIDE))
    return one, other


def asked(selection: Selection, one: Choices) -> Scenario:
    """The scenario of these choices."""
    return Scenario(selection.place, selection.year, (one[ENDS],), int(one[PART.format(ENDS)]))


def show_if_brought(answer: Answer, heading: str) -> None:
    """The panel; where what it needs was not brought, the sentence that says so."""
    if answer.finding.grade not in ("no data", WITHHELD) and not answer.table.empty:
        panel.show(answer, heading)
    else:
        panel.head(answer, heading)
        st.html(panel.keeps(answer) + text.paragraph(answer.finding.text, "finding"))


def _choose(shown: PageView, key: str, label: str) -> Choices:
    """What ends, and how much of its capacity."""
    chosen = choices.of(shown, "funding.compare", key, label)
    if chosen == NOTHING:
        return {key: chosen}
    part = PART.format(key)
    percent = st.slider("Part of its capacity (%)", 10, 100, 100, 10, key=part, bind="query-params", width=220)
    return {key: chosen, part: str(percent)}
