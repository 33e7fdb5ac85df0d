"""Small tables of outcomes, protected, against a linear programme over every sum that a reader could use."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from pimh_data.errors import PublishError
from pimh_data.secure.cubes import outcomes_protection
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_protection import protect_outcomes
from pimh_data.secure.disclosure.audit import known
from pimh_data.secure.disclosure.profiles import ROUNDED, SUPPRESSED

PARTS = ("improved_0", "deteriorated_0", "no_reliable_change_0")
USED = ("paired", *PARTS)
DEPRIVATION = ("Core20", "The rest", "Not known")
ROLES = ("mother or birthing parent", "father or co-parent", "other carer", "Not recorded")
USUAL = ("Children's rule", "Finished courses")


def drawn(rng: np.random.Generator) -> pd.DataFrame:
    """One view of 10 to 120 people by two breakdowns."""
    size = int(rng.integers(10, 120))
    people = pd.DataFrame(
        {
            "deprivation": rng.choice(DEPRIVATION, size, p=[0.35, 0.58, 0.07]),
            "parent_role": rng.choice(ROLES, size, p=[0.85, 0.08, 0.04, 0.03]),
            "change": rng.choice([*PARTS, "none"], size, p=[0.4, 0.05, 0.25, 0.3]),
        }
    )
    rows = []
    for dimension, member in [
        ("all", "Everyone"),
        *(("deprivation", m) for m in DEPRIVATION),
        *(("parent_role", m) for m in ROLES),
    ]:
        mine = people if dimension == "all" else people[people[dimension] == member]
        changed = mine.change.value_counts()
        counts = {"eligible": len(mine), "first_score": len(mine), "paired": int((mine.change != "none").sum())}
        counts |= {name: int(changed.get(name, 0)) for name in PARTS}
        rows.append({"dimension": dimension, "member": member} | dict.fromkeys(COUNTS, 0) | counts)
    return keyed(pd.DataFrame(rows))


def keyed(table: pd.DataFrame, pairing: str = USUAL[0], courses: str = USUAL[1]) -> pd.DataFrame:
    return table.assign(view=0, period="2023/24", measure="PHQ-9", pairing=pairing, courses=courses)


def defined(table: pd.DataFrame) -> np.ndarray:
    meant = ["eligible", "first_score", *USED]
    return np.tile(np.isin(np.array(COUNTS), meant), (len(table), 1))


def exact_ranges(table: pd.DataFrame, hidden: np.ndarray) -> list[tuple[float, float]]:
    """Least and greatest value of every cell hidden for being small, over all sums together."""
    true = table[list(USED)].to_numpy("int64")
    low, high = known(true, hidden, ROUNDED)
    number = np.arange(true.size).reshape(true.shape)
    sums = []
    for row in range(len(table)):
        sums.append((number[row, 0], number[row, 1:]))
    for dimension, column in itertools.product(("deprivation", "parent_role"), range(len(USED))):
        sums.append((number[0, column], number[table.dimension == dimension, column]))
    matrix = np.zeros((len(sums), true.size))
    for line, (whole, parts) in enumerate(sums):
        matrix[line, whole] = 1
        matrix[line, parts] = -1
    bounds = list(zip(low.ravel(), np.minimum(high.ravel(), 500), strict=True))
    found = []
    for row, column in zip(*np.nonzero(hidden & ROUNDED.hides(true)), strict=True):
        goal = np.zeros(true.size)
        goal[number[row, column]] = 1
        ends = [linprog(sign * goal, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=bounds).fun for sign in (1, -1)]
        found.append((ends[0], -ends[1]))
    return found


def test_hardly_a_hidden_count_can_be_narrowed_down_and_then_by_one():
    """Bounds are passed, not solved: over all crossings together hardly a hidden count loses even one value."""
    rng = np.random.default_rng(2)
    columns = [COUNTS.index(name) for name in USED]
    ranges = []
    for _ in range(40):
        table = drawn(rng)
        protected = protect_outcomes(table, defined(table), ROUNDED, [USUAL])
        ranges += exact_ranges(table, protected.hidden[:, columns])
    narrowed = [(low, high) for low, high in ranges if low > 1e-6 or high < 4 - 1e-6]
    assert len(ranges) > 600
    assert len(narrowed) <= 0.01 * len(ranges)  # 8 of 11,905 in 600 such tables
    assert all(low < 1 + 1e-6 and high > 3 - 1e-6 for low, high in narrowed)


def test_a_small_part_of_those_paired_is_not_told_by_the_others():
    row = {"dimension": "all", "member": "Everyone", "eligible": 60, "first_score": 60, "paired": 52}
    # 50, 30 and 25 shown would leave at most one deteriorated: 52 - 28 - 23.
    table = keyed(pd.DataFrame([dict.fromkeys(COUNTS, 0) | row | {PARTS[0]: 28, PARTS[1]: 1, PARTS[2]: 23}]))
    protected = protect_outcomes(table, defined(table), ROUNDED, [USUAL])
    hidden = dict(zip(COUNTS, protected.hidden[0], strict=True))
    assert hidden["deteriorated_0"]
    assert hidden["no_reliable_change_0"]
    assert not hidden["improved_0"]


def two_definitions(wider: int, narrower: int) -> tuple[pd.DataFrame, np.ndarray]:
    rows = []
    for courses, eligible in (("Finished courses", narrower), ("All courses", wider)):
        counts = dict.fromkeys(COUNTS, 0) | {"eligible": eligible, "first_score": 30, "paired": 20}
        one = pd.DataFrame([{"dimension": "all", "member": "Everyone"} | counts])
        rows.append(keyed(one, courses=courses))
    table = pd.concat(rows, ignore_index=True)
    return table, np.tile(np.isin(np.array(COUNTS), ["eligible", "first_score", "paired"]), (2, 1))


@pytest.mark.parametrize(
    ("wider", "narrower", "profile", "held"),
    [
        (50, 50, ROUNDED, False),  # both 50: 0 to 4 alone in the wider, as for any hidden count
        (53, 52, ROUNDED, True),  # 55 and 50: at least one person had one contact alone
        (60, 40, ROUNDED, False),  # twenty apart is no small number
        (51, 50, SUPPRESSED, True),
        (50, 50, SUPPRESSED, False),
    ],
)
def test_a_definition_that_tells_of_a_few_is_withheld_and_the_usual_one_stays(wider, narrower, profile, held):
    table, meant = two_definitions(wider, narrower)
    protected = protect_outcomes(table, meant, profile, [USUAL, ("Children's rule", "All courses")])
    eligible = COUNTS.index("eligible")
    assert protected.withheld[1, eligible] == held
    assert protected.hidden[1, eligible] == held
    assert not protected.hidden[0, eligible]
    assert not protected.withheld[:, COUNTS.index("paired")].any()


def test_an_audit_that_fails_publishes_nothing(monkeypatch):
    row = {"dimension": "all", "member": "Everyone", "eligible": 60, "first_score": 60, "paired": 52}
    table = keyed(pd.DataFrame([dict.fromkeys(COUNTS, 0) | row | {PARTS[0]: 28, PARTS[1]: 1, PARTS[2]: 23}]))
    monkeypatch.setattr(outcomes_protection, "_hide_jointly", lambda table, true, hidden, defined, profile: hidden)
    with pytest.raises(PublishError, match="1 hidden cells could be narrowed down"):
        protect_outcomes(table, defined(table), ROUNDED, [USUAL])
