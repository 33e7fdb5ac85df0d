"""What somebody takes from a release: its counts side by side, what each says alone, and what nests in what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, CUBES
from pimh_data.registry.definitions import in_force
from pimh_data.registry.disclosure import FEWEST, FEWEST_FOR_A_MEAN, FEWEST_SENSITIVE, THINGS
from pimh_data.registry.measure import Measure
from pimh_data.release import Manifest, Release
from pimh_data.secure.cubes.calendar import Calendar
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_meaning import Meaning, meaning
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.disclosure.bounds import UNBOUNDED, Bounds
from pimh_data.secure.disclosure.nesting import Nesting, nesting
from pimh_data.secure.disclosure.numbered import Numbered, numbered
from pimh_data.secure.disclosure.profiles import Profile, profile_named
from pimh_data.secure.disclosure.vector import sensitive

HIDDEN = -1  # stands for a hidden count


@dataclass(frozen=True, eq=False)
class AsReleased:
    """`tables` and `cubes` by name; one a cell: `shown`, the number or HIDDEN, and `nobody`, where everybody knows that
    a count is 0. `measures`: those in force; `meant`: what is known of the counts of outcomes, if there are any.
    """

    tables: dict[str, pd.DataFrame]
    cubes: dict[str, Numbered]
    shown: np.ndarray
    nobody: np.ndarray
    profile: Profile
    nests: Nesting
    measures: Mapping[str, Measure]
    meant: Meaning | None

    @property
    def hidden(self) -> np.ndarray:
        """Which cells are hidden and not known to be of nobody, array of bool."""
        return (self.shown == HIDDEN) & ~self.nobody


def as_released(release: Release) -> AsReleased:
    """All counts of a release, without its exact ones."""
    manifest, tables = release.manifest, _tables(release)
    cubes = numbered(tables)
    shown = np.concatenate([_shown(tables[name], cube) for name, cube in cubes.items()])
    nobody = np.zeros(len(shown), dtype=bool)
    measures, meant = in_force(manifest.overrides, manifest.computed), None
    if "outcomes" in cubes:
        meant = meaning(tables["outcomes"], measures)
        for count in cubes["outcomes"].counts:
            cells = cubes["outcomes"].cells(np.arange(len(cubes["outcomes"])), count)
            nobody[cells] = meant.nobody[:, COUNTS.index(count)]
    profile = profile_named(manifest.profile)
    return AsReleased(tables, cubes, shown, nobody, profile, _nests(manifest), measures, meant)


def alone(of: AsReleased) -> Bounds:
    """What each count says by itself, and with the mean beside it."""
    fewest, drawn = [], []
    for name, cube in of.cubes.items():
        least = np.array([FEWEST_SENSITIVE if sensitive(*member) else FEWEST for member in cube.words.of["member"]])
        fewest.append(np.repeat(least[cube.codes["member"]], len(cube.counts)))
        drawn.append(np.full(len(cube) * len(cube.counts), name not in THINGS))
    by_key, few = np.concatenate(drawn), np.concatenate(fewest)
    ends = [of.profile.permits(of.shown, few, drawn=True), of.profile.permits(of.shown, few, drawn=False)]
    low, high = (np.where(by_key, one, other) for one, other in zip(*ends, strict=True))
    hidden = of.shown == HIDDEN
    low, high = np.where(hidden, 0, low), np.where(hidden, UNBOUNDED, high)
    high[of.nobody] = 0
    if of.profile.hides:
        for cells, beyond in means_of(of):
            least = low[beyond] + FEWEST_FOR_A_MEAN if beyond is not None else FEWEST_FOR_A_MEAN
            low[cells] = np.maximum(low[cells], least)
    return Bounds(low, high, ~hidden)


def means_of(of: AsReleased) -> list[tuple[np.ndarray, np.ndarray | None]]:
    """Cells beside which a mean stands, of ten people of them or more; and the cells that these are to be beyond."""
    if "outcomes" not in of.cubes:
        return []
    cube, table = of.cubes["outcomes"], of.tables["outcomes"]
    paired, single = (np.flatnonzero(table[name].notna()) for name in ("mean_first", "mean_unpaired"))
    return [(cube.cells(paired, "paired"), None), (cube.cells(single, "first_score"), cube.cells(single, "paired"))]


def _tables(release: Release) -> dict[str, pd.DataFrame]:
    found: dict[str, list[pd.DataFrame]] = {}
    for (cube, _), table in release.tables.items():
        if cube in CUBES:
            found.setdefault(cube, []).append(table)
    texts = {cube: list(tables[0].columns[tables[0].dtypes == "category"]) for cube, tables in found.items()}
    return {
        cube: pd.concat([table.astype(dict.fromkeys(texts[cube], "object")) for table in tables], ignore_index=True)
        for cube, tables in found.items()
    }


def _shown(table: pd.DataFrame, cube: Numbered) -> np.ndarray:
    return table[list(cube.counts)].fillna(HIDDEN).to_numpy("int64").ravel()


def _nests(manifest: Manifest) -> Nesting:
    pairs = [(place, where) for place, system in manifest.places.items() for where in (ALL_PLACES, system, place)]
    wheres = pd.DataFrame(pairs, columns=["place", "where"]).drop_duplicates()
    own = [(place, service) for place, held in manifest.services.items() for service in held]
    units = pd.DataFrame(own, columns=["place", "service"]).reset_index(names="unit")
    spread = pd.concat([units, units.assign(service=ALL_SERVICES)]).merge(wheres, on="place")
    names = spread[["where", "service"]].drop_duplicates().reset_index(drop=True).reset_index(names="view")
    members = spread.merge(names, on=["where", "service"])[["unit", "view"]].drop_duplicates()
    calendar = Calendar(*(pd.Period(month, "M") for month in (manifest.first_month, manifest.last_month)))
    nests = nesting(Views(wheres, units, names, members, {}), calendar.periods())
    bundled = {key: [ALL_SERVICES] for key in product(dict.fromkeys(wheres["where"]), manifest.bundles)}
    return replace(nests, services_within={**nests.services_within, **bundled})
