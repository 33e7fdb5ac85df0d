"""A share as data: how its part and whole are read, and its words. Layouts ask it by year, decile and ethnic group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pimh_data.answer import Column, Direction, Grade, Row
from pimh_data.questions import periods
from pimh_data.questions.cells import NO_DATA, Cell, View, members
from pimh_data.questions.kit.estimate import Estimated, first_missing
from pimh_data.questions.kit.portion import Portion
from pimh_data.release import Manifest, Release


@dataclass(frozen=True)
class Part(Portion):
    """What was counted of one member: columns of the table by name, and the share's part and whole as cells.

    The part and whole are what the interval rests on: people, also where the share is one of contacts.
    """

    counts: Mapping[str, Cell]

    @property
    def state(self) -> str:
        """Shown where every count is; else the first of no data, hidden."""
        return first_missing(*self.counts.values()) or ("no data" if self.whole.state == "zero" else self.part.state)


def counted(part: str, whole: str, cube: str) -> Callable[[Release, View], Mapping[str, Part]]:
    """Reads a share that is two counts of a cube, such as those who left early of those seen, for every member."""

    def read(release: Release, view: View) -> Mapping[str, Part]:
        parts, wholes = (members(release, cube, view, count) for count in (part, whole))
        return {name: Part(parts[name], found, {part: parts[name], whole: found}) for name, found in wholes.items()}

    return read


@dataclass(frozen=True)
class Share:
    """A share that can be asked by year, by decile and by ethnic group: how it is read from the release, and its words.

    `read`: (release, view) -> member -> Part, from `cube`, of which `count` is in every view. `of_whom`: 'contacts of
    {}', said of each group; `did`: 'were missed'; `label`: the column's. `cohort`: of people referred in a period, who
    are followed to the extracts' day.

    By year alone: `card`: under its figure. `nobody`, `lacking`, `hidden`: what is said then, '{}' for who is counted.
    `since`: (release, view now, view before) -> how they compare, why, and the grade. `between`: (release, view) ->
    what can be said of a hidden share. `notes`: (release, view) -> what is to stand beside it.
    """

    key: str
    title: str
    cube: str
    count: str
    read: Callable[[Release, View], Mapping[str, Part]]
    of_whom: str
    did: str
    counted: tuple[Column, ...]
    label: str
    definition: str
    numerator: str
    denominator: str
    method: str
    caveats: tuple[str, ...]
    matters: tuple[str, ...]
    citation: str = "Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873"
    cohort: bool = False
    direction: Direction = "lower_is_better"
    card: str = ""
    nobody: str = ""
    lacking: str = ""
    hidden: str = ""
    since: Callable[[Release, View, View], tuple[str, str, Grade]] | None = None
    between: Callable[[Release, View], str] = lambda release, view: ""
    notes: Callable[[Release, View], tuple[str, ...]] = lambda release, view: ()

    @property
    def estimate(self) -> Estimated:
        """Its columns: the share and its interval."""
        return Estimated("share", self.label, "share")

    @property
    def grades(self) -> tuple[Grade, Grade]:
        """The grade of a group whose share is larger than that it is compared with, and of one whose is smaller."""
        return ("higher", "worse") if self.direction == "higher_is_better" else ("worse", "lower")

    @property
    def nothing(self) -> Part:
        """What is read where the release holds no such row."""
        return Part(NO_DATA, NO_DATA, dict.fromkeys((column.name for column in self.counted), NO_DATA))

    def of(self, release: Release, view: View) -> Part:
        """The share of the view's own member."""
        return self.read(release, view).get(view.member, self.nothing)

    def row(self, part: Part, found: tuple[float, float, float]) -> Row:
        """Its columns in a row: the counts, the share with its interval, the state."""
        counts = {name: cell.value for name, cell in part.counts.items()}
        return {**counts, **self.estimate.row(found), "state": part.state}

    def period(self, manifest: Manifest, named: str) -> str:
        """When: of a cohort, when it was referred and until when it was followed."""
        return f"{named}, followed to {periods.day_in_words(manifest.extract_date)}" if self.cohort else named
