"""No small count is shown and none can be worked out: the audit against an integer programme, and attacks that fail."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pimh_data.errors import PublishError
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP
from pimh_data.secure.disclosure.audit import audit, exposed, known, ranges
from pimh_data.secure.disclosure.profiles import EXACT, ROUNDED, SUPPRESSED, profile_named
from pimh_data.secure.disclosure.protect import hide, protect
from pimh_data.secure.disclosure.sums import sums_of

VIEW = ["period"]
DECILES = [f"Decile {number}" for number in range(1, 11)]


def view(deciles: list[int], not_known: int, ethnic: list[int] | None = None, period: str = "2023/24") -> pd.DataFrame:
    """One view as a cube holds it: everyone, deciles with their groups, and ethnic groups that share the total."""
    core, rest = sum(deciles[:2]), sum(deciles[2:])
    rows = [
        ("all", "Everyone", core + rest + not_known),
        ("deprivation", "Core20", core),
        ("deprivation", "The rest", rest),
    ]
    rows += [("deprivation", name, n) for name, n in zip(DECILES, deciles, strict=True)]
    rows.append(("deprivation", "Not known", not_known))
    if ethnic is not None:
        rows += [("ethnic_group", name, n) for name, n in zip(ETHNIC_GROUP.members, ethnic, strict=True)]
    return pd.DataFrame(rows, columns=["dimension", "member", "people"]).assign(period=period)


def small_views() -> st.SearchStrategy[pd.DataFrame]:
    """Views of few people, spread alike over deciles and ethnic groups."""

    def spread(people: list[tuple[int, int]]) -> pd.DataFrame:
        decile = np.bincount([d for d, _ in people], minlength=11)
        ethnic = np.bincount([e for _, e in people], minlength=8)
        return view(decile[:10].tolist(), int(decile[10]), ethnic.tolist())

    return st.lists(st.tuples(st.integers(0, 10), st.integers(0, 7)), max_size=60).map(spread)


def programme(table: pd.DataFrame, low: np.ndarray, high: np.ndarray, row: int, sense: int) -> float:
    """Least (sense 1) or greatest (-1) value of a cell under the sums, by integer programming: another hand's."""
    index = {(row.dimension, row.member): i for i, row in enumerate(table.itertuples())}
    parts = {("all", "Everyone"): [("deprivation", name) for name in ("Core20", "The rest", "Not known")]}
    sums = [(("all", "Everyone"), parts["all", "Everyone"])]
    sums.append((("deprivation", "Core20"), [("deprivation", name) for name in DECILES[:2]]))
    sums.append((("deprivation", "The rest"), [("deprivation", name) for name in DECILES[2:]]))
    if ("ethnic_group", "White") in index:
        sums.append((("all", "Everyone"), [("ethnic_group", name) for name in ETHNIC_GROUP.members]))
    matrix = np.zeros((len(sums), len(table)))
    for i, (total, members) in enumerate(sums):
        matrix[i, index[total]] = -1
        for member in members:
            matrix[i, index[member]] = 1
    goal = np.zeros(len(table))
    goal[row] = sense
    found = milp(
        goal, constraints=LinearConstraint(matrix, 0, 0), bounds=Bounds(low, np.minimum(high, 10**4)), integrality=1
    )
    assert found.success
    return sense * found.fun


@given(small_views())
@settings(max_examples=25, deadline=None)
def test_the_audits_ranges_are_those_of_an_integer_programme(table):
    counts = table[["people"]].to_numpy()
    low, high = known(counts, ROUNDED.hides(counts), ROUNDED)
    tight_low, tight_high = ranges(low, high, sums_of(table, VIEW))
    for row in range(0, len(table), 3):
        assert tight_low[row, 0] == pytest.approx(programme(table, low[:, 0], high[:, 0], row, 1))
        assert tight_high[row, 0] == pytest.approx(programme(table, low[:, 0], high[:, 0], row, -1))


@given(small_views(), st.sampled_from([ROUNDED, SUPPRESSED]))
@settings(max_examples=25, deadline=None)
def test_after_protection_every_hidden_small_count_keeps_its_full_range(table, profile):
    counts = table[["people"]].to_numpy()
    hidden = hide(counts, sums_of(table, VIEW), profile)
    low, high = known(counts, hidden, profile)
    for row in np.flatnonzero(hidden[:, 0] & profile.hides(counts)[:, 0])[::2]:
        assert programme(table, low[:, 0], high[:, 0], row, 1) <= profile.hidden_low
        assert programme(table, low[:, 0], high[:, 0], row, -1) >= profile.hidden_high


