"""Watches which views of a release a question reads: where every count is shown, none, or those of long periods."""

import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import pandas as pd

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.selection import options
from pimh_data.registry.cubes import ALL_SERVICES, CUBES, EVERYONE, PERIOD_KINDS, QUARTER, SPECIALIST, YEAR
from pimh_data.registry.deprivation import DECILE_MEMBERS, GROUP_MEMBERS
from pimh_data.registry.views import ALL, BUNDLE, EACH, VIEWS
from pimh_data.release import Release
from pimh_data.release.views import Views
from tests import a_part
from tests.golden_answers import drawn_choices

WHOLE, OF_A_DAY, MOST = 45, 15, 6000  # selections that a question is asked for: at least, others each day, at most
Read = tuple[str, str, str, str]  # cube, kind of period, kind of service, dimension
# Of which kinds of period the counts are hidden: none, all, and the short ones, for which a longer one is offered.
HIDDEN = ((), PERIOD_KINDS, (QUARTER, YEAR))


class _Noting:
    """Where the views of a table lie, as it was, noting what is looked up and is there."""

    def __init__(self, views: Views, note: set) -> None:
        self.views, self.note = views, note

    def get(self, view: tuple[str, str, str]) -> slice | None:
        found = self.views.get(view)
        if found is not None:
            self.note.add(view)
        return found


@dataclass
class Watched:
    """A release that is watched; `read`: what was read of it so far."""

    release: Release
    kinds: dict[str, str]
    notes: dict[str, set]

    @property
    def read(self) -> set[Read]:
        """The views that were looked up and are held."""
        bundles = self.release.manifest.bundles
        found = set()
        for cube, note in self.notes.items():
            for period, service, dimension in note:
                whole = service in (ALL_SERVICES, SPECIALIST)
                found.add(
                    (cube, self.kinds[period], ALL if whole else BUNDLE if service in bundles else EACH, dimension)
                )
        return found


def variants(release: Release) -> list[Release]:
    """The release, once for each of HIDDEN."""
    return [
        Release(
            release.manifest,
            {key: _hide(key[0], table, kinds) for key, table in release.tables.items()},
            release.index,
        )
        for kinds in HIDDEN
    ]


def watched(release: Release) -> Watched:
    """The release with nothing read of it yet."""
    notes: dict[str, set] = {}
    index = {key: _Noting(held, notes.setdefault(key[0], set())) for key, held in release.index.items()}
    return Watched(Release(release.manifest, release.tables, index), kinds_of(release), notes)


@cache
def kinds_of(release: Release) -> dict[str, str]:
    """Period -> its kind."""
    found: dict[str, str] = {}
    for (cube, _), table in release.tables.items():
        if cube in CUBES:
            pairs = table[["period", "period_kind"]].drop_duplicates()
            found |= dict(zip(pairs["period"], pairs["period_kind"], strict=True))
    return found


def _hide(cube: str, table: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    if cube not in CUBES or not kinds:
        return table
    numbers = [*CUBES[cube].counts, *CUBES[cube].means]
    rows = table["period_kind"].isin(kinds).to_numpy()
    return table.assign(**{name: table[name].mask(rows) for name in numbers})


def selections(release: Release, drawing: random.Random, wanted: Callable[[], set[str]]) -> Iterator[Selection]:
    """Selections without end: each kind of service and of deprivation group as often as another.

    `wanted`: kinds of service (all services, bundle, each service) of which something is still to be read; the others
    are left out from then on. Empty: none is.
    """
    known, bundles = options(release), release.manifest.bundles
    while True:
        place = drawing.choice(known.places)
        whole, *others = known.services[place]
        kinds = {
            ALL: [whole],
            BUNDLE: [name for name in others if name in bundles],
            EACH: [name for name in others if name not in bundles],
        }
        there = {kind: names for kind, names in kinds.items() if names}
        service = drawing.choice(
            drawing.choice([names for kind, names in there.items() if kind in wanted()] or [*there.values()])
        )
        group = drawing.choice(drawing.choice(((EVERYONE,), GROUP_MEMBERS, DECILE_MEMBERS)))
        yield Selection(place, service, drawing.choice(known.years), group)


def read_and_declared(key: str, releases: list[Release]) -> tuple[set, set]:
    """The views that a question reads, asked in many ways of every release, and those declared for it."""
    question, whole = QUESTIONS[key], a_part.is_whole()
    drawing = random.Random(zlib.crc32(key.encode())) if whole else a_part.drawing(f"views {key}")
    fewest = WHOLE if whole else OF_A_DAY
    declared = {view for views in VIEWS.get(key, ()) for view in views.each()}
    shown, read, number = [watched(release) for release in releases], set(), 0

    def wanted() -> set[str]:
        return {service for _, _, service, _ in declared - read} if number >= fewest else set()

    for number, selection in enumerate(islice(selections(releases[0], drawing, wanted), MOST if declared else fewest)):
        release = shown[number % len(shown)].release
        about = selection if question.about == "selection" else None
        # As often with what is usual: much is read of the usual definition alone.
        chosen = drawn_choices(key, release, about, drawing) if drawing.random() < 0.5 else {}
        try:
            answer(release, Address(key, about, tuple(chosen.items())))
        except SelectionError:
            assert key.startswith("indicators.")  # of which the demonstration has none
        read = set().union(*(one.read for one in shown))
        if number >= fewest and read >= declared:
            break
    return read, declared
