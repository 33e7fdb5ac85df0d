"""Whether people are seen in proportion to need, by deprivation and by ethnic group."""

from functools import partial

from pimh_data.answer import KeepsGroups
from pimh_data.questions.equity.core20 import core20_against_rest
from pimh_data.questions.equity.decile import seen_by_decile
from pimh_data.questions.equity.deprivation_by_ethnicity import core20_by_ethnic_group
from pimh_data.questions.equity.ethnic_code import seen_by_ethnic_code
from pimh_data.questions.equity.ethnic_group import seen_by_ethnic_group
from pimh_data.questions.equity.gap import gap_in_people
from pimh_data.questions.equity.missed import who_is_missed
from pimh_data.questions.equity.need import share_beside_need
from pimh_data.questions.equity.new_referrals import new_referrals
from pimh_data.questions.equity.pathway import SIDES, pathway_side_by_side
from pimh_data.questions.equity.seen_by_dimension import seen_by
from pimh_data.questions.equity.slope import slope_by_deprivation
from pimh_data.questions.kit.over import CHOSEN_YEAR, over_choices
from pimh_data.questions.question import Asking, Parameter, Question
from pimh_data.registry import cubes
from pimh_data.registry.deprivation import CORE20

ALSO_BY = (
    cubes.PARENT_ROLE.name,
    cubes.STAGE.name,
    cubes.AGE_BAND.name,
    cubes.NEED_GROUP.name,
    cubes.PLUS_GROUP.name,
    cubes.HUB.name,
)


def _groups(_: Asking) -> list[str]:
    return [name for members in SIDES.values() for name in members]


def _beside(asking: Asking) -> list[str]:
    """The other groups of the list that the first one is of."""
    one = asking.chosen["group"]
    return next([name for name in members if name != one] for members in SIDES.values() if one in members)


GROUP = Parameter("group", "group", _groups, lambda _: CORE20, into="one")
BESIDE = Parameter("beside", "group to set beside it", _beside, into="other")
OVER = Parameter(
    "over",
    "time to look over",
    lambda asking: over_choices(asking.release, asking.selection),
    lambda _: CHOSEN_YEAR,
)


IN_TWO = KeepsGroups("Two groups are compared here, whichever is chosen.")
IN_GROUPS = KeepsGroups("Everyone referred is counted here, by group, whichever is chosen.")
MARKED = KeepsGroups("All deciles are compared here; the chosen ones are marked.")
QUESTIONS = (
    Question("equity.core20", core20_against_rest, chart="ratio_by_year", keeps=IN_TWO),
    Question("equity.decile", seen_by_decile, chart="rate_by_decile", keeps=MARKED),
    Question("equity.ethnic_group", seen_by_ethnic_group, chart="representation"),
    Question("equity.missed", who_is_missed, (OVER,), chart="missed_table"),
    Question("equity.pathway", pathway_side_by_side, (GROUP, BESIDE), chart="pathway"),
    Question("equity.new_referrals", new_referrals, keeps=IN_GROUPS),
    Question("equity.share_of_need", share_beside_need, chart="share_and_need"),
    Question("equity.gap", gap_in_people, chart="gap_in_people"),
    Question("equity.slope", slope_by_deprivation, chart="slope_by_year"),
    Question("equity.core20_by_ethnic_group", core20_by_ethnic_group, chart="deprivation_by_ethnic_group"),
    Question("equity.ethnic_code", seen_by_ethnic_code, chart="ratio_by_category"),
    *(Question(f"equity.{by}", partial(seen_by, dimension=by), chart="share_by_member") for by in ALSO_BY),
)
