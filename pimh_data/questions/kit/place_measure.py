"""A measure of Places as data: how it is read for one Place, and its words. No comparison."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pimh_data.answer import Direction, Grade, Selection
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, total
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.share import Share
from pimh_data.questions.kit.verdicts.enough import enough
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release import Release

Kind = Literal["rate", "share", "ratio"]


@dataclass(frozen=True)
class PlaceValue:
    """One Place's value with its 95% interval, and what was counted.

    `people`, `of`: the counts of the table, or `published` in place of the second. `part`, `whole`: what the interval
    and the funnel rest on, where it is not the same. `basis`: 'births' or 'children aged 0', where that is divided
    by, of the calendar `year`. `spoken`: whether there are people enough to say what it comes to.
    `size_seen`: of a ratio that is not clearly off 1, what would probably have been seen, as a sentence.
    `unjudged`: why it is set beside nothing, in words; '' where it is. `bounds`: the least and the most that it would
    be wherever those who belong to neither side fell; `reversible`: whether they could reverse what it comes to.
    """

    value: float
    lower: float
    upper: float
    people: Cell
    of: Cell
    state: str
    published: float = NAN
    basis: str = ""
    year: str = ""
    part: Cell = NO_DATA
    whole: Cell = NO_DATA
    spoken: bool = True
    unjudged: str = ""
    bounds: tuple[float, float] = (NAN, NAN)
    reversible: bool = False
    size_seen: str = ""

    @property
    def share(self) -> Portion:
        """What a share rests on; not known of a rate or a ratio."""
        return Portion(self.part, self.whole)


@dataclass(frozen=True)
class PlaceMeasure:
    """A measure by Place. `read`: (release, selection of one Place) -> PlaceValue. `said`: '{} people seen per ...'.

    `basis` in braces stands for births or children aged 0. `keeps`: what of a selection it cannot follow, in words.
    `in_words`: how a value is said in a sentence, where not as its figure; `fewer`: the grade of a ratio below 1;
    `unknown`: 'people of unknown ethnic group', where a ratio has those who belong to neither side. `one_service`:
    whether it is of the chosen service; `years`: ' in 2020', of the births that a rate is divided by. `nearest`: to the
    nearest what a share stands where its Place is not named.
    """

    key: str
    label: str
    kind: Kind
    people: str
    of: str
    said: str
    direction: Direction
    read: Callable[[Release, Selection], PlaceValue]
    keeps: Callable[[Selection], str] = lambda _: ""
    decimals: int = 1
    in_words: Callable[[float], str] | None = None
    fewer: Grade = "lower"
    unknown: str = ""
    one_service: bool = True
    years: str = ""
    nearest: float = 0.05

    def about(self, selection: Selection) -> Selection:
        """What the measure is of, of a selection: every service, where it is not of the chosen one."""
        return selection if self.one_service else replace(selection, service=ALL_SERVICES)


NOTHING = PlaceValue(NAN, NAN, NAN, NO_DATA, NO_DATA, "no data")


def of_share(share: Share, part: str, *whole: str) -> Callable[[Release, Selection], PlaceValue]:
    """Reads a share of one Place, with the counts that stand beside it: those it is, and those it is of."""

    def read(release: Release, selection: Selection) -> PlaceValue:
        found = share.of(release, View.of(selection))
        if found.whole == NO_DATA:
            return NOTHING
        of = total(found.counts[name] for name in whole)
        counts = found.counts[part], of, found.state
        return PlaceValue(*found.limits, *counts, part=found.part, whole=found.whole, spoken=enough(found.whole))

    return read
