"""Decisions taken of what a question shows: written down, kept beside the releases, and read with the numbers since."""

from pimh_data.decisions.decision import AUTHOR, ERASED, PINNED, RETAINED_YEARS, WITHDRAWN, WORDS, Decision, Mark, amiss
from pimh_data.decisions.events import FILE, Held
from pimh_data.decisions.ledger import Ledger
from pimh_data.decisions.since import REMINDER, Since, since

__all__ = [
    "AUTHOR",
    "ERASED",
    "FILE",
    "PINNED",
    "REMINDER",
    "RETAINED_YEARS",
    "WITHDRAWN",
    "WORDS",
    "Decision",
    "Held",
    "Ledger",
    "Mark",
    "Since",
    "amiss",
    "since",
]
