"""Money allocated and spent: sums by hand, what is not known kept apart from nought, years and funders."""

import dataclasses
import math
from pathlib import Path

import pandas as pd
import pytest

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.funding import allocated_and_spent
from pimh_data.registry.posts import FUNDING
from pimh_data.release import Release, Store

NAMES = ["workstream", "service", "year", "funded_by", "lead_provider", "allocated", "spent"]
ROWS = [
    ("Peers", "Light peer support", "2024/25", "Start for Life", "Light", 1000.0, 900.0),
    ("Peers", "Light peer support", "2024/25", "Core", "Light", 500.0, math.nan),
    ("Teams", "CAMHS PAIRS", "2024/25", "Start for Life", "Trust", 3000.0, 3100.0),
    ("Training", "", "2024/25", "Start for Life", "Council", 200.0, 0.0),
    ("Teams", "CAMHS PAIRS", "2023/24", "Start for Life", "Trust", 2000.0, 1000.0),
]


@pytest.fixture(scope="module")
def demo(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture
def release(demo):
    return of(demo, ROWS)


def of(demo, rows):
    table = pd.DataFrame(rows, columns=NAMES).assign(where="Sheffield")
    others = {key: held for key, held in demo.tables.items() if key[0] != FUNDING}
    return dataclasses.replace(demo, tables=others | {(FUNDING, "Sheffield"): table})


def choice(**changes: str) -> Selection:
    return Selection(**{"place": "Sheffield", "year": "2024/25", **changes})


def money(answer, year):
    rows = answer.table[answer.table.year == year]
    return {row.member: (row.allocated, row.spent) for row in rows.itertuples()}


def test_money_is_added_up_by_workstream_and_by_funder_year_by_year(release):
    answer, of_funders = (allocated_and_spent(release, choice(), by) for by in ("Workstream", "Funder"))
    assert money(answer, "2024/25") == {"Peers": (1500, 900), "Teams": (3000, 3100), "Training": (200, 0)}
    assert money(answer, "2023/24") == {"Teams": (2000, 1000)}
    (core,) = (row for row in of_funders.table.itertuples() if row.member == "Core")
    assert (core.allocated, math.isnan(core.spent), math.isnan(core.share)) == (500, True, True)
    assert money(of_funders, "2024/25")["Start for Life"] == (4200, 4000)
    assert answer.table.year.tolist() == sorted(answer.table.year, reverse=True)
    assert of_funders.variant == (("money-by", "Funder"),)


def test_another_breakdown_is_refused_in_words(release):
    with pytest.raises(SelectionError, match="not broken down by 'Place'; by Workstream, Funder and Lead provider"):
        allocated_and_spent(release, choice(), "Place")


def test_the_share_rests_on_rows_with_both_amounts_and_it_is_said(release):
    answer = allocated_and_spent(release, choice())
    assert answer.finding.text == (
        "Sheffield, 2024/25: £4,700 was allocated and £4,000 spent (95% where both are known). The largest amounts "
        "were £3,000 to Teams, £1,500 to Peers and £200 to Training. Most was left in Training (£200)."
    )
    assert allocated_and_spent(release, choice(), "Funder").finding.text.endswith(
        "The largest amounts were £4,200 by Start for Life and £500 by Core. Most was left of what was given by Start "
        "for Life (£200)."
    )
    of_year = answer.table[answer.table.year == "2024/25"].share_of_year
    assert of_year.tolist() == pytest.approx([4000 / 4200] * 3)
    assert "1 of 5 rows lacks an amount" in answer.notes[0]


def test_nothing_spent_is_nought_and_not_unknown(release):
    (training,) = (r for r in allocated_and_spent(release, choice()).table.itertuples() if r.member == "Training")
    assert (training.spent, training.share, training.state) == (0, 0, "shown")


def test_of_one_service_its_own_rows_alone(release):
    answer = allocated_and_spent(release, choice(service="Light peer support"))
    assert set(answer.table.member) == {"Peers"}
    assert "Money without a service" in answer.notes[-1]
    bundle = allocated_and_spent(release, choice(service="Start for Life funded"))
    assert {"Peers", "Teams"} <= set(bundle.table.member)


def test_a_year_without_money_names_the_years_that_have_some(release):
    answer = allocated_and_spent(release, choice(year="2021/22"))
    assert answer.finding.text == "Sheffield, 2021/22: no money is listed; it is for 2023/24 and 2024/25."
    assert answer.finding.grade == "no data"


def test_what_was_not_brought_is_told_from_what_is_not_granted(release):
    without = dataclasses.replace(release, tables={key: t for key, t in release.tables.items() if key[0] != FUNDING})
    said = allocated_and_spent(without, choice()).finding.text
    assert said == "Sheffield, 2024/25: money is not shown to you without a grant of its own."
    extracts = {name: count for name, count in release.manifest.extracts.items() if name != FUNDING}
    bare = dataclasses.replace(without, manifest=dataclasses.replace(release.manifest, extracts=extracts))
    assert "no money was brought (funding extract)" in allocated_and_spent(bare, choice()).finding.text


def test_only_unknown_amounts_are_no_data_and_break_nothing(demo):
    rows = [("Peers", "", "2024/25", "Core", "Light", math.nan, math.nan)]
    answer = allocated_and_spent(of(demo, rows), choice())
    assert answer.table.state.tolist() == ["no data"]
    assert "not shown" in answer.finding.text
