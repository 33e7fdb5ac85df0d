"""The questions on outcomes by their keys; all let the definition of change be chosen. Declares only."""

from collections.abc import Sequence

from pimh_data.questions import outcomes
from pimh_data.questions.outcomes.chosen import IN_ADDRESS, Options
from pimh_data.questions.question import Asking, Parameter, Question


def _known(asking: Asking) -> Options:
    return outcomes.options(asking.release, asking.selection)


def _pairings(asking: Asking) -> Sequence[str]:
    known = _known(asking)
    return known.pairings if known.measures else ()


def _changes(asking: Asking) -> Sequence[str]:
    return _known(asking).changes.get(asking.chosen.get(IN_ADDRESS["measure"], ""), ())


def _courses(asking: Asking) -> Sequence[str]:
    return _known(asking).courses(asking.chosen.get(IN_ADDRESS["pairing"], ""))


DEFINITION = (
    Parameter(
        IN_ADDRESS["measure"],
        "measure with scores there",
        lambda asking: _known(asking).measures,
        lambda asking: _known(asking).default,
        into="measure",
    ),
    Parameter(IN_ADDRESS["pairing"], "pairing rule", _pairings),
    Parameter(IN_ADDRESS["reliable_change"], "reliable change of that measure", _changes),
    Parameter(IN_ADDRESS["courses"], "choice of courses with that rule", _courses),
)
QUESTIONS = tuple(
    Question(f"outcomes.{name}", ask, DEFINITION)
    for name, ask in {
        "headline": outcomes.headline,
        "change": outcomes.what_changed,
        "scores": outcomes.first_and_last,
        "recovery": outcomes.recovered,
        "severity": outcomes.severity,
        "who": outcomes.who_is_in_it,
        "missing": outcomes.what_the_missing_could_do,
        "for_whom": outcomes.for_whom,
        "differences": outcomes.differences,
        "services": outcomes.services_compared,
        "together": outcomes.mood_and_relationship,
        "warmth": outcomes.warmth_and_invasion,
        "measures": outcomes.measures_in_use,
        "national": outcomes.beside_national,
    }.items()
)
