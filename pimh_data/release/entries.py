"""What a manifest lists: files, extracts and their sources, and the numbers of the disclosure audit."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileEntry:
    """One parquet file: its path in the release, cube, partition, rows, bytes, sha256 and columns with their types."""

    path: str
    cube: str
    where: str
    rows: int
    bytes: int
    sha256: str
    columns: dict[str, str]


@dataclass(frozen=True)
class ExtractCount:
    """Records of an extract: read = accepted + quarantined + copies + left_out.

    `copies`: identical ones beyond the first, which is kept. `left_out`: lines that are none, such as totals.
    """

    read: int
    accepted: int
    quarantined: int
    copies: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class SourceEntry:
    """One source of an extract, such as a service's system: the last day that it covers, and whether it was brought.

    `lacks`: the files that it names and that were not there, where others were.
    """

    extract: str
    name: str
    extract_date: str
    brought: bool
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """What the disclosure audit listed, found and did, in numbers of released counts.

    `relations`: family of relations -> how many were listed. `cells`: all counts; `small`: hidden for their own sake;
    `told`: hidden ones that could have been worked out, or to one of two values; `hidden_for_it`: others hidden so that
    they cannot; `fewest_values`: that any hidden count keeps; `not_nought`: hidden counts known not to be nought;
    `likely`: those of which one value is over nine tenths likely, as counts are rounded. `elsewhere`: figures that the
    site lists as published elsewhere; `not_nought_with`, `likely_with`: the same with these.
    `means`: mean values that may be shown by their number of people alone; `means_withheld`: of these, withheld because
    a difference from others would have described fewer than ten people.
    """

    relations: dict[str, int] = field(default_factory=dict)
    cells: int = 0
    small: int = 0
    told: int = 0
    hidden_for_it: int = 0
    fewest_values: int = 0
    not_nought: int = 0
    likely: int = 0
    elsewhere: int = 0
    not_nought_with: int = 0
    likely_with: int = 0
    means: int = 0
    means_withheld: int = 0


NOT_AUDITED = Audit()
