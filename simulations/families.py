"""Core20 against the rest down the pathway, nobody being lost more than anybody: how often it is told from chance."""

import numpy as np

from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import STEPS
from pimh_data.registry.deprivation import CORE20
from simulations.releasing import cell, shown

SEED = 21
TAKEN = {
    "accepted": 0.85,
    "seen": 0.8,
    "three_or_more_contacts": 0.65,
    "completed": 0.55,
}  # of those at the step before


def flagged(core20: int, rest: int, draws: int) -> float:
    """The share of true nulls of which the product's own verdict, of all steps and the whole path, says something."""
    rng = np.random.default_rng((SEED, core20, rest))
    groups = [_drawn(size, draws, rng) for size in (core20, rest)]
    told = 0
    for row in range(draws):
        one, other = ({name: cell(int(counts[row])) for name, counts in group.items()} for group in groups)
        told += PathVerdict.of(CORE20, one, other).told is not None
    return told / draws


def _drawn(size: int, draws: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    true = {"referred": rng.integers(round(0.9 * size), round(1.1 * size) + 1, draws)}
    for name, before in STEPS.items():
        if before:
            true[name] = rng.binomial(true[before], TAKEN[name])
    return {name: shown(counts, rng) for name, counts in true.items()}
