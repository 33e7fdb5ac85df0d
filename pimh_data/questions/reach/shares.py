"""What a share that can be asked by decile and ethnic group is: how it is read, and its words. No arithmetic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pimh_data.answer import Column
from pimh_data.questions.cells import Cell, View
from pimh_data.release import Release


@dataclass(frozen=True)
class Part:
    """What was counted of one member: columns of the table by name, and the share's part and whole as cells.

    The part and whole are what the interval rests on: people, also where the share is one of contacts.
    """

    counts: Mapping[str, Cell]
    part: Cell
    whole: Cell

    @property
    def state(self) -> str:
        """Shown where every count is; else the first of no data, hidden."""
        states = [cell.state for cell in self.counts.values()]
        for state in ("no data", "hidden"):
            if state in states:
                return state
        return "no data" if self.whole.state == "zero" else self.part.state


@dataclass(frozen=True)
class Share:
    """A share that can be asked by decile and by ethnic group: how it is read from the release, and its words.

    `read`: (release, view) -> member -> Part, from `cube`, of which `count` is in every view. `of_whom`: 'contacts of
    {}', said of each group. `did`: 'were missed'.
    """

    key: str
    title: str
    cube: str
    count: str
    read: Callable[[Release, View], Mapping[str, Part]]
    of_whom: str
    did: str
    counted: tuple[Column, ...]
    share: str
    definition: str
    numerator: str
    denominator: str
    method: str
    caveats: tuple[str, ...]
    matters: tuple[str, ...]
    citation: str = "Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873"
    cohort: bool = False
