"""The questions on equity by their keys, with what each lets choose. Declares; works out no numbers."""

from functools import partial

from pimh_data.questions import equity
from pimh_data.questions.equity.pathway import SIDES
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


QUESTIONS = (
    Question("equity.core20", equity.core20_against_rest, chart="ratio_by_year"),
    Question("equity.decile", equity.seen_by_decile, chart="rate_by_decile"),
    Question("equity.ethnic_group", equity.seen_by_ethnic_group, chart="representation"),
    Question("equity.pathway", equity.pathway_side_by_side, (GROUP, BESIDE), chart="pathway"),
    Question("equity.share_of_need", equity.share_beside_need, chart="share_and_need"),
    Question("equity.gap", equity.gap_in_people, chart="gap_in_people"),
    Question("equity.slope", equity.slope_by_deprivation, chart="slope_by_year"),
    Question("equity.core20_by_ethnic_group", equity.core20_by_ethnic_group, chart="deprivation_by_ethnic_group"),
    Question("equity.ethnic_code", equity.seen_by_ethnic_code, chart="ratio_by_category"),
    *(Question(f"equity.{by}", partial(equity.seen_by, dimension=by), chart="share_by_member") for by in ALSO_BY),
)
