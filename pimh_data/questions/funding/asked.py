"""The questions on money, and on what is lost if it stops, by their keys, with one scenario or two. Declares only."""

from collections.abc import Callable
from dataclasses import replace

from pimh_data.answer import Answer, Selection
from pimh_data.questions import funding
from pimh_data.questions.funding import Scenario
from pimh_data.questions.funding.allocated import BY
from pimh_data.questions.question import Asking, Numbers, Parameter, Question
from pimh_data.release import Release

NOTHING = "Nothing beside it"
CAPACITY = Numbers(10, 100, 100)  # per cent


def _held(asking: Asking) -> tuple[str, ...]:
    return funding.choices(asking.release, asking.selection.place)


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
    return replace(
        funding.people_lost(release, _scenario(selection, other, other_percent)), key="funding.people_beside"
    )


def _compare(
    release: Release, selection: Selection, ends: str, ends_percent: int, other: str, other_percent: int
) -> Answer:
    asked = [(ends, ends_percent), *([] if other == NOTHING else [(other, other_percent)])]
    return funding.side_by_side(release, tuple(_scenario(selection, *one) for one in asked))


MONEY_BY = Parameter("money-by", "thing to break money down by", lambda _: tuple(BY), into="by")
QUESTIONS = (
    Question("funding.people", _if_it_ends(funding.people_lost), ENDS, chart="scenario"),
    Question("funding.people_beside", _beside, OTHER, chart="scenario"),
    Question("funding.coverage", _if_it_ends(funding.coverage_lost), ENDS),
    Question("funding.destinations", _if_it_ends(funding.destinations), ENDS),
    Question("funding.compare", _compare, (*ENDS, *BESIDE)),
    Question("funding.waits", _if_it_ends(funding.waits_if_taken_on), ENDS),
    Question("funding.costs", _if_it_ends(funding.costs), ENDS),
    Question("funding.allocated", funding.allocated_and_spent, (MONEY_BY,), chart="money"),
)
