"""How much need there is under the published models, and who is seen beside it."""

from pimh_data.questions.need.coverage import coverage_by_deprivation, coverage_by_place
from pimh_data.questions.need.models import need_by_model, need_in_risk_groups, sliders
from pimh_data.questions.need.share import ShareOfNeed, share_of_need
from pimh_data.questions.need.thrive import need_by_thrive_level
from pimh_data.questions.need.who import who_needs_to_know

__all__ = [
    "ShareOfNeed",
    "coverage_by_deprivation",
    "coverage_by_place",
    "need_by_model",
    "need_by_thrive_level",
    "need_in_risk_groups",
    "share_of_need",
    "sliders",
    "who_needs_to_know",
]
