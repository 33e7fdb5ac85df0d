"""How much need there is, who is seen beside it, and what the published figures of need come to when recomputed."""

from pimh_data.questions.need.coverage import coverage_by_deprivation, coverage_by_place
from pimh_data.questions.need.ethnicity import published_ethnicity_rows, sheffield_ethnicity
from pimh_data.questions.need.models import need_by_model, need_in_risk_groups, sliders
from pimh_data.questions.need.share import ShareOfNeed, share_of_need
from pimh_data.questions.need.sheffield import sheffield_side_by_side
from pimh_data.questions.need.table_4 import table_4
from pimh_data.questions.need.thrive import need_by_thrive_level
from pimh_data.questions.need.who import who_needs_to_know

__all__ = [
    "ShareOfNeed",
    "coverage_by_deprivation",
    "coverage_by_place",
    "need_by_model",
    "need_by_thrive_level",
    "need_in_risk_groups",
    "published_ethnicity_rows",
    "share_of_need",
    "sheffield_ethnicity",
    "sheffield_side_by_side",
    "sliders",
    "table_4",
    "who_needs_to_know",
]
