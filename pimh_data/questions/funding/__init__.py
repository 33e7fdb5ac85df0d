"""What was paid for; what is lost if the money stops, where people would have to go, and what is not known."""

from collections.abc import Callable
from dataclasses import replace

from pimh_data.answer import Answer, Keeps, NoGroups, Selection
from pimh_data.questions.funding.allocated import BY, allocated_and_spent
from pimh_data.questions.funding.capacity import waits_if_taken_on
from pimh_data.questions.funding.compare import side_by_side
from pimh_data.questions.funding.costs import costs
from pimh_data.questions.funding.coverage import coverage_lost
from pimh_data.questions.funding.destinations import destinations
from pimh_data.questions.funding.ends import what_ends
from pimh_data.questions.funding.people import people_lost
from pimh_data.questions.funding.scenario import Scenario, choices
from pimh_data.questions.question import Asking, Numbers, Parameter, Question, keeping
from pimh_data.release import Release

NOTHING = "Nothing beside it"
CAPACITY = Numbers(10, 100, 100)  # per cent


def _held(asking: Asking) -> tuple[str, ...]:
    return choices(asking.release, asking.selection.place)


def _usual(asking: Asking) -> str:
    """The service that is chosen, else what stands first."""
    held = _held(asking)
    return asking.selection.service if asking.selection.service in held[:-1] else held[0]


def _percent(name: str) -> Parameter:
    return Parameter(f"{name}-percent", "part of its capacity", lambda _: CAPACITY, into=f"{name}_percent", read=int)


ENDS = (Parameter("ends", "service or bundle that may end", _held, _usual), _percent("ends"))
OTHER = (Parameter("other", "service or bundle to set beside it", _held), _percent("other"))
BESIDE = (replace(OTHER[0], values=lambda asking: (NOTHING, *_held(asking))), OTHER[1])


def _scenario(selection: Selection, name: str, percent: int) -> Scenario:
    return Scenario(selection.place, selection.year, (name,), percent)


def _if_it_ends(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    def asked(release: Release, selection: Selection, ends: str, ends_percent: int) -> Answer:
        return ask(release, _scenario(selection, ends, ends_percent))

    return asked


def _beside(release: Release, selection: Selection, other: str, other_percent: int) -> Answer:
    """People lost in the other scenario, under a key of its own: both stand on one page."""
    return replace(people_lost(release, _scenario(selection, other, other_percent)), key="funding.people_beside")


def _compare(
    release: Release, selection: Selection, ends: str, ends_percent: int, other: str, other_percent: int
) -> Answer:
    asked = [(ends, ends_percent), *([] if other == NOTHING else [(other, other_percent)])]
    return side_by_side(release, tuple(_scenario(selection, *one) for one in asked))


MONEY = NoGroups("Everyone is meant: money has no deprivation group.")
NOT_BY_GROUP = NoGroups("What ends is not worked out for one deprivation group: its people are everyone's.")
MONEY_BY = Parameter("money-by", "thing to break money down by", lambda _: tuple(BY), into="by")
QUESTIONS = keeping(
    Keeps("Everyone is counted: what ends is not worked out for one deprivation group."),
    Question("funding.ends", what_ends, keeps=NOT_BY_GROUP),
    Question("funding.people", _if_it_ends(people_lost), ENDS, chart="scenario"),
    Question("funding.people_beside", _beside, OTHER, chart="scenario"),
    Question("funding.coverage", _if_it_ends(coverage_lost), ENDS),
    Question("funding.destinations", _if_it_ends(destinations), ENDS),
    Question("funding.compare", _compare, (*ENDS, *BESIDE)),
    Question("funding.waits", _if_it_ends(waits_if_taken_on), ENDS),
    Question("funding.costs", _if_it_ends(costs), ENDS, keeps=MONEY),
    Question("funding.allocated", allocated_and_spent, (MONEY_BY,), chart="money", keeps=MONEY),
)
