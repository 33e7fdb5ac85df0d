"""The outcomes of closed courses, counted: pairs, change, severity first and last. Order of steps only."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pimh_data.registry.definitions import in_force
from pimh_data.registry.pairing import released
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.outcomes_counting import COUNTS, KEY_SUMS, NUMBERS, add_up
from pimh_data.secure.cubes.outcomes_cubes import Counted, OutcomeCubes, outcome_cubes
from pimh_data.secure.cubes.outcomes_grid import filled, outcomes_grid
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.scores.change import bands_of, computed_thresholds, hand_measures
from pimh_data.secure.scores.courses import make_courses, make_defined, make_eligible
from pimh_data.secure.scores.pairing import make_pairs, make_scored
from pimh_data.secure.statements import dropped, fetched


def outcomes_of(
    people: Coded, overrides: Mapping[str, Mapping[str, Any]], progress: Progress
) -> tuple[OutcomeCubes | None, dict[str, dict[str, float]]]:
    """The cubes of outcomes, nothing hidden, None without scores; and, of each measure, points computed from the data.

    `overrides`: a site's own values (see `in_force`).
    """
    if "scores" not in people.source.checks.extracts:
        return None, {}
    progress("Pairing scores")
    counted = count_outcomes(people, overrides)
    if counted.table.empty:
        return None, {}
    return outcome_cubes(counted, people.source.views), counted.computed


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
    dropped(connection, "scored", "eligible", "by_rule")
    computed = computed_thresholds(connection, in_force(overrides))
    measures = in_force(overrides, computed)
    hand_measures(connection, measures)
    in_use = fetched(connection, "select unit, measure, since from measures_in_use").to_pandas()
    in_use["since"] = pd.to_datetime(in_use.since).dt.strftime("%Y-%m")
    grid = outcomes_grid(in_use, source, measures, definitions)
    added = add_up(people, definitions, bands_of(measures))
    added["measure"] = added.of_measure.map(dict(enumerate(measures)))
    table = filled(grid, added.drop(columns="of_measure"), (*NUMBERS, *KEY_SUMS))
    return Counted(table.astype(dict.fromkeys((*COUNTS, *KEY_SUMS), "int64")), measures, computed, definitions)
