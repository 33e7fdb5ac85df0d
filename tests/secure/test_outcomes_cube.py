"""Outcomes: every cell against plain Python, what is hidden, means only where they and others tell of no few."""

import statistics
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from extracts import KEY
from recount_outcomes import DEFINITIONS, MEASURES, recount_outcomes

from pimh_data.registry.cubes import MEANS
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.covered import covered
from pimh_data.secure.cubes.coding import coded
from pimh_data.secure.cubes.outcomes import count_outcomes
from pimh_data.secure.cubes.outcomes_counting import COUNTS
from pimh_data.secure.cubes.outcomes_cubes import Counted, outcome_cubes
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.cubes.views import views
from pimh_data.secure.demo import write_demo
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.profiles import EXACT, ROUNDED, Profile
from pimh_data.secure.disclosure.protect import Protected, protect
from pimh_data.secure.engine import connected
from pimh_data.secure.episodes import episodes
from pimh_data.secure.settings import read_settings

PLACES = ("Sheffield", "Southampton", "Portsmouth")  # all of them would take six times as long
WHERES = {"Sheffield", "Wessex"}
KEYS = ["where", "period", "service", "dimension", "member", "measure", "pairing", "courses"]


def source_of(folder: Path) -> Source:
    """What `publish` counts from, for a folder of extracts."""
    connection = connected()
    checks = check_extracts(folder, read_settings(folder), connection)
    seen_from = views(checks)
    return Source(
        checks,
        episodes(checks, seen_from, connection, KEY),
        seen_from,
        covered(checks),
        connection,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outcomes")
    write_demo(folder, seed=5, referrals=8000, only=PLACES)
    return folder


@pytest.fixture(scope="module")
def source(folder) -> Source:
    return source_of(folder)


@pytest.fixture(scope="module")
def counted(source) -> Counted:
    return count_outcomes(coded(source), {})


@pytest.fixture(scope="module")
def table(counted, source) -> pd.DataFrame:
    names = source.views.names.set_index("view")
    found = counted.table
    return found.assign(where=found["view"].map(names["where"]), service=found["view"].map(names.service))


@pytest.fixture(scope="module")
def recounted(folder):
    return recount_outcomes(folder, WHERES)


def protected(counted: Counted, source: Source, profile: Profile) -> Protected:
    nests = nesting(source.views, source.calendar.periods())
    return protect({}, nests, profile, outcome_cubes(counted, source.views))


@pytest.fixture(scope="module")
def audited(counted, source) -> Protected:
    return protected(counted, source, ROUNDED)


@pytest.fixture(scope="module")
def rounded(audited) -> dict[str, pd.DataFrame]:
    return audited.tables


def test_every_unprotected_cell_equals_plain_python(table, recounted):
    mine = table[table["where"].isin(WHERES)]
    wrong, seen = [], set()
    for row in mine.to_dict("records"):
        key = tuple(row[name] for name in KEYS)
        seen.add(key)
        true = recounted.get(key, {})
        for name in COUNTS:
            if (name in true or row[name]) and not name.endswith("_1") and MEASURES[row["measure"]][2] is not None:
                wrong += [(key, name)] if sum(true.get(name, ())) != row[name] else []
        for name in ("eligible", "first_score", "paired"):
            wrong += [(key, name)] if sum(true.get(name, ())) != row[name] else []
        for name in ("first", "last", "change", "unpaired"):
            total, squares = sum(true.get(name, ())), sum(value * value for value in true.get(name, ()))
            if not np.allclose([total, squares], [row[f"sum_{name}"], row[f"squares_{name}"]], atol=1e-6):
                wrong.append((key, name))
    assert wrong == []
    assert len(seen) > 4_000
    totals = {key for key in recounted if key[3] == "all" and " Q" not in key[1]}
    assert totals <= seen


def test_a_breakdown_adds_up_to_everyone(table):
    keys = ["where", "period", "service", "measure", "pairing", "courses"]
    everyone = table[table.dimension == "all"].set_index(keys)[list(COUNTS)]
    for dimension in ("deprivation", "ethnic_split", "parent_role", "first_band"):
        parts = table[table.dimension == dimension].groupby(keys)[list(COUNTS)].sum()
        assert len(parts)
        assert (parts == everyone.loc[parts.index]).all().all()
    last = table[table.dimension == "first_band x last_band"].groupby(keys).paired.sum()
    assert (last == everyone.paired.loc[last.index]).all()


def test_nothing_but_multiples_of_five_from_five_up_is_shown(rounded):
    for name, cube in rounded.items():
        for column in cube.select_dtypes("Int32").columns:
            shown = cube[column].dropna()
            assert ((shown % 5 == 0) & (shown >= 5)).all(), (name, column)


def test_everyones_counts_are_hardly_ever_hidden_where_twenty_are_paired(table, rounded):
    keys = ["where", "period", "service", "measure"]
    usual = (table.pairing == DEFINITIONS[0][0]) & (table.courses == DEFINITIONS[0][1])
    enough = table[(table.dimension == "all") & usual & (table.paired >= 20)][keys]
    assert len(enough) > 300
    for name, counts in (("outcomes", ["eligible", "first_score", "paired"]), ("reliable_change", ["improved"])):
        cube = rounded[name]
        cube = cube[(cube.pairing == DEFINITIONS[0][0]) & (cube.courses == DEFINITIONS[0][1])]
        found = enough.merge(cube[cube.dimension == "all"], on=keys)
        assert len(found) > 300
        assert (found[counts].isna().mean() <= 0.01).all()


def test_means_are_of_ten_people_or_more_and_to_one_decimal(rounded, recounted):
    cube = rounded["outcomes"]
    mine = cube[cube["where"].isin(WHERES)].dropna(subset=["mean_first"]).head(1500)
    assert len(mine) > 100
    for row in mine.to_dict("records"):
        true = recounted[tuple(row[name] for name in KEYS)]
        assert len(true["first"]) >= 10
        for name in ("first", "last", "change"):
            within = 0.1 if name == "change" else 0.05  # the change is that of the two means as they are shown
            assert row[f"mean_{name}"] == pytest.approx(statistics.fmean(true[name]), abs=within + 1e-9)
            assert row[f"sd_{name}"] == pytest.approx(statistics.stdev(true[name]), abs=0.05 + 1e-9)
    assert np.allclose(cube[list(MEANS)] * 10, (cube[list(MEANS)] * 10).round(), equal_nan=True)


def test_people_left_over_from_shown_means_are_nobody_or_enough(counted, rounded):
    cube = rounded["outcomes"]
    true = counted.table[counted.table.dimension != "first_band x last_band"].reset_index(drop=True)
    cube = cube.assign(n=true.paired, shown=cube.mean_first.notna())
    keys = ["where", "period", "service", "measure", "pairing", "courses"]
    whole = cube[cube.dimension == "all"].set_index(keys).shown
    parts = cube[(cube.dimension != "all") & ~cube.shown].groupby([*keys, "dimension"]).n.sum().reset_index(keys)
    left = parts.n[whole.loc[pd.MultiIndex.from_frame(parts[keys])].to_numpy()]
    assert len(left) > 100
    assert ((left == 0) | (left >= 10)).all()


def test_between_two_definitions_no_mean_is_of_one_to_nine_people(counted, rounded):
    true = counted.table[counted.table.dimension != "first_band x last_band"].reset_index(drop=True)
    cube = rounded["outcomes"].assign(n=true.paired)
    shown = cube[(cube.dimension == "all") & cube.mean_first.notna()]
    keys = ["where", "period", "service", "measure"]
    by = {name: part.set_index(keys).n for name, part in shown.groupby(["pairing", "courses"])}
    for wider, narrower in ((1, 0), (3, 2), (2, 4), (3, 4), (2, 0), (3, 1)):
        both = pd.concat(
            [by[DEFINITIONS[wider]], by[DEFINITIONS[narrower]]], axis=1, join="inner", keys=["all", "some"]
        )
        apart = both["all"] - both["some"]
        assert len(both) > 20
        assert ((apart == 0) | (apart.abs() >= 10)).all()


def test_the_account_says_how_many_means_are_withheld(audited):
    assert 0 < audited.audit.means_withheld < audited.audit.means
    assert audited.audit.fewest_values == 3


def test_exact_hides_nothing_but_means_of_few(counted, source):
    cubes = protected(counted, source, EXACT).tables
    assert cubes["outcomes"].eligible.notna().all()
    assert cubes["severity"].people.sum() > 0
    few = cubes["outcomes"].paired < 10
    assert cubes["outcomes"].mean_first[few].isna().all()


def test_a_measure_without_a_reliable_change_has_no_rows_for_it(rounded):
    cubes = rounded
    assert {"MORS-SF warmth", "HADS-A", "confidence rating"}.isdisjoint(cubes["reliable_change"].measure)
    assert set(cubes["recovery"].measure) == {"PHQ-9", "GAD-7", "EPDS", "CORE-10"}
    core = cubes["reliable_change"][cubes["reliable_change"].measure == "CORE-10"]
    assert set(core.reliable_change) == {"6 points (Barkham 2013)", "5 points (NHS England code)"}


def test_the_reliable_change_of_kpcs_is_computed_from_the_first_scores(counted, folder):
    from recount_outcomes import counts, courses_of, pair

    used = [row for row in courses_of(folder).values() if row["closed"] and row["scores"]]
    firsts = [
        pair(row, "KPCS", "Children's rule")[0] for row in used if counts(row, "Children's rule", "Finished courses")
    ]
    sd = statistics.stdev(first for first in firsts if first is not None)
    assert counted.computed["KPCS"]["computed here (retest .88)"] == pytest.approx(
        1.96 * sd * 2**0.5 * (1 - 0.88) ** 0.5, abs=0.01
    )