@given(small_views())
@settings(max_examples=50, deadline=None)
def test_what_is_shown_permits_the_truth(table):
    released = protect(table, ("people",), ROUNDED).people
    shown = released.notna().to_numpy()
    low, high = ROUNDED.permits(released[shown].to_numpy("int64"))
    true = table.people.to_numpy()
    assert ((low <= true[shown]) & (true[shown] <= high)).all()
    assert (true[shown] >= 5).all()
    assert (released[shown] % 5 == 0).all()


@pytest.mark.parametrize(
    ("true", "shown"), [(5, 5), (6, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1002, 1000), (1003, 1005)]
)
def test_counts_are_rounded_to_the_nearest_five(true, shown):
    assert ROUNDED.shown(np.array([true]))[0] == shown


def test_zero_to_four_are_hidden_alike_when_rounded_and_zero_is_shown_when_suppressed():
    counts = np.arange(7)
    assert ROUNDED.hides(counts).tolist() == [True] * 5 + [False] * 2
    assert SUPPRESSED.hides(counts).tolist() == [False] + [True] * 4 + [False] * 2
    assert not EXACT.hides(counts).any()


def test_a_subtraction_that_would_uncover_a_decile_finds_its_neighbour_hidden():
    table = view([7, 0, 20, 20, 20, 20, 20, 20, 20, 20], 10)
    # Core20 is shown as 5 (5 to 7) and so would decile 1 be: decile 2 could only be 0, 1 or 2.
    released = protect(table, ("people",), ROUNDED).set_index("member").people
    assert released["Core20"] == 5
    assert released.isna()[["Decile 1", "Decile 2"]].all()


def test_parts_that_are_all_small_hide_a_total_that_would_fix_them():
    table = view([4, 4, 30, 30, 30, 30, 30, 30, 30, 30], 10)
    # Both deciles at most 4 and Core20 shown as 10 (8 to 12) would fix both at 4.
    released = protect(table, ("people",), ROUNDED).set_index("member").people
    assert released.isna()[["Core20", "Decile 1", "Decile 2"]].all()
    assert released["Everyone"] == 260


def test_views_do_not_protect_or_expose_each_other():
    one, other = view([7, 0, *[20] * 8], 10), view([20] * 10, 10, period="2022/23")
    both = protect(pd.concat([other, one], ignore_index=True), ("people",), ROUNDED)
    assert both[both.period == "2022/23"].people.notna().all()


def test_each_count_of_a_cell_is_protected_on_its_own():
    table = view([7, 0, *[20] * 8], 10).assign(seen=lambda t: t.people * 0 + 50)
    table.loc[table.member.isin(["Core20"]), "seen"] = 100
    table.loc[table.member.isin(["The rest"]), "seen"] = 400
    table.loc[table.member.isin(["Everyone"]), "seen"] = 550
    released = protect(table[["period", "dimension", "member", "people", "seen"]], ("people", "seen"), ROUNDED)
    assert released.people.isna().sum() == 2
    assert released.seen.notna().all()


def test_an_audit_refuses_a_shown_small_count_and_a_hidden_one_that_can_be_narrowed():
    table = view([7, 0, *[20] * 8], 10)
    counts, sums = table[["people"]].to_numpy(), sums_of(table, VIEW)
    with pytest.raises(PublishError, match="1 small counts are shown"):
        audit(counts, np.zeros_like(counts, dtype=bool), sums, ROUNDED)
    with pytest.raises(PublishError, match="0 small counts are shown and 1 hidden cells could be narrowed"):
        audit(counts, ROUNDED.hides(counts), sums, ROUNDED)
    assert not exposed(counts, hide(counts, sums, ROUNDED), sums, ROUNDED).any()


def test_exact_hides_nothing_and_an_unknown_profile_is_refused():
    table = view([1, 0, *[2] * 8], 1)
    assert protect(table, ("people",), EXACT).people.tolist() == table.people.tolist()
    with pytest.raises(PublishError, match="choose one of rounded, suppressed, exact"):
        profile_named("none")


def test_every_decile_stands_under_its_group():
    assert sums_of(view([10] * 10, 5), VIEW).starts.size == 3
    assert set(DEPRIVATION.members) == {"Core20", "The rest", *DECILES, "Not known"}
