"""The counted outcomes as the cubes of the closed list, nothing hidden: counts, sums of keys, and sums of scores."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.registry.cubes import CUBES, FIRST_AND_LAST_BAND, KEYS
from pimh_data.registry.measure import Measure
from pimh_data.registry.pairing import Definition
from pimh_data.secure.cubes.counting import KEY
from pimh_data.secure.cubes.outcomes_counting import COUNTS, SUMS
from pimh_data.secure.cubes.outcomes_meaning import Meaning, has_change, meaning
from pimh_data.secure.cubes.read import is_read
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.scores.change import MOST_VARIANTS


@dataclass(frozen=True, eq=False)
class Counted:
    """Everyone's counts and sums, one row a cell, nothing hidden; the measures in force; definitions, default first."""

    table: pd.DataFrame
    measures: Mapping[str, Measure]
    computed: dict[str, dict[str, float]]
    definitions: tuple[tuple[Definition, Definition], ...]


@dataclass(frozen=True, eq=False)
class OutcomeCubes:
    """`tables`: the counted cubes by name; `nobody`: of each, where a count can only be nobody, array (rows, counts) of
    bool; `equal`: of each, rows in which two counts are always equal; `measures`: those in force; `read`: which rows of
    `outcomes` are of a view that is read, whose means are asked for.
    """

    tables: dict[str, pd.DataFrame]
    nobody: dict[str, np.ndarray]
    equal: dict[str, list[tuple[np.ndarray, str, str]]]
    measures: Mapping[str, Measure]
    read: np.ndarray


def outcome_cubes(counted: Counted, views: Views) -> OutcomeCubes:
    """The cubes outcomes (with its SUMS), reliable_change, recovery and severity.

    A row that would say nothing is left out: no reliable change or caseness is known for the measure.
    """
    table, measures = counted.table, counted.measures
    meant = meaning(table, measures)
    keys = table[["period_kind", "period", "dimension", "member", "measure", "pairing", "courses"]].copy()
    named = views.names.set_index("view")
    keys["where"], keys["service"] = table["view"].map(named["where"]), table["view"].map(named.service)
    keys["basis"] = CUBES["outcomes"].basis
    last = (table.dimension == FIRST_AND_LAST_BAND).to_numpy()
    made = OutcomeCubes({}, {}, {}, measures, is_read("outcomes", keys[~last], views))
    _add(made, "outcomes", keys, table, meant, [({}, ~last)])
    made.tables["outcomes"] = made.tables["outcomes"].assign(
        **{name: table.loc[~last, name].to_numpy() for name in SUMS}
    )
    _add(made, "severity", keys, table, meant, [({"people": "paired"}, last)])
    for cube in ("reliable_change", "recovery"):
        parts = []
        for number in range(MOST_VARIANTS):
            named_change = {
                key: measure.reliable_changes[number].key
                for key, measure in measures.items()
                if has_change(measure, number) and (cube != "recovery" or measure.caseness is not None)
            }
            own = {name: f"{name}_{number}" for name in CUBES[cube].counts if f"{name}_{number}" in COUNTS}
            parts.append((own | {"named": named_change}, table.measure.isin(named_change).to_numpy() & ~last))
        _add(made, cube, keys, table, meant, parts)
    empty = [name for name, cube in made.tables.items() if cube.empty]
    for name in empty:
        del made.tables[name], made.nobody[name], made.equal[name]
    return made


def _add(
    made: OutcomeCubes, cube: str, keys: pd.DataFrame, table: pd.DataFrame, meant: Meaning, parts: list[tuple]
) -> None:
    spec = CUBES[cube]
    frames, nobody, equal, first = [], [], [], 0
    for columns, rows in parts:
        named = {count: columns.get(count, count) for count in spec.counts}
        one = keys.assign(reliable_change=table.measure.map(columns["named"])) if "named" in columns else keys
        one = one.loc[rows, [*KEYS, *spec.extra_keys]].astype("str")
        numbers = {count: table.loc[rows, column].to_numpy("int64") for count, column in named.items()}
        sums = {f"{count}{KEY}": table.loc[rows, f"{column}{KEY}"].to_numpy("int64") for count, column in named.items()}
        frames.append(one.assign(**numbers, **sums))
        nobody.append(meant.nobody[np.ix_(rows, [COUNTS.index(column) for column in named.values()])])
        place = np.cumsum(rows) - 1 + first
        for of, left, right in meant.equal:
            counts = {COUNTS.index(column): count for count, column in named.items()}
            if left in counts and right in counts:
                equal.append((place[of[rows[of]]], counts[left], counts[right]))
        first += int(rows.sum())
    made.tables[cube] = pd.concat(frames, ignore_index=True)
    made.nobody[cube], made.equal[cube] = np.concatenate(nobody), equal
