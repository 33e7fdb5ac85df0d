"""Change between first and last scores, as an evaluator asks: who is in it, what changed, for whom, compared fairly."""

from pimh_data.questions.outcomes.changed import what_changed
from pimh_data.questions.outcomes.differences import differences
from pimh_data.questions.outcomes.for_whom import for_whom
from pimh_data.questions.outcomes.headline import headline
from pimh_data.questions.outcomes.in_use import measures_in_use
from pimh_data.questions.outcomes.missing import what_the_missing_could_do
from pimh_data.questions.outcomes.mood_and_relationship import mood_and_relationship
from pimh_data.questions.outcomes.national import beside_national
from pimh_data.questions.outcomes.outcome_definition import check_definition, definition_options, definitions_in_words
from pimh_data.questions.outcomes.recovered import recovered
from pimh_data.questions.outcomes.scores import first_and_last
from pimh_data.questions.outcomes.services import services_compared
from pimh_data.questions.outcomes.severity import severity
from pimh_data.questions.outcomes.warmth import warmth_and_invasion
from pimh_data.questions.outcomes.who import who_is_in_it

__all__ = [
    "beside_national",
    "check_definition",
    "definition_options",
    "definitions_in_words",
    "differences",
    "first_and_last",
    "for_whom",
    "headline",
    "measures_in_use",
    "mood_and_relationship",
    "recovered",
    "services_compared",
    "severity",
    "warmth_and_invasion",
    "what_changed",
    "what_the_missing_could_do",
    "who_is_in_it",
]
