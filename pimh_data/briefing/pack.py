"""A pack: the Answers about one selection that slides and papers are made of, and whose numbers they are. Asks nothing.

Who joins questions, charts and briefing makes it (`pimh_data/packing`); slides and papers only read it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pimh_data.answer import Answer, Selection

# Stands under every table, slide and paper, by the profile of the release.
APPROXIMATE: Mapping[str, str] = {
    "rounded": "Counts are approximate: within 4, they may not add up, and differ from services' own returns.",
    "exact": "This holds exact counts, among them small numbers: do not share.",
}


@dataclass(frozen=True)
class ReleaseFacts:
    """Whose numbers they are, in the words of the release. `data`: synthetic, or extracts and their day.

    `approximate`: the fixed sentence about counts; '' for a profile that has none.
    """

    site: str
    release: str
    profile: str
    data: str
    synthetic: bool
    approximate: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What every slide and page bears of the release, part by part: site, release, profile, data, approximation."""
        parts = (self.site, self.release, self.profile, self.data, self.approximate.removesuffix("."))
        return tuple(part for part in parts if part)


@dataclass(frozen=True)
class WrittenTable:
    """A table in words, as a reader sees it: headings, which columns hold figures, and sections of rows under a title.

    The title of a table's only section is ''.
    """

    labels: tuple[str, ...]
    numeric: tuple[bool, ...]
    sections: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of all sections."""
        return tuple(row for _, rows in self.sections for row in rows)


@dataclass(frozen=True, eq=False)
class Exhibit:
    """One Answer with what stands beside it on a slide or page.

    `definitions`: terms and what they mean here, in the order in which they are read. `reading`: how to read the chart;
    `alt`: the chart for someone who cannot see it; `draw`: its picture as PNG without title and sources, (width, height
    of the plot in pixels) -> bytes; None where there is nothing to draw.
    """

    answer: Answer
    table: WrittenTable
    definitions: tuple[tuple[str, str], ...]
    reading: str = ""
    alt: str = ""
    draw: Callable[[int, int], bytes] | None = None


@dataclass(frozen=True, eq=False)
class Pack:
    """Exhibits about one selection by the keys of their questions, in the order in which they were asked for.

    `lacks`: question -> why it cannot be asked here, a sentence. `decided`: what was decided here and what came since,
    in sentences; `decided_in_short`: the same for one page.
    """

    selection: Selection
    facts: ReleaseFacts
    exhibits: Mapping[str, Exhibit]
    lacks: Mapping[str, str] = field(default_factory=dict)
    decided: tuple[str, ...] = ()
    decided_in_short: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> Exhibit:
        """The exhibit of a question. Raises KeyError where it was not asked, or cannot be."""
        return self.exhibits[key]

    def __contains__(self, key: object) -> bool:
        return key in self.exhibits

    def __iter__(self) -> Iterator[Exhibit]:
        return iter(self.exhibits.values())

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What was chosen, term and value: Place, service, period, deprivation group."""
        held = self.selection
        terms = ("Place", held.place), ("Service", held.service), ("Period", held.year)
        return (*terms, ("Deprivation group", held.deprivation))

    def answer(self, key: str) -> Answer:
        """The Answer to a question. Raises KeyError where it was not asked, or cannot be."""
        return self.exhibits[key].answer

    def picture(self, key: str, width: int = 880, height: int = 340) -> tuple[bytes, str] | None:
        """The chart of a question as PNG with its text for those who cannot see it; None where there is none.

        `width`, `height`: of the plot in pixels; a chart of many rows keeps its room.
        """
        exhibit = self.exhibits.get(key)
        if exhibit is None or exhibit.draw is None:
            return None
        return exhibit.draw(width, height), exhibit.alt
