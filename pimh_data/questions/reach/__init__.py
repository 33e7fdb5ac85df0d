"""How much of the need is met, how fast, and whether it is changing."""

from pimh_data.questions.reach.access import national_access
from pimh_data.questions.reach.caseload import caseload
from pimh_data.questions.reach.closures import closure_reasons
from pimh_data.questions.reach.curve import waits_curve
from pimh_data.questions.reach.decisions import decisions
from pimh_data.questions.reach.drop_out import drop_out_by_decile, drop_out_by_ethnic_group
from pimh_data.questions.reach.missed import missed_by_decile, missed_by_ethnic_group
from pimh_data.questions.reach.months import people_by_month
from pimh_data.questions.reach.people_seen import people_seen
from pimh_data.questions.reach.place_measures import PLACE_MEASURES
from pimh_data.questions.reach.places import by_place
from pimh_data.questions.reach.six_weeks import (
    seen_within_eighteen_weeks,
    seen_within_six_weeks,
    seen_within_two_weeks,
)
from pimh_data.questions.reach.sources import referral_sources
from pimh_data.questions.reach.still_waiting import still_waiting
from pimh_data.questions.reach.target import against_target
from pimh_data.questions.reach.waits_by_group import waits_by_deprivation

__all__ = [
    "PLACE_MEASURES",
    "against_target",
    "by_place",
    "caseload",
    "closure_reasons",
    "decisions",
    "drop_out_by_decile",
    "drop_out_by_ethnic_group",
    "missed_by_decile",
    "missed_by_ethnic_group",
    "national_access",
    "people_by_month",
    "people_seen",
    "referral_sources",
    "seen_within_eighteen_weeks",
    "seen_within_six_weeks",
    "seen_within_two_weeks",
    "still_waiting",
    "waits_by_deprivation",
    "waits_curve",
]
