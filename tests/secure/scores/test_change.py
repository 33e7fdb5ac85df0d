"""Pairs worked by hand, from raw scores to the words for their change, through reading, checking and pairing."""

import csv
import sys
from pathlib import Path

import pandas as pd
import pytest
from extracts import SERVICES, referral, write_extracts

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from test_outcomes_cube import source_of

from pimh_data.registry.pairing import PAIRINGS, RELEASED
from pimh_data.secure.cubes.coding import coded
from pimh_data.secure.cubes.outcomes import count_outcomes
from pimh_data.secure.cubes.outcomes_counting import ALONE
from pimh_data.secure.statements import fetched

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "change.csv"
CASES = list(csv.DictReader(GOLDEN.open(encoding="utf-8")))
CONTACTS = ("2024-02-01", "2024-02-15", "2024-03-01", "2024-04-01")
RULES = {rule.key: number for number, (rule, _) in reversed(list(enumerate(RELEASED)))}
CHANGES = {"improved reliably": "improved_0", "deteriorated reliably": "deteriorated_0"}
CHANGES["no reliable change"] = "no_reliable_change_0"


def scores_of(case: dict[str, str]) -> list[dict[str, str]]:
    """'goal 1:2024-02-01=3' and so on as rows; '[1.2.-]' are items, '-' a missing one, behind a total if any."""
    rows = []
    text = case["scores"].replace("goal ", "goal_")
    for part in text.split():
        before, _, score = part.partition("=")
        scale, _, day = before.rpartition(":")
        scale = scale.replace("goal_", "goal ")
        respondent = scale if scale == "observer" else "parent"
        row = {"referral_id": f"R{case['number']}", "measure": case["measure"].partition(" goal")[0]}
        row |= {"scale": "" if scale == "observer" else scale, "respondent": respondent, "assessed": day}
        row["score"], _, rest = score.partition("[")
        items = rest.strip("]").split(".") if rest else []
        rows.append(row | {f"item_{n}": "" if item == "-" else item for n, item in enumerate(items, start=1)})
    return rows


@pytest.fixture(scope="module")
def worked(tmp_path_factory) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, int]]:
    """Pairs and outcomes by (referral, measure, rule), and how many rows of each referral were refused."""
    folder = tmp_path_factory.mktemp("golden")
    # One service a case, so that each uses its own measure alone.
    ids = [case["number"] for case in CASES]
    referrals = [
        referral(int(case["number"]), service=f"S{case['number']}", closed="2024-05-01", closure_reason="completed")
        | ({"stage": case["stage"]} if case["stage"] else {})
        for case in CASES
    ]
    contacts = [
        {"referral_id": f"R{number}", "date": day, "mode": "face to face", "status": "attended"}
        for number in ids
        for day in CONTACTS
    ]
    scores = [row for case in CASES for row in scores_of(case)]
    names = list(dict.fromkeys(name for row in scores for name in row))
    scores = [{name: row.get(name, "") for name in names} for row in scores]
    services = [SERVICES[0] | {"service": f"S{number}"} for number in ids]
    write_extracts(folder, referrals, services=services, contacts=contacts, scores=scores)
    source = source_of(folder)
    refused: dict[str, int] = {}
    checked = source.checks.extracts["scores"]
    for row in checked.refused.to_pandas().referral_id:
        refused[row] = refused.get(row, 0) + 1
    counted = count_outcomes(coded(source), {})
    numbers = source.episodes.select("n", "referral_id").to_pandas()
    connection = source.connection
    rows = fetched(connection, ALONE).to_pandas().merge(numbers, on="n")
    rows["measure"] = rows.of_measure.map(dict(enumerate(counted.measures)))
    pairs = connection.table("pairs").to_pandas().merge(numbers, on="n")
    pairs["pairing"] = pairs.rule.map(dict(enumerate(PAIRINGS)))
    return pairs, rows, refused


@pytest.mark.parametrize("case", CASES, ids=[f"{case['number']} {case['measure']}: {case['why']}" for case in CASES])
def test_a_pair_is_what_was_worked_by_hand(worked, case):
    pairs, rows, refused = worked
    name = f"R{case['number']}"
    assert refused.get(name, 0) == int(case["refused"])
    mine = pairs[(pairs.referral_id == name) & (pairs.measure == case["measure"]) & (pairs.pairing == case["rule"])]
    mine_rows = rows[
        (rows.referral_id == name) & (rows.measure == case["measure"]) & (rows.definition == RULES[case["rule"]])
    ]
    if case["change"] == "no first score":
        assert mine.empty
        assert mine_rows.empty
        return
    assert mine["first"].iloc[0] == pytest.approx(float(case["first"]))
    (found,) = mine_rows.to_dict("records")
    assert found["paired"] == bool(case["last"])
    if case["last"]:
        assert mine["last"].iloc[0] == pytest.approx(float(case["last"]))
    said = {words for words, column in CHANGES.items() if found[column]}
    assert said == {case["change"]} & set(CHANGES)
    if case["caseness"]:
        assert found["at_caseness"] == (case["caseness"] != "not at caseness")
        assert found["recovered"] == (case["caseness"] == "recovered")
        assert found["reliably_recovered_0"] == (
            case["caseness"] == "recovered" and case["change"] == "improved reliably"
        )


def test_every_measure_and_every_kind_of_trouble_is_among_the_cases():
    from pimh_data.registry.measures import MEASURES

    assert set(MEASURES) <= {case["measure"] for case in CASES}
    assert len(CASES) >= 60
