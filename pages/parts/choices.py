"""A filter of one page, bound to the address under its key, and a word on a value that cannot be shown."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from pages.parts import page_view, text
from pimh_data.questions.address import question
from pimh_data.questions.question import Asking, Numbers

Width = int | Literal["stretch"]
Choices = dict[str, str]  # a name in the address -> what is chosen


def of(shown: page_view.PageView, key: str, name: str, label: str, width: Width = 320, **before: str) -> str:
    """The select box of what a question lets choose under that name, with its values; what is chosen.

    `before`: what was chosen already, where the values depend on it.
    """
    parameter = next(one for one in question(key).parameters if one.name == name)
    asking = Asking(shown.release, shown.selection, before)
    values = parameter.values(asking)
    if isinstance(values, Numbers):
        raise TypeError(f"{name} of {key} is a number: a slider lets it be chosen, not a select box")
    return choose(name, label, values, parameter.default(asking), width)


def choose(key: str, label: str, options: Sequence[str], default: str, width: Width = 320) -> str:
    """Draw one select box and give what is chosen. An unknown value of the address is named and falls back.

    `width`: in pixels, or "stretch" for one of several in a row.
    """
    # Streamlit replaces an unknown value of the address without a word: it is read before the filter is drawn.
    asked = default if key in st.session_state else st.query_params.get(key, default)
    if st.session_state.get(key, default) not in options:
        st.session_state[key] = default  # another filter no longer allows it
    chosen = st.selectbox(label, options, index=list(options).index(default), key=key, bind="query-params", width=width)
    if asked not in options:
        st.html(text.notice(f"There is no {label.lower()} “{asked}” here; {chosen} is shown."))
    return chosen
