"""Whether people are seen in proportion to need, by deprivation and by ethnic group."""

from pimh_data.questions.equity.core20 import core20_against_rest
from pimh_data.questions.equity.decile import seen_by_decile
from pimh_data.questions.equity.deprivation_by_ethnicity import core20_by_ethnic_group
from pimh_data.questions.equity.ethnic_code import seen_by_ethnic_code
from pimh_data.questions.equity.ethnic_group import seen_by_ethnic_group
from pimh_data.questions.equity.gap import gap_in_people
from pimh_data.questions.equity.need import share_beside_need
from pimh_data.questions.equity.pathway import pathway_side_by_side
from pimh_data.questions.equity.seen_by_dimension import seen_by
from pimh_data.questions.equity.slope import slope_by_deprivation

__all__ = [
    "core20_against_rest",
    "core20_by_ethnic_group",
    "gap_in_people",
    "pathway_side_by_side",
    "seen_by",
    "seen_by_decile",
    "seen_by_ethnic_code",
    "seen_by_ethnic_group",
    "share_beside_need",
    "slope_by_deprivation",
]
