"""Splits the counted outcomes into the cubes of the closed list, protected, with means where enough people stand."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES, FIRST_AND_LAST_BAND, KEYS
from pimh_data.registry.measure import Measure
from pimh_data.registry.pairing import Definition
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_meaning import has_change, meaning
from pimh_data.secure.cubes.outcomes_means import means
from pimh_data.secure.cubes.outcomes_protection import Protected, protect_outcomes
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.scores.change import MOST_VARIANTS

Values = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Counted:
    """Everyone's counts and sums, one row a cell, nothing hidden; the measures in force; definitions, default first."""

    table: pd.DataFrame
    measures: Mapping[str, Measure]
    computed: dict[str, dict[str, float]]
    definitions: tuple[tuple[Definition, Definition], ...]


def released_cubes(counted: Counted, views: Views, profile: Profile) -> dict[str, pd.DataFrame]:
    """The cubes outcomes, reliable_change, recovery and severity, as they are released: counts Int32, null if hidden.

    A row that would say nothing is left out: no reliable change or caseness is known for the measure. Raises
    PublishError when the audit fails.
    """
    table, measures = counted.table, counted.measures
    order = [(rule.key, which.key) for rule, which in counted.definitions]
    protected = protect_outcomes(table, meaning(table, measures), profile, order)
    keys = table[["period_kind", "period", "dimension", "member", "measure", "pairing", "courses"]].copy()
    named = views.names.set_index("view")
    keys["where"], keys["service"] = table["view"].map(named["where"]), table["view"].map(named.service)
    keys["basis"] = CUBES["outcomes"].basis
    shown = _shown(table, protected, profile)
    last_bands = (table.dimension == FIRST_AND_LAST_BAND).to_numpy()
    found = {
        "outcomes": _cube("outcomes", keys, protected, shown, "", ~last_bands),
        "severity": _cube("severity", keys, protected, {"people": shown["paired"]}, "", last_bands),
    }
    found["outcomes"] = pd.concat([found["outcomes"], means(table, protected, measures)[~last_bands]], axis=1)
    change, recovery = [], []
    for number in range(MOST_VARIANTS):
        named_change = {
            key: measure.reliable_changes[number].key
            for key, measure in measures.items()
            if has_change(measure, number)
        }
        mine = table.measure.isin(named_change).to_numpy() & ~last_bands
        said = keys.assign(reliable_change=table.measure.map(named_change))
        change.append(_cube("reliable_change", said, protected, shown, f"_{number}", mine))
        with_caseness = [key for key in named_change if measures[key].caseness is not None]
        mine &= table.measure.isin(with_caseness).to_numpy()
        recovery.append(_cube("recovery", said, protected, shown, f"_{number}", mine))
    found["reliable_change"] = pd.concat(change, ignore_index=True)
    found["recovery"] = pd.concat(recovery, ignore_index=True)
    return {name: cube.reset_index(drop=True) for name, cube in found.items() if len(cube)}


def _cube(
    name: str, keys: pd.DataFrame, protected: Protected, values: Values, suffix: str, rows: np.ndarray
) -> pd.DataFrame:
    spec = CUBES[name]
    columns = {count: count + suffix if count + suffix in values else count for count in spec.counts}
    held = [COUNTS.index(column) for column in columns.values() if column in COUNTS]
    withheld = np.where(protected.withheld[:, held].any(axis=1), "yes", "no")
    cube = keys.assign(withheld=withheld).loc[rows, [*KEYS, *spec.extra_keys]].astype("str")
    return cube.assign(**{count: values[column][rows] for count, column in columns.items()})


def _shown(table: pd.DataFrame, protected: Protected, profile: Profile) -> Values:
    true = profile.shown(table[list(COUNTS)].to_numpy("int64")).astype("int32")
    return {name: pd.arrays.IntegerArray(true[:, i], protected.hidden[:, i]) for i, name in enumerate(COUNTS)}
