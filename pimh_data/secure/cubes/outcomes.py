"""The outcomes of closed courses as they are released: counts, means, severity first and last. Order of steps only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pimh_data.registry.definitions import in_force
from pimh_data.registry.pairing import released
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.outcomes_counting import COUNTS, KEY_SUMS, NUMBERS, add_up
from pimh_data.secure.cubes.outcomes_grid import filled, outcomes_grid
from pimh_data.secure.cubes.outcomes_release import Counted, released_cubes
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.scores.change import bands_of, computed_thresholds, hand_measures
from pimh_data.secure.scores.courses import make_courses, make_defined, make_eligible
from pimh_data.secure.scores.pairing import make_pairs, make_scored
from pimh_data.secure.statements import fetched


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The released cubes by name; `computed`: measure -> reliable change's key -> points computed from the data."""

    cubes: dict[str, pd.DataFrame] = field(default_factory=dict)
    computed: dict[str, dict[str, float]] = field(default_factory=dict)


def outcomes_of(
    people: Coded, profile: Profile, overrides: Mapping[str, Mapping[str, Any]], progress: Progress
) -> Outcomes:
    """The cubes of outcomes, protected; none without scores. `overrides`: a site's own values (see `in_force`)."""
    if "scores" not in people.source.checks.extracts:
        return Outcomes()
    progress("Pairing scores")
    counted = count_outcomes(people, overrides)
    if counted.table.empty:
        return Outcomes()
    progress("Protecting outcomes")
    return Outcomes(released_cubes(counted, people.source.views, profile), counted.computed)


def count_outcomes(people: Coded, overrides: Mapping[str, Mapping[str, Any]]) -> Counted:
    """Pair the scores and count them for every cell of the grid, unprotected."""
    source = people.source
    connection, checks = source.connection, source.checks
    definitions = released("contacts" in checks.extracts)
    rules = tuple(dict.fromkeys(rule for rule, _ in definitions))
    make_courses(checks, connection)
    make_scored(connection)
    make_eligible(connection)
    make_pairs(rules, connection)
    make_defined(definitions, rules, connection)
    computed = computed_thresholds(connection, in_force(overrides))
    measures = in_force(overrides, computed)
    hand_measures(connection, measures)
    in_use = fetched(connection, "select unit, measure, since from measures_in_use").to_pandas()
    in_use["since"] = pd.to_datetime(in_use.since).dt.strftime("%Y-%m")
    grid = outcomes_grid(in_use, source, measures, definitions)
    added = add_up(people, definitions, bands_of(measures))
    added["measure"] = added.of_measure.map(dict(enumerate(measures)))
    keys = KEY_SUMS if people.keyed else ()
    table = filled(grid, added.drop(columns="of_measure"), (*NUMBERS, *keys))
    # The default first: of two definitions that together tell of few people, the earlier keeps its means.
    rule, which = definitions[0]
    others = (table.pairing != rule.key) | (table.courses != which.key)
    table = table.iloc[np.argsort(others, kind="stable")].reset_index(drop=True)
    return Counted(table.astype(dict.fromkeys((*COUNTS, *keys), "int64")), measures, computed, definitions)
