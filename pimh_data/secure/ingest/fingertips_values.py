"""Turns the text of numbers and of value notes into numbers and states. A blank is never a zero."""

import re

import pandas as pd

from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.marks import mark_state

# R writes NA and SQL tools NULL where a download has nothing.
BLANKS = ("", "NA", "NULL", "NaN")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
_REASONS = (
    (form.SUPPRESSED, r"suppress|disclos"),
    (form.COMBINED, r"combined|merged with|included (in|with)"),
    (form.QUALITY, r"data quality|quality reason|reliab|incomplete"),
    (form.SMALL, r"small|too few|insufficient"),
    (form.NOT_AVAILABLE, r"missing|not available|unavailable|not published|not collected|cannot be|excluded|no data"),
)


def as_numbers(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Numbers (float64, NaN where blank or a mark such as `*`), and which texts are neither (bool). `9,352` is one."""
    unique = text.unique()
    parsed = {t: float(t.replace(",", "")) for t in unique if _NUMBER.fullmatch(t)}
    wrong = {t for t in unique if t not in BLANKS and t not in parsed and not mark_state(t)}
    return text.map(parsed).astype("float64"), text.isin(wrong)


def value_state(value: pd.Series, note: pd.Series, printed: pd.Series | None = None) -> pd.Series:
    """The state of each row: shown where there is a value, else the reason given by the mark in its place or its note.

    `printed`: the value's text. A note says more than a mark that gives no reason.
    """
    reasons = {"": form.NO_DATA}
    for text in note.unique():
        if text:
            matches = (state for state, pattern in _REASONS if re.search(pattern, text, re.IGNORECASE))
            reasons[text] = next(matches, mark_state(text) or form.NOTED)
    state = note.map(reasons).astype("str")
    if printed is not None:
        marked = printed.map({text: mark_state(text) for text in printed.unique()})
        tells = marked.isin([form.SUPPRESSED, form.SMALL, form.QUALITY]) | ((marked != "") & (note == ""))
        state = marked.astype("str").where(tells, state)
    return state.where(value.isna(), form.SHOWN)
