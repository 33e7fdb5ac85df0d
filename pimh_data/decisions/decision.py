"""A decision: what was agreed, by whom and when, at which question and number. What may not be written into one."""

import datetime as dt
import unicodedata
from dataclasses import dataclass, replace

from pimh_data.identifiers import holds_e_mail, holds_nhs_number

PINNED, WITHDRAWN, ERASED = "pinned", "withdrawn", "erased"
WORDS, AUTHOR, WHY = 400, 80, 200  # characters at most
RETAINED_YEARS = 6  # (verify) as the minutes of a working group; a site may keep its decisions for longer or shorter
JOINERS = "\u200c\u200d"  # some scripts need them; nothing else that is not seen belongs into a sentence


@dataclass(frozen=True)
class Mark:
    """That a decision was withdrawn, or its words erased: when, by whom and why."""

    at: dt.datetime
    by: str
    why: str


@dataclass(frozen=True)
class Decision:
    """What was agreed of one question's number.

    `address`: where the Answer is found again; `title`, `period`, `release`, `value` (its large figure, '' where it has
    none) and `finding`: as they stood then. `words`: '' once erased. `others`: the other Places that the Answer told
    of, as `told_of` names them; None where nobody wrote them down.
    """

    id: str
    at: dt.datetime
    by: str
    words: str
    address: str
    title: str
    place: str
    period: str
    release: str
    value: str
    finding: str
    others: frozenset[str] | None = None
    withdrawn: Mark | None = None
    erased: Mark | None = None

    def marked(self, event: str, mark: Mark) -> "Decision":
        """The same, withdrawn or erased."""
        return replace(self, withdrawn=mark) if event == WITHDRAWN else replace(self, erased=mark, words="")

    def over_age(self, today: dt.date, years: int = RETAINED_YEARS) -> bool:
        """Whether it has been kept for as long as decisions are."""
        at = self.at.date()
        return (today.year - at.year) - ((today.month, today.day) < (at.month, at.day)) >= years


def amiss(what: str, text: str, most: int) -> list[str]:
    """Everything for which a text may not be written down, a sentence each. `what`: 'The decision', 'The name'."""
    wrong = []
    if not text.strip():
        wrong.append(f"{what} is empty: fill it in.")
    if len(text) > most:
        wrong.append(f"{what} has {len(text):,} characters: at most {most}.")
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and c not in JOINERS for c in text):
        wrong.append(f"{what} holds characters that cannot be seen: write it in one line, as plain text.")
    if holds_nhs_number(text):
        wrong.append(f"{what} holds what may be an NHS number: no names, no cases.")
    if holds_e_mail(text):
        wrong.append(f"{what} holds an e-mail address: no names, no cases.")
    return wrong
