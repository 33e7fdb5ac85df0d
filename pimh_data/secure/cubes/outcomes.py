"""The outcomes of closed courses as they are released: counts, means, severity first and last. Order of steps only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis
import pandas as pd

from pimh_data.registry.definitions import in_force
from pimh_data.registry.pairing import released
from pimh_data.secure.cubes.outcomes_counting import COUNTS, NUMBERS, add_up
from pimh_data.secure.cubes.outcomes_grid import filled, outcomes_grid
from pimh_data.secure.cubes.outcomes_release import Counted, released_cubes
from pimh_data.secure.cubes.source import Progress, Source
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.scores.change import computed_thresholds, materialised, with_change
from pimh_data.secure.scores.courses import by_definition, course_facts, eligible
from pimh_data.secure.scores.pairing import pairs, scored

MEMBERS = ("person", "unit", "core20", "ethnic_split", "parent_role")


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The released cubes by name; `computed`: measure -> reliable change's key -> points computed from the data."""

    cubes: dict[str, pd.DataFrame] = field(default_factory=dict)
    computed: dict[str, dict[str, float]] = field(default_factory=dict)


def outcomes_of(
    source: Source, profile: Profile, overrides: Mapping[str, Mapping[str, Any]], progress: Progress
) -> Outcomes:
    """The cubes of outcomes, protected; none without scores. `overrides`: a site's own values (see `in_force`)."""
    if "scores" not in source.checks.extracts:
        return Outcomes()
    progress("Pairing scores")
    counted = count_outcomes(source, overrides)
    if counted.table.empty:
        return Outcomes()
    progress("Protecting outcomes")
    return Outcomes(released_cubes(counted, source.views, profile), counted.computed)


def count_outcomes(source: Source, overrides: Mapping[str, Mapping[str, Any]]) -> Counted:
    """Pair the scores and count them for every cell of the grid, unprotected."""
    connection, checks = source.connection, source.checks
    definitions = released("contacts" in checks.extracts)
    courses = course_facts(checks, source.episodes, connection)
    scores = materialised(scored(checks.extracts["scores"].accepted, courses), "scored", connection)
    could, uses = eligible(courses, scores, connection)
    rules = tuple(dict.fromkeys(rule for rule, _ in definitions))
    found = materialised(pairs(scores, rules), "pairs", connection)
    rows = materialised(by_definition(could, courses, found, definitions), "by_definition", connection)
    computed = computed_thresholds(rows.filter(rows.definition == 0), in_force(overrides))
    measures = in_force(overrides, computed)
    closed = source.episodes.select("n", *MEMBERS, month=source.episodes.closed.strftime("%Y-%m"))
    changed = with_change(rows.filter(rows.measure.isin(list(measures))), measures)
    changed = changed.join(closed, "n")
    alone = changed.count().over(ibis.window(group_by=[changed.person, changed.of_measure, changed.definition])) == 1
    changed = materialised(changed.mutate(alone=alone), "outcome_rows", connection)
    in_use = uses.to_pandas()
    in_use["since"] = pd.to_datetime(in_use.since).dt.strftime("%Y-%m")
    grid = outcomes_grid(in_use, source, measures, definitions)
    added = add_up(changed, source, definitions)
    added["measure"] = added.of_measure.map(dict(enumerate(measures)))
    table = filled(grid, added.drop(columns="of_measure"), NUMBERS)
    return Counted(table.astype(dict.fromkeys(COUNTS, "int64")), measures, computed, definitions)
