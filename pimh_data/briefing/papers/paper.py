"""What a paper is made of: headings, sentences, prompts, tables and pictures in reading order. Writes no file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

DEEPEST = 3
TO_WRITE = "To be written"


@dataclass(frozen=True)
class PaperHeading:
    """A heading. `level`: 1 below the title, to 3; no level may be left out."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Sentence:
    """What the release says, in words. `source`: where its numbers are from, set small below it; '' for none."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Prompt:
    """What the release cannot say and a person has to write: marked as such, never filled in."""

    text: str


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Written cells under their labels. `caption`: what it is of; `numeric`: which columns stand on the right.

    `source`: where its numbers are from; `titles`: of its sections, by the number of the row that each stands above,
    counted from nought. Raises ValueError where a row has not one cell a label.
    """

    caption: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()
    source: str = ""
    titles: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = [number for number, row in enumerate(self.rows, start=1) if len(row) != len(self.labels)]
        if wrong or (self.numeric and len(self.numeric) != len(self.labels)):
            raise ValueError(
                f"table {self.caption!r} has {len(self.labels)} labels; other numbers of cells: rows {wrong}"
            )


@dataclass(frozen=True)
class Picture:
    """A chart as PNG. `alt`: what it shows, in words; `caption`: what it is of; `source`: where its numbers are from.

    Raises ValueError without an `alt`.
    """

    png: bytes
    alt: str
    caption: str
    source: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"the picture {self.caption!r} says nothing to those who do not see it: give it an alt")


Block = PaperHeading | Sentence | Prompt | Points | Table | Picture


@dataclass(frozen=True)
class Paper:
    """One paper. `kind`: what it is called; `title`: what it is about; `foot`: on every page, whose numbers these are.

    `caution`: what it is not, said before all else; '' where nothing needs saying. `compact`: set small, to be one
    page. Raises ValueError where a level of headings is left out.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    foot: str
    caution: str = ""
    compact: bool = False

    def __post_init__(self) -> None:
        level = 0
        for heading in self.headings:
            if not 1 <= heading.level <= min(level + 1, DEEPEST):
                raise ValueError(
                    f"{self.kind}: the heading {heading.text!r} of level {heading.level} follows level {level}"
                )
            level = heading.level

    @property
    def headings(self) -> tuple[PaperHeading, ...]:
        """Its headings in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, PaperHeading))


def joined(*parts: Block | Iterable[Block]) -> tuple[Block, ...]:
    """Blocks, and blocks in a row, as one row."""
    found: list[Block] = []
    for part in parts:
        if isinstance(part, Block):
            found.append(part)
        else:
            found += part
    return tuple(found)
