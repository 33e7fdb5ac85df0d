"""What the sources that are mapped already say of files put beside them: like which, a copy of which, whose people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pimh_data.secure.draft.looking.tables import NoTable
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.numberings import Numbering, in_two, numbering, numberings
from pimh_data.secure.ingest.sources.renamed import renamed
from pimh_data.secure.ingest.sources.written_like import Unread, has_headings_of, unread_files
from pimh_data.secure.printing import FEWEST_ROWS
from pimh_data.secure.unread import advice

MOST = 0.8  # of the headings that a source maps


@dataclass(frozen=True)
class Already:
    """`sources`: those mapped. `numbered`: the ids of their people. `copies`: files that are the same as another.

    `advised`: what to write for each file that is written like a mapped source; `asked`: questions about people who
    stand in two of them. `passed`: the names of files that need no source of their own.
    """

    sources: tuple[Source, ...] = ()
    numbered: tuple[Numbering, ...] = ()
    copies: tuple[NoTable, ...] = ()
    advised: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    passed: frozenset[str] = frozenset()

    def like(self, extract: str, names: Sequence[str]) -> Source | None:
        """The source of an extract whose headings a table has, though its file is written otherwise."""
        own = [source for source in self.sources if source.extract == extract]
        best = max(own, key=lambda source: has_headings_of(names, source), default=None)
        return best if best and has_headings_of(names, best) >= MOST else None


def already_mapped(
    folder: Path, mapped: Mapping[str, Sequence[Source]], encoding: str, progress: Callable[[str], None]
) -> Already:
    """What can be said before any new file is looked at. `encoding`: the folder's."""
    unread = unread_files(folder, mapped, encoding)
    copies = tuple(
        NoTable(
            one.path.name, f"it holds the same, to the byte, as {one.copy_of}: a copy, which nothing is lost without"
        )
        for one in unread
        if one.copy_of
    )
    if mapped.get("referrals"):
        progress("Comparing people with those of the sources that are mapped")
    numbered = numberings(mapped, folder, encoding)
    advised = tuple(words for one in unread for words in _advised(one, folder, encoding, numbered))
    every = [source for of_extract in mapped.values() for source in of_extract]
    advised += tuple(words for source in every for words in renamed(source, folder, encoding))
    passed = frozenset(one.path.name for one in unread if one.copy_of or one.like)
    return Already(tuple(every), numbered, copies, advised, tuple(_asked(numbered)), passed)


def _advised(unread: Unread, folder: Path, encoding: str, numbered: Sequence[Numbering]) -> Iterator[str]:
    for words, source in zip(advice(unread, folder), unread.like, strict=True):
        yield f"{words}{_known_people(unread, source, folder, encoding, numbered)}"


def _known_people(unread: Unread, source: Source, folder: Path, encoding: str, numbered: Sequence[Numbering]) -> str:
    """How many of a further file's people the source knows: few, where it is another organisation's."""
    there = next((one for one in numbered if one.source == source.name), None)
    if source.extract != "referrals" or there is None:
        return ""
    own = numbering(replace(source, files=(unread.path.name,)), folder, encoding)
    if own is None or len(own.ids) < FEWEST_ROWS:
        return ""
    both = own.shared(there)
    known = f"{both:,} ({both / len(own.ids):.0%})" if both >= FEWEST_ROWS else f"fewer than {FEWEST_ROWS}"
    return f". Of its {len(own.ids):,} people {known} stand in {source.name!r} already"


def _asked(numbered: Sequence[Numbering]) -> Iterator[str]:
    for one, other, both in in_two(numbered):
        if both >= FEWEST_ROWS:
            fewer = min(len(one.ids), len(other.ids))
            yield (
                f"{one.source!r} (id_domain {one.domain!r}) and {other.source!r} (id_domain {other.domain!r}) share "
                f"{both:,} person ids, {both / fewer:.0%} of the smaller: are these the same people? If so, write one "
                "word as id_domain in both; now they are counted twice"
            )
