"""What questions are written with: measures, layouts, estimates, and the way from no data to a sentence."""

from pimh_data.questions.evidence import EXTRACT, STATE
from pimh_data.questions.kit.answering import answer, by_group, composed, hidden_rows
from pimh_data.questions.kit.estimate import (
    UNKNOWN,
    Estimated,
    Limits,
    Ranged,
    difference_of_shares,
    first_missing,
    state_of,
    values,
)
from pimh_data.questions.kit.portion import NOTHING, Portion, shares_of
from pimh_data.questions.kit.telling import Said, Telling

__all__ = [
    "EXTRACT",
    "NOTHING",
    "STATE",
    "UNKNOWN",
    "Estimated",
    "Limits",
    "Portion",
    "Ranged",
    "Said",
    "Telling",
    "answer",
    "by_group",
    "composed",
    "difference_of_shares",
    "first_missing",
    "hidden_rows",
    "shares_of",
    "state_of",
    "values",
]
