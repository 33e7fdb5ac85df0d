"""Says of an Answer that it is not shown to whoever asks. Decides nothing."""

from dataclasses import replace

from pimh_data.answer import WITHHELD, Answer, Evidence, Finding, Headline
from pimh_data.questions import words
from pimh_data.questions.evidence import NOTHING_HIDDEN


def withheld(answer: Answer, why: str, said: str = "") -> Answer:
    """The same, whose finding and card are that it is not shown. `said`: the whole finding; else `why`, after what it
    is of.
    """
    text = said or f"{words.subject(answer.selection)}: {words.lower_first(why)}"
    headline = answer.headline and Headline(answer.headline.label, WITHHELD, "")
    return replace(answer, finding=Finding(text, WITHHELD), headline=headline)


def beside(evidence: Evidence, why: str) -> Evidence:
    """The evidence, with why beside what is hidden."""
    hidden = why if evidence.hidden == NOTHING_HIDDEN else f"{evidence.hidden} {why}"
    return replace(evidence, hidden=hidden)
