"""A finding taken apart into its sentences, for whoever says only some of them. Says nothing of its own."""

import re

from pimh_data.answer import WITHOUT_VALUE, Answer, Selection
from pimh_data.registry.cubes import ALL_SERVICES

NOT_THERE = WITHOUT_VALUE  # grades of a finding that has no number
OFFERED = ". It is shown for "
NO_LARGER_VIEW = " No larger view of this release shows it."


def without_subject(answer: Answer) -> str:
    """What the finding says, without what it is about."""
    # Who is counted in place of the chosen group stays: 'everyone: 6 services end ...'.
    subject = subject_of(answer.selection)
    said = answer.finding.text.removeprefix(subject).removeprefix(f"{subject.removesuffix(': ')}, ")
    return said.removesuffix(NO_LARGER_VIEW)


def subject_of(selection: Selection) -> str:
    """'Sheffield, Light peer support, 2023/24: ', with which every finding opens."""
    service = () if selection.service == ALL_SERVICES else (selection.service,)
    return f"{', '.join((selection.place, *service, selection.year))}: "


def first_sentence(answer: Answer) -> str:
    """The first sentence of the finding. Where else a hidden number is shown stands on its panel."""
    said = without_subject(answer).split(OFFERED)[0]
    return capital(in_sentences(said)[0].removesuffix(".")) + "."


def after_first(answer: Answer) -> str:
    """What the finding says after its first sentence; '' where its number is not there."""
    if answer.finding.grade in NOT_THERE:
        return ""
    return " ".join(in_sentences(without_subject(answer))[1:])


def in_sentences(said: str) -> list[str]:
    """The sentences of a finding, each with its full stop."""
    return re.split(r"(?<=\.) (?=[A-Z£\d])", said) if said else []


def capital(sentence: str) -> str:
    """The same with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def small(sentence: str) -> str:
    """The same without one, to stand within another."""
    return sentence[:1].lower() + sentence[1:]
