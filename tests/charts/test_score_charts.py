"""The charts of scores: one bar counted, the measure's scale with its bands, groups under their heading."""

import json
from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
import vl_convert
from answers import EVIDENCE, NONE, STATE

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Selection
from pimh_data.charts import heat_table, improved_by_group, score_scale, scores_counted

SELECTION = Selection("Sheffield", "All services", "2023/24", "Everyone")
STEPS = ("Eligible", "With a first score", "With two scores", "Improved reliably", "No reliable change")
STEPS += ("Reliably worse", "Without a second score")


def made(table: pd.DataFrame, *columns: Column, **more: object) -> Answer:
    said = Finding("Sheffield, 2023/24, PHQ-9: 60% improved reliably.", "better")
    return Answer("outcomes.test", "Outcomes", SELECTION, table, (*columns, STATE), said, EVIDENCE, **more)


def counted(people: tuple[int | None, ...] = (340, 300, 215, 130, 75, 10)) -> Answer:
    """Steps and parts; what is None is hidden."""
    shares = [NONE] * 3 + [n / 215 if n else NONE for n in people[3:]] + [NONE]
    states = ["hidden" if n is None else "shown" for n in people] + ["shown"]
    table = pd.DataFrame(
        {
            "change": STEPS,
            "people": pd.array([*people, None], dtype="Int32"),
            "share": shares,
            "lower": [share - 0.05 for share in shares],
            "upper": [share + 0.05 for share in shares],
            "share_of_eligible": [n / 340 if n else NONE for n in people] + [0.37],
            "state": states,
        }
    )
    columns = [Column("change", "Step", "text"), Column("people", "People", "count", "people")]
    columns += [Column(name, name, "share") for name in ("share", "lower", "upper", "share_of_eligible")]
    return made(table, *columns)


def scored(direction: str = "lower_is_better", hidden: bool = False) -> Answer:
    """First and last scores on a scale of 0 to 27."""
    mean = [NONE] * 4 if hidden else [14.3, 9.0, -5.3, 12.7]
    table = pd.DataFrame(
        {
            "score": ["First score", "Last score", "Change", "First score of those without a second"],
            "mean": mean,
            "lower": [value - 1 for value in mean],
            "upper": [value + 1 for value in mean],
            "people": pd.array([None] * 4 if hidden else [110, 110, 110, None], dtype="Int32"),
            "state": ["hidden" if hidden else "shown"] * 4,
        }
    )
    columns = [Column("score", "Score", "text"), Column("mean", "Mean", "number", "points", 1, scale=(0.0, 27.0))]
    columns += [Column(name, name, "number", "points", 1) for name in ("lower", "upper")]
    columns += [Column("people", "People", "count", "people")]
    bands = (("Minimal", 0.0), ("Mild", 5.0), ("Moderate", 10.0), ("Moderately severe", 15.0), ("Severe", 20.0))
    lines = tuple(ReferenceLine(name, low) for name, low in bands)
    return made(table, *columns, direction=direction, references=lines)


def grouped(with_change: bool = True) -> Answer:
    """Two breakdowns, with a hidden and an unknown member; without a reliable change there are means alone."""
    share = [0.25, 0.57, NONE, 0.47, NONE, NONE] if with_change else [NONE] * 6
    gain = [2.1, 3.0, NONE, 2.6, NONE, NONE]
    members = ["The most deprived fifth (Core20)", "The rest (deciles 3-10)", "A decile that is not known"]
    members += ["Mother or birthing parent", "Other carer", "Not recorded"]
    table = pd.DataFrame(
        {
            "group": ["Deprivation"] * 3 + ["Parent role"] * 3,
            "member": members,
            "closed": ["2023/24"] * 6,
            "paired": pd.array([40, 70, None, 385, None, None], dtype="Int32"),
            "share": share,
            "lower": [value - 0.1 for value in share],
            "upper": [value + 0.1 for value in share],
            "difference": [-0.32, NONE, NONE, NONE, NONE, NONE],
            "difference_lower": [-0.57, NONE, NONE, NONE, NONE, NONE],
            "difference_upper": [-0.02, NONE, NONE, NONE, NONE, NONE],
            "mean_gain": gain,
            "gain_lower": [value - 1 for value in gain],
            "gain_upper": [value + 1 for value in gain],
            "state": ["shown", "shown", "hidden", "shown", "hidden", "no data"],
        }
    )
    columns = [Column("group", "Group", "text"), Column("member", "Who", "text")]
    columns += [Column("closed", "Courses closed", "text"), Column("paired", "With two scores", "count", "people")]
    names = ("share", "lower", "upper", "difference", "difference_lower", "difference_upper")
    columns += [Column(name, name, "share") for name in names]
    columns += [Column(name, name, "number", "points", 1) for name in ("mean_gain", "gain_lower", "gain_upper")]
    return made(table, *columns)


def banded() -> Answer:
    """Two bands by two: one hidden, one on the diagonal."""
    table = pd.DataFrame(
        {
            "first_band": ["Mild", "Mild", "Moderately severe", "Moderately severe"],
            "last_band": ["Mild", "Moderately severe"] * 2,
            "people": pd.array([10, None, 25, 15], dtype="Int32"),
            "state": ["shown", "hidden", "shown", "shown"],
        }
    )
    columns = [Column("first_band", "First", "text"), Column("last_band", "Last", "text")]
    return made(table, *columns, Column("people", "People", "count", "people"))


DRAWN = {
    "counted": lambda: scores_counted.drawing(counted()),
    "scale": lambda: score_scale.drawing(scored()),
    "groups": lambda: improved_by_group.drawing(grouped()),
    "means": lambda: improved_by_group.drawing(grouped(with_change=False)),
    "bands": lambda: heat_table.drawing(banded(), "last_band", "first_band"),
}
every_chart = pytest.mark.parametrize("kind", DRAWN)


