"""Whose people stand in two numberings: the ids of each source of referrals, compared and never said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.distinct import trimmed
from pimh_data.secure.ingest.sources.finding import sheets_of
from pimh_data.secure.ingest.sources.opening import opened
from pimh_data.secure.ingest.sources.written_like import present

PERSON, DOMAIN = "person_id", "id_domain"


@dataclass(frozen=True, eq=False)
class Numbering:
    """The distinct person ids of a source; `domain`: the id_domain that is written for it, blank where it waits."""

    source: str
    domain: str
    ids: pa.Array

    def shared(self, other: "Numbering") -> int:
        """How many of its people's ids stand in the other too."""
        return pc.sum(pc.is_in(self.ids, other.ids)).as_py() or 0


def numberings(sources: Mapping[str, Sequence[Source]], folder: Path, encoding: str) -> tuple[Numbering, ...]:
    """Of every source of referrals of which a file is there."""
    found = (numbering(source, folder, encoding) for source in sources.get("referrals", ()))
    return tuple(one for one in found if one)


def numbering(source: Source, folder: Path, encoding: str) -> Numbering | None:
    """Of the files of one source that are there; None where none can be read, which is said where it is taken."""
    ids = [pa.array([], pa.string()), *_ids(source, folder, encoding)]
    distinct = pc.unique(pa.concat_arrays(ids))
    return Numbering(source.name, source.constants.get(DOMAIN, ""), distinct) if len(distinct) else None


def in_two(numbered: Sequence[Numbering]) -> Iterator[tuple[Numbering, Numbering, int]]:
    """Those of different domains that share ids, and how many."""
    for one, other in combinations(numbered, 2):
        if one.domain and other.domain and one.domain != other.domain and (both := one.shared(other)):
            yield one, other, both


def _ids(source: Source, folder: Path, encoding: str) -> Iterator[pa.Array]:
    heading = next((heading for heading, names in source.columns.items() if PERSON in names), PERSON)
    for path in present(source, folder):
        try:
            for sheet in sheets_of(source, path)[0]:
                lines, headings = opened(source, path, sheet, encoding)
                number = headings.column(heading)
                if number is not None:
                    texts = pc.unique(trimmed(lines.table[str(number)]))
                    texts = texts.filter(pc.not_equal(texts, ""))
                    yield pc.binary_join_element_wise(source.prefixes.get(PERSON, ""), texts, "")
        except (ExtractError, OSError):  # said by `check`, and by `draft` where it looks at the file
            continue
