"""Decisions taken of what a question shows: written down, kept beside the releases, and read with the numbers since."""

from pimh_data.decisions.decision import AUTHOR, RETAINED_YEARS, WORDS, Decision, amiss
from pimh_data.decisions.events import FILE, Written
from pimh_data.decisions.ledger import Ledger
from pimh_data.decisions.since import REMINDER, AsItStood, Since, since

__all__ = [
    "AUTHOR",
    "FILE",
    "REMINDER",
    "RETAINED_YEARS",
    "WORDS",
    "AsItStood",
    "Decision",
    "Ledger",
    "Since",
    "Written",
    "amiss",
    "since",
]