@every_chart
def test_a_specification_is_shared_and_holds_no_data(kind):
    first, second = DRAWN[kind](), DRAWN[kind]()
    assert first.specification is second.specification
    assert "values" not in json.dumps(first.specification)
    assert set(first.datasets) == {layer["data"]["name"] for layer in first.specification["layer"]}


@every_chart
def test_one_mark_speaks_and_has_a_sentence_for_every_row(kind):
    drawing = DRAWN[kind]()
    speaking = [layer for layer in drawing.specification["layer"] if layer["mark"].get("aria", True)]
    assert [layer["encoding"]["description"]["field"] for layer in speaking] == ["tooltip"]
    assert "transform" not in speaking[0]
    assert drawing.datasets["rows"]["tooltip"].str.len().gt(5).all()


@every_chart
def test_whole_numbers_are_counts_and_nothing_else(kind):
    for data in DRAWN[kind]().datasets.values():
        whole = {name for name in data.columns if pd.api.types.is_integer_dtype(data[name].dtype)}
        assert whole <= {"people"}


@every_chart
def test_it_can_be_drawn_at_the_width_of_a_desk_and_of_a_phone(kind):
    drawing = DRAWN[kind]()
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    alt.Chart.from_dict({**drawing.specification, "datasets": rows})
    for width in (640, 350):
        assert "<svg" in vl_convert.vegalite_to_svg({**drawing.specification, "datasets": rows, "width": width})


def test_each_part_begins_where_the_one_above_ends():
    rows = scores_counted.drawing(counted()).datasets["rows"]
    assert rows["start"].tolist() == [0, 0, 0, 0, 130, 205]
    assert rows["end"].tolist() == [340, 300, 215, 130, 205, 215]
    assert rows["figure"].tolist()[2:4] == ["215 (63%)", "130 (60%)"]


def test_a_hidden_part_is_named_and_no_bar_and_what_follows_begins_at_nought():
    rows = scores_counted.drawing(counted((340, 300, 215, None, 75, 10))).datasets["rows"]
    assert rows["words"].tolist()[3] == "hidden"
    assert pd.isna(rows["end"][3])
    assert rows["start"].tolist()[4:] == [0, 0]
    assert rows["tooltip"][3] == "Improved reliably: hidden"


def test_the_whole_scale_of_the_measure_is_drawn_with_its_bands():
    drawing = score_scale.drawing(scored())
    (x,) = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for layer in drawing.specification["layer"]
        if "domain" in layer["encoding"].get("x", {}).get("scale", {})
    }
    bands = drawing.datasets["bands"]
    assert x == (0, 27)
    assert bands[["low", "high"]].values.tolist() == [[0, 5], [5, 10], [10, 15], [15, 20], [20, 27]]
    assert "Change" not in set(drawing.datasets["rows"]["label"])


def test_the_worse_end_of_the_scale_is_the_darker_whichever_way_is_better():
    lower = score_scale.drawing(scored()).datasets["bands"]["shade"].tolist()
    higher = score_scale.drawing(scored("higher_is_better")).datasets["bands"]["shade"].tolist()
    assert lower == higher[::-1]
    assert lower[0] == "#F4F7FA"


def test_a_mean_of_fewer_than_ten_is_named_and_never_an_empty_row():
    rows = score_scale.drawing(scored(hidden=True)).datasets["rows"]
    assert set(rows["words"]) == {"hidden: fewer than ten people"}


def test_groups_without_a_figure_stand_in_one_line_each_by_its_own_name():
    rows = improved_by_group.drawing(grouped()).datasets["rows"]
    assert "Hidden: other carer" in set(rows["said"])
    assert "No data: not recorded" in set(rows["said"])
    assert rows["heading"].tolist().count("Deprivation") == 1


def test_many_groups_without_a_figure_stand_in_lines_that_a_phone_has_room_for():
    few = grouped()
    more = [few.table.iloc[[2]].assign(member=f"A group of some length, number {n}") for n in range(4)]
    rows = improved_by_group.drawing(replace(few, table=pd.concat([few.table, *more]))).datasets["rows"]
    (said,) = [said for said in rows["said"] if "number 3" in said]
    assert max(map(len, said.split("\n"))) <= 44


def test_without_a_reliable_change_the_mean_improvement_is_drawn():
    drawing = improved_by_group.drawing(grouped(with_change=False))
    assert drawing.datasets["rows"]["value"].tolist()[1] == 2.1
    assert "Mean improvement" in drawing.reading
    assert drawing.datasets["rows"]["said"].tolist()[1] == "The most deprived fifth (Core20): 2.1 points of 40"


def test_a_difference_stands_in_the_sentence_of_its_group_with_its_interval():
    rows = improved_by_group.drawing(grouped()).datasets["rows"]
    assert rows["tooltip"][1] == (
        "The most deprived fifth (Core20): 25% of 40 (95% interval 15 to 35%); -32.0 points from the group "
        "compared with (95% interval -57.0 to -2.0)"
    )


def test_a_long_name_over_a_column_is_broken_and_does_not_run_into_the_next():
    drawing = heat_table.drawing(banded(), "last_band", "first_band")
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    narrow, wide = (
        vl_convert.vegalite_to_svg({**drawing.specification, "datasets": rows, "width": width}) for width in (180, 640)
    )
    assert "severe</tspan>" in narrow
    assert narrow.count(">Moderately severe<") == wide.count(">Moderately severe<") - 1  # the row's name stays whole
