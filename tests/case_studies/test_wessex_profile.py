"""The Wessex profile as printed: suppressed, missing and noted cells are told apart."""

from dataclasses import replace

from indicator_release import Indicators, places_of_three

from pimh_data.answer import Selection
from pimh_data.case_studies import wessex_table

SHEFFIELD = Selection("Sheffield", year="2023/24")


def of_three(folder):
    made = Indicators()
    places_of_three(made)
    return made.open(folder)


def test_the_wessex_table_tells_suppressed_missing_and_noted_cells_apart(tmp_path):
    answer = wessex_table(of_three(tmp_path), SHEFFIELD)
    assert len(answer.table) == 81
    assert answer.table["kind"].value_counts().to_dict() == {
        "value": 60,
        "value with a note": 16,
        "suppressed": 4,
        "not available": 1,
    }
    alcohol = {
        r.area: (r.cell, r.state) for r in answer.table.itertuples() if r.indicator.endswith("alcohol treatment")
    }
    assert alcohol["Portsmouth"] == ("suppressed [c]", "hidden")
    assert alcohol["Southampton"] == ("55.6", "shown")
    missing = answer.table[answer.table["kind"] == "not available"].iloc[0]
    assert (missing["cell"], missing["state"]) == ("not available [x]", "no data")
    noted = answer.table[answer.table["kind"] == "value with a note"]
    assert noted["cell"].str.endswith("*").all()
    assert set(noted["note"]) == {"see source"}


def test_a_release_that_lacks_the_indicators_says_so(tmp_path):
    release = of_three(tmp_path)
    tables = {key: table for key, table in release.tables.items() if key != ("indicators", "published")}
    assert wessex_table(replace(release, tables=tables), SHEFFIELD).finding.grade == "no data"
