"""Turns the text of numbers and of value notes into numbers and states. A blank is never a zero."""

import re

import pandas as pd

from pimh_data.secure.ingest import fingertips_form as form

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
    """Numbers (float64, NaN where blank) and which texts are no number (bool). `9,352,586` is a number; `*` is not."""
    unique = text.unique()
    parsed = {t: float(t.replace(",", "")) for t in unique if _NUMBER.fullmatch(t)}
    wrong = {t for t in unique if t not in BLANKS and t not in parsed}
    return text.map(parsed).astype("float64"), text.isin(wrong)


def value_state(value: pd.Series, note: pd.Series) -> pd.Series:
    """The state of each row: shown where there is a value, else the reason that the note gives for the blank."""
    reasons = {"": form.NO_DATA}
    for text in note.unique():
        if text:
            matches = (state for state, pattern in _REASONS if re.search(pattern, text, re.IGNORECASE))
            reasons[text] = next(matches, form.NOTED)
    return note.map(reasons).astype("str").where(value.isna(), form.SHOWN)
