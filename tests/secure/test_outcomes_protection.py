"""Small tables of outcomes, protected, against a linear programme over every sum that a reader could use."""

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from pimh_data.errors import PublishError
from pimh_data.registry.cubes import NO_FIRST_SCORE
from pimh_data.registry.definitions import in_force
from pimh_data.registry.measure import Measure
from pimh_data.secure.cubes import outcomes_protection
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_meaning import Meaning, meaning
from pimh_data.secure.cubes.outcomes_means import to_one_decimal
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


def defined(table: pd.DataFrame, meant: Sequence[str] = ("eligible", "first_score", *USED)) -> Meaning:
    those = np.tile(np.isin(np.array(COUNTS), meant), (len(table), 1))
    return Meaning(those, np.zeros_like(those))


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


def test_no_hidden_count_can_be_narrowed_down():
    """Bounds are passed, not solved; a linear programme over all crossings together finds no narrower range."""
    rng = np.random.default_rng(2)
    columns = [COUNTS.index(name) for name in USED]
    ranges = []
    for _ in range(40):
        table = drawn(rng)
        protected = protect_outcomes(table, defined(table), ROUNDED, [USUAL])
        ranges += exact_ranges(table, protected.hidden[:, columns])
    narrowed = [(low, high) for low, high in ranges if low > 1e-6 or high < 4 - 1e-6]
    assert len(ranges) > 600
    assert narrowed == []  # nor of 12,027 in 600 such tables


def test_a_small_part_of_those_paired_is_not_told_by_the_others():
    row = {"dimension": "all", "member": "Everyone", "eligible": 60, "first_score": 60, "paired": 52}
    # 50, 30 and 25 shown would leave at most one deteriorated: 52 - 28 - 23.
    table = keyed(pd.DataFrame([dict.fromkeys(COUNTS, 0) | row | {PARTS[0]: 28, PARTS[1]: 1, PARTS[2]: 23}]))
    protected = protect_outcomes(table, defined(table), ROUNDED, [USUAL])
    hidden = dict(zip(COUNTS, protected.hidden[0], strict=True))
    assert hidden["deteriorated_0"]
    assert hidden["no_reliable_change_0"]
    assert not hidden["improved_0"]


def two_definitions(wider: int, narrower: int) -> tuple[pd.DataFrame, Meaning]:
    rows = []
    for courses, eligible in (("Finished courses", narrower), ("All courses", wider)):
        counts = dict.fromkeys(COUNTS, 0) | {"eligible": eligible, "first_score": 30, "paired": 20}
        one = pd.DataFrame([{"dimension": "all", "member": "Everyone"} | counts])
        rows.append(keyed(one, courses=courses))
    table = pd.concat(rows, ignore_index=True)
    return table, defined(table, ("eligible", "first_score", "paired"))


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
    monkeypatch.setattr(outcomes_protection, "hide_together", lambda counts, worth, ways: counts.hidden)
    with pytest.raises(PublishError, match="1 hidden cells could be narrowed down"):
        protect_outcomes(table, defined(table), ROUNDED, [USUAL])


def test_everyones_counts_are_shown_where_a_breakdowns_can_be_hidden_instead():
    rng = np.random.default_rng(3)
    shown, hidden_parts = [], 0
    for _ in range(60):
        table = drawn(rng)
        protected = protect_outcomes(table, defined(table), ROUNDED, [USUAL])
        few = ROUNDED.hides(table[list(COUNTS)].to_numpy("int64"))
        needless = pd.DataFrame(protected.hidden & ~few & defined(table).defined, columns=list(COUNTS))
        shown += [not needless.loc[0, name] for name in ("eligible", "paired", "improved_0")]
        hidden_parts += int(needless.loc[1:].to_numpy().sum())
    assert hidden_parts > 20
    assert all(shown)


@pytest.mark.parametrize("profile", [ROUNDED, SUPPRESSED])
def test_nothing_is_hidden_that_could_be_shown(monkeypatch, profile):
    rng = np.random.default_rng(4)
    tried = 0
    for _ in range(5):
        table = drawn(rng)
        hidden = protect_outcomes(table, defined(table), profile, [USUAL]).hidden
        few = profile.hides(table[list(COUNTS)].to_numpy("int64"))
        for row, column in zip(*np.nonzero(hidden & ~few & defined(table).defined), strict=True):
            shown = hidden.copy()
            shown[row, column] = False
            monkeypatch.setattr(outcomes_protection, "hide_together", lambda counts, worth, ways, shown=shown: shown)
            with pytest.raises(PublishError, match="could be narrowed down"):
                protect_outcomes(table, defined(table), profile, [USUAL])
            monkeypatch.undo()
            tried += 1
    assert tried > 5


def in_bands(measure: str, first_scores: dict[str, int]) -> pd.DataFrame:
    """Those with a first score by band, everyone of them paired, and ten without one."""
    rows = [
        {"dimension": "first_band", "member": band, "eligible": count, "first_score": count, "paired": count}
        for band, count in first_scores.items()
    ]
    rows.append({"dimension": "first_band", "member": NO_FIRST_SCORE, "eligible": 10, "first_score": 0, "paired": 0})
    everyone = pd.DataFrame(rows)[["eligible", "first_score", "paired"]].sum().to_dict()
    rows.insert(0, {"dimension": "all", "member": "Everyone"} | everyone)
    return keyed(pd.DataFrame([dict.fromkeys(COUNTS, 0) | row for row in rows])).assign(measure=measure)


