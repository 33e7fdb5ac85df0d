"""The questions on outcomes by their keys; all let the definition of change be chosen. Declares only."""

from collections.abc import Sequence

from pimh_data.questions import outcomes
from pimh_data.questions.outcomes.outcome_definition import IN_ADDRESS, DefinitionOptions
from pimh_data.questions.question import Asking, Parameter, Question


def _known(asking: Asking) -> DefinitionOptions:
    return outcomes.definition_options(asking.release, asking.selection)


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
QUESTIONS = (
    Question("outcomes.headline", outcomes.headline, DEFINITION, chart="improved_on_card"),
    Question("outcomes.change", outcomes.what_changed, DEFINITION, chart="scores_counted"),
    Question("outcomes.scores", outcomes.first_and_last, DEFINITION, chart="score_scale"),
    Question("outcomes.recovery", outcomes.recovered, DEFINITION, chart="recovery"),
    Question("outcomes.severity", outcomes.severity, DEFINITION, chart="severity"),
    Question("outcomes.who", outcomes.who_is_in_it, DEFINITION, chart="two_scores"),
    Question("outcomes.missing", outcomes.what_the_missing_could_do, DEFINITION, chart="missing"),
    Question("outcomes.for_whom", outcomes.for_whom, DEFINITION, chart="improved_by_group"),
    Question("outcomes.differences", outcomes.differences, DEFINITION, chart="differences"),
    Question("outcomes.services", outcomes.services_compared, DEFINITION, chart="services_funnel"),
    Question("outcomes.together", outcomes.mood_and_relationship, DEFINITION, chart="mood_and_bond"),
    Question("outcomes.warmth", outcomes.warmth_and_invasion, DEFINITION, chart="warmth_and_invasion"),
    Question("outcomes.measures", outcomes.measures_in_use, DEFINITION),
    Question("outcomes.national", outcomes.beside_national, DEFINITION, chart="start_and_end"),
)
