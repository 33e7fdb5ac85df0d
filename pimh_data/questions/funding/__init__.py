"""What was paid for; what is lost if the money stops, where people would have to go, and what is not known."""

from pimh_data.questions.funding.allocated import allocated_and_spent
from pimh_data.questions.funding.capacity import waits_if_taken_on
from pimh_data.questions.funding.compare import side_by_side
from pimh_data.questions.funding.costs import costs
from pimh_data.questions.funding.coverage import coverage_lost
from pimh_data.questions.funding.destinations import destinations
from pimh_data.questions.funding.people import people_lost
from pimh_data.questions.funding.scenario import Scenario, choices
from pimh_data.questions.funding.unknown import not_known

__all__ = [
    "Scenario",
    "allocated_and_spent",
    "choices",
    "costs",
    "coverage_lost",
    "destinations",
    "not_known",
    "people_lost",
    "side_by_side",
    "waits_if_taken_on",
]