def test_nobody_is_known_to_have_no_first_score_so_the_other_bands_are_not_told_by_it():
    """53 and 52 with a first score: 55 and 50 shown would leave at least one in the other band, since none is left."""
    table = in_bands("KPCS", {"Low confidence": 52, "Usual range": 1})
    meant = meaning(table, in_force({}))
    protected = protect_outcomes(table, meant, ROUNDED, [USUAL])
    shown = pd.DataFrame(~protected.hidden, columns=list(COUNTS))
    low_confidence = table.member == "Low confidence"
    for count in ("first_score", "paired"):
        assert shown.loc[0, count]
        assert not shown.loc[low_confidence, count].any()
    unscored = (table.member == NO_FIRST_SCORE).to_numpy()
    assert not shown.loc[unscored, "paired"].any()
    assert shown.loc[unscored, "eligible"].all()


def test_a_pair_without_a_first_score_is_refused():
    table = in_bands("KPCS", {"Low confidence": 52, "Usual range": 20})
    table.loc[table.member == NO_FIRST_SCORE, "paired"] = 3
    with pytest.raises(PublishError, match="1 counts are not what a first band leaves possible"):
        protect_outcomes(table, meaning(table, in_force({})), ROUNDED, [USUAL])


def test_a_count_within_another_does_not_tell_of_it():
    """27, 13 and 14 paired: 25, 15 and 15 shown would leave one at most. So would 13 recovered in the place of 13."""
    parts = {"Everyone": (27, 24), "Core20": (13, 13), "The rest": (14, 11), "Not known": (0, 0)}
    rows = [
        dict.fromkeys(COUNTS, 0)
        | {"dimension": "all" if member == "Everyone" else "deprivation", "member": member}
        | {"eligible": 90, "first_score": 70, "paired": paired, "at_caseness": 60, "recovered": recovered}
        for member, (paired, recovered) in parts.items()
    ]
    table = keyed(pd.DataFrame(rows))
    everyone = table.member == "Everyone"
    table.loc[everyone, ["eligible", "first_score", "at_caseness"]] *= 3
    meant = defined(table, ("eligible", "first_score", "paired", "at_caseness", "recovered"))
    protected = protect_outcomes(table, meant, ROUNDED, [USUAL])
    shown = pd.DataFrame(~protected.hidden, columns=list(COUNTS), index=table.member)
    assert shown.loc["Everyone"].paired
    told = 13 if shown.loc["Core20"].paired or shown.loc["Core20"].recovered else 0
    told += 13 if shown.loc["The rest"].paired else 8 if shown.loc["The rest"].recovered else 0
    assert 27 - told >= 4


@pytest.mark.parametrize("measure", [measure for measure in in_force({}).values() if measure.bands])
def test_a_first_band_rules_out_what_no_last_score_can_bring_about(measure: Measure):
    """Against every pair of scores of the measure, in tenths of a point."""
    table = in_bands(measure.key, {band.label: 1 for band in measure.bands})
    meant = meaning(table, {measure.key: measure})
    scores = np.round(np.arange(measure.low, measure.high + 0.05, 0.1), 1)
    last = scores[None, :]
    lows = [band.low for band in measure.bands]
    better = 1 if measure.direction == "higher_is_better" else -1
    for number in range(len(lows)):
        first = scores[np.searchsorted(lows, scores, side="right") == number + 1][:, None]
        gain = (last - first) * better
        found = {"eligible": gain == gain, "first_score": gain == gain, "paired": gain == gain}
        if measure.caseness is not None:
            case = ((first - measure.caseness) * better <= 0) & (gain == gain)
            found |= {"at_caseness": case, "recovered": case & ((last - measure.caseness) * better > 0)}
        for variant, change in enumerate(
            change for change in measure.reliable_changes[:2] if change.points is not None
        ):
            found[f"improved_{variant}"] = gain >= change.points - 1e-9
            found[f"deteriorated_{variant}"] = gain <= 1e-9 - change.points
            found[f"no_reliable_change_{variant}"] = np.abs(gain) < change.points - 1e-9
            if measure.caseness is not None:
                found[f"reliably_recovered_{variant}"] = found["recovered"] & found[f"improved_{variant}"]
        row = 1 + number
        assert {COUNTS[column] for column in np.flatnonzero(meant.nobody[row])} == {
            name for name, cases in found.items() if not cases.any()
        }
        equal = {(COUNTS[one], COUNTS[other]) for rows, one, other in meant.equal if row in rows}
        wanted = [("eligible", "first_score"), ("first_score", "at_caseness")]
        wanted += [("recovered", f"reliably_recovered_{variant}") for variant in range(2)]
        assert equal == {
            (one, other)
            for one, other in wanted
            if one in found and other in found and found[one].any() and (found[one] == found[other]).all()
        }


def test_a_mean_half_way_between_two_decimals_does_not_depend_on_the_order_of_adding_up():
    scores = [1 / 3, 2 / 3, 2.75, 11 / 3, 5 / 3, 2.75, 11 / 3, 4 / 3, 2.75, 2.75, 16 / 3, 16 / 3]
    assert np.mean(scores) == pytest.approx(2.75)
    orders = np.random.default_rng(1).permuted(np.tile(scores, (200, 1)), axis=1)
    added = np.array([sum(order.tolist()) for order in orders]) / len(scores)
    assert len(set(np.round(added, 1))) == 2
    assert set(to_one_decimal(added)) == {2.8}
    assert not np.signbit(to_one_decimal(np.array([-0.01])))[0]
