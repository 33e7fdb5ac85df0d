"""The charts of need and funding: ranges, two counts, before and after, ratings. Words and places of every row."""

import json

import pandas as pd
import pytest
import vl_convert
from answers import EVIDENCE, NONE, STATE

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.charts import people_beside_need, picture, provision_grid, range_bars, scenario

KINDS = {"before": "count", "people": "count", "at_ending": "count", "only": "count", "state": "state"}
FIGURES = {"value", "lower", "upper", "lost", "lost_lower", "lost_upper", "after", "after_lower", "after_upper"}
FIGURES |= {"need_lower", "need_upper"}


def answer(rows: list[dict[str, object]]) -> Answer:
    table = pd.DataFrame(rows)
    table = table.astype({name: "Int32" for name in table.columns if KINDS.get(name) == "count"})
    table = table.astype({name: "float64" for name in table.columns if name in FIGURES})
    columns = tuple(
        STATE if name == "state" else Column(name, name, KINDS.get(name) or ("number" if name in FIGURES else "text"))
        for name in table.columns
    )
    return Answer(
        "need.test", "Need", Selection("Sheffield"), table, columns, Finding("A sentence.", "description"), EVIDENCE
    )


def models() -> Answer:
    row = {"unit": "babies", "counted": "difficulty", "state": "shown"}
    return answer(
        [
            row | {"model": "A", "kind": "stock: children", "value": 28, "lower": 20, "upper": 28, "range": "20 to 28"},
            row | {"model": "B", "kind": "yearly flow: births", "value": 5, "lower": 0, "upper": 9, "range": "up to 9"},
            row
            | {"model": "C", "kind": "yearly flow: births", "value": NONE, "lower": NONE, "upper": NONE}
            | {"range": "babies: not known", "state": "no data"},
        ]
    )


def groups() -> Answer:
    row = {"need_lower": 10.0, "need_upper": 20.0, "need_words": "10 to 20 babies", "state": "shown"}
    none = {"need_lower": NONE, "need_upper": NONE, "need_words": "no model counts it"}
    return answer(
        [
            row | {"member": "Core20", "people": 15},
            row | {"member": "The rest", "people": None, "state": "hidden"},
            row | {"member": "Not known", "people": 5} | none,
        ]
    )


def lost() -> Answer:
    shown = {"by": "Ethnic group", "at_ending": 20, "state": "shown"}
    kept = {"lost": 10, "lost_lower": 8, "lost_upper": 12, "after": 20, "after_lower": 16, "after_upper": 24}
    hidden = {"lost": NONE, "lost_lower": 0, "lost_upper": 4, "after": NONE, "after_lower": 22, "after_upper": 32}
    gone = dict.fromkeys(hidden, NONE)
    return answer(
        [
            shown | kept | {"member": "Everyone", "before": 30, "only": 10},
            shown | hidden | {"member": "Asian", "before": 30, "only": None, "state": "hidden"},
            shown | gone | {"member": "Not known", "before": None, "only": None, "state": "hidden"},
            shown | gone | {"member": "Other", "before": None, "only": None, "state": "no data"},
        ]
    )


def ratings(areas: int = 2) -> Answer:
    named = [f"Area {number}" for number in range(areas)]
    return answer(
        [
            {"offer": offer, "area": area, "letter": letter, "words": words, "state": "shown"}
            for area in named
            for offer, letter, words in (("Health visiting", "G", "Green: full"), ("Team", "R", "Red: none"))
        ]
    )


DRAWN = {
    "models": lambda: (models(), range_bars.of_models(models())),
    "groups": lambda: (groups(), people_beside_need.drawing(groups(), "member")),
    "lost": lambda: (lost(), scenario.drawing(lost())),
    "ratings": lambda: (ratings(), provision_grid.drawing(ratings())),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_every_row_has_a_sentence_and_the_chart_becomes_a_picture(kind):
    found, drawing = DRAWN[kind]()
    assert len(drawing.datasets["rows"]) == len(found.table)
    assert all(drawing.datasets["rows"]["tooltip"].str.contains(": "))
    assert "nan" not in " ".join(drawing.datasets["rows"]["tooltip"])
    assert "values" not in json.dumps(drawing.specification)
    assert picture.png(found, drawing).startswith(b"\x89PNG")
    assert vl_convert.vegalite_to_vega(drawing.specification)


@pytest.mark.parametrize("kind", DRAWN)
def test_whole_numbers_are_protected_counts_alone(kind):
    _, drawing = DRAWN[kind]()
    rows = drawing.datasets["rows"]
    whole = {name for name in rows.columns if pd.api.types.is_integer_dtype(rows[name].dtype)}
    assert whole <= {"people", "before"}


def test_what_is_of_a_year_stands_apart_from_what_there_is_at_one_time():
    rows = range_bars.of_models(models()).datasets["rows"]
    assert rows["kind"].tolist() == ["yearly flow", "yearly flow", "stock"]
    assert rows["figure"].tolist() == ["up to 9 a year; here 5", "no data on babies", "20 to 28 at one time"]


def test_people_seen_and_need_are_two_labelled_counts_and_hidden_is_said():
    rows = people_beside_need.drawing(groups(), "member").datasets["rows"]
    assert rows["name"].tolist() == ["Most deprived fifth (Core20)", "The rest (deciles 3-10)", "Decile not known"]
    assert rows["seen"].tolist() == ["15 people seen in the year", "People seen: hidden", "5 people seen in the year"]
    assert rows["needed"].tolist()[-1] == "Need: no model counts it"


def test_a_hidden_loss_is_a_range_that_says_so_and_no_data_is_neither():
    rows = scenario.drawing(lost()).datasets["rows"]
    assert rows["said"].tolist() == [
        "10 of 30 seen by nothing else",
        "0 to 4 of 30 seen by nothing else (number hidden)",
        "people seen: hidden",
        "no data",
    ]
    assert rows["name"].tolist()[2] == "Ethnic group: not known"


def test_ratings_of_more_areas_than_fit_give_no_picture():
    assert provision_grid.drawing(ratings(11)) is None
