"""Change between first and last scores, as an evaluator asks: who is in it, what changed, for whom, compared fairly."""

from collections.abc import Sequence

from pimh_data.answer import Keeps, NoGroups
from pimh_data.questions.kit.over import over_choices
from pimh_data.questions.outcomes.changed import what_changed
from pimh_data.questions.outcomes.differences import differences
from pimh_data.questions.outcomes.for_whom import for_whom
from pimh_data.questions.outcomes.headline import headline
from pimh_data.questions.outcomes.in_use import measures_in_use
from pimh_data.questions.outcomes.missing import what_the_missing_could_do
from pimh_data.questions.outcomes.mood_and_relationship import mood_and_relationship
from pimh_data.questions.outcomes.national import beside_national
from pimh_data.questions.outcomes.national_scores import scores_beside_national
from pimh_data.questions.outcomes.outcome_definition import (
    IN_ADDRESS,
    DefinitionOptions,
    definition_options,
)
from pimh_data.questions.outcomes.recovered import recovered
from pimh_data.questions.outcomes.scores import first_and_last
from pimh_data.questions.outcomes.service_measures import services_and_measures, usual_over
from pimh_data.questions.outcomes.services import services_compared
from pimh_data.questions.outcomes.severity import severity
from pimh_data.questions.outcomes.warmth import warmth_and_invasion
from pimh_data.questions.outcomes.who import who_is_in_it
from pimh_data.questions.question import Asking, Parameter, Question, keeping


def _known(asking: Asking) -> DefinitionOptions:
    return definition_options(asking.release, asking.selection)


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
OVER = Parameter(
    "services_over",
    "time to look over",
    lambda asking: over_choices(asking.release, asking.selection),
    lambda asking: usual_over(asking.release, asking.selection),
    into="over",
)
QUESTIONS = (
    Question("outcomes.headline", headline, DEFINITION, chart="improved_on_card"),
    Question("outcomes.change", what_changed, DEFINITION, chart="scores_counted"),
    Question("outcomes.scores", first_and_last, DEFINITION, chart="score_scale"),
    Question("outcomes.recovery", recovered, DEFINITION, chart="recovery"),
    Question("outcomes.severity", severity, DEFINITION, chart="severity"),
    Question("outcomes.who", who_is_in_it, DEFINITION, chart="two_scores"),
    Question("outcomes.missing", what_the_missing_could_do, DEFINITION, chart="missing"),
    Question("outcomes.for_whom", for_whom, DEFINITION, chart="improved_by_group"),
    Question("outcomes.differences", differences, DEFINITION, chart="differences"),
    Question("outcomes.services", services_compared, DEFINITION, chart="services_funnel"),
    Question("outcomes.service_measures", services_and_measures, (*DEFINITION, OVER), chart="measures_table"),
    Question("outcomes.together", mood_and_relationship, DEFINITION, chart="mood_and_bond"),
    Question("outcomes.warmth", warmth_and_invasion, DEFINITION, chart="warmth_and_invasion"),
    Question(
        "outcomes.measures",
        measures_in_use,
        DEFINITION,
        keeps=NoGroups("Everyone is counted: which measures are in use does not depend on deprivation."),
    ),
    *keeping(
        Keeps("Everyone is counted: the published figures are of everyone."),
        Question("outcomes.national", beside_national, DEFINITION, chart="share_ranges_beside"),
        Question("outcomes.national_scores", scores_beside_national, DEFINITION, chart="start_and_end"),
    ),
)
