"""Whose numbers a paper holds: Place, period, definitions, release, profile, audience; in full, and in one line."""

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers.paper import Table
from pimh_data.registry.cubes import EVERYONE

CAPTION = "Whose numbers these are"
DEFINITIONS = "Each number is defined below it, with its source and period."


def facts(pack: Pack, audience: str = "") -> tuple[tuple[str, str], ...]:
    """Term and meaning. `audience`: for whom it is, '' where nobody said."""
    held = pack.facts
    told = (
        *pack.chosen,
        ("Definitions", DEFINITIONS),
        ("Data", held.data),
        ("Release", held.release),
        ("Profile", held.profile),
        ("Published by", held.site),
        ("For", audience),
        ("Counts", held.approximate),
    )
    return tuple((term, meaning) for term, meaning in told if meaning)


def facts_table(pack: Pack, audience: str = "") -> Table:
    """The same as a table, which opens a paper."""
    return Table(CAPTION, ("What", "Which"), facts(pack, audience))


def foot(kind: str, pack: Pack, audience: str = "") -> str:
    """One line for every page: what it is, of whom, of which release, and how near counts are."""
    chosen, held = pack.selection, pack.facts
    parts = (f"{kind}: {about(chosen)}", f"For {audience}" if audience else "", *held.sentences)
    return " ".join(f"{part.removesuffix('.')}." for part in parts if part)


def about(selection: Selection) -> str:
    """'Sheffield, Light peer support, 2023/24'; the deprivation group only where one is chosen."""
    group = () if selection.deprivation == EVERYONE else (selection.deprivation,)
    return ", ".join((selection.place, selection.service, selection.year, *group))
