"""What every chart keeps: one specification, data bound at run time, hidden cells named, a sentence for every row."""

import json

import altair as alt
import pandas as pd
import pyarrow as pa
import pytest
import vl_convert
from answers import by_decile, by_field, by_group, by_quarter, by_year

from pimh_data.charts import completeness, people_by_period, picture, rate_by_decile, representation, theme, trend

DRAWN = {
    "decile": (by_decile, rate_by_decile.drawing),
    "group": (by_group, representation.drawing),
    "share": (lambda: by_year("share"), lambda answer: trend.drawing(answer, "value")),
    "ratio": (lambda: by_year("ratio"), lambda answer: trend.drawing(answer, "value")),
    "quarter": (by_quarter, people_by_period.drawing),
    "field": (by_field, completeness.drawing),
}
every_chart = pytest.mark.parametrize("kind", DRAWN)


def drawn(kind):
    answer, drawing = DRAWN[kind]
    return drawing(answer())


def layers(specification: dict) -> list[dict]:
    return specification["layer"]


def data_named(part: object) -> list[dict]:
    """Every `data` in a specification, however deep: an axis may have `values` of its own, data may not."""
    if isinstance(part, list):
        return [data for inner in part for data in data_named(inner)]
    if not isinstance(part, dict):
        return []
    own = [part["data"]] if isinstance(part.get("data"), dict) else []
    return [*own, *(data for inner in part.values() for data in data_named(inner))]


@every_chart
def test_a_specification_is_written_once_and_shared_and_holds_no_data(kind):
    first, second = drawn(kind), drawn(kind)
    assert first.specification is second.specification
    assert "datasets" not in first.specification
    assert all(set(data) == {"name"} for data in data_named(first.specification))
    assert set(first.datasets) == {layer["data"]["name"] for layer in layers(first.specification)}


@every_chart
def test_a_specification_is_valid_vega_lite_with_its_data(kind):
    drawing = drawn(kind)
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    valid = alt.Chart.from_dict({**drawing.specification, "datasets": rows})  # which refuses what is not
    assert valid.to_dict()["datasets"].keys() == rows.keys()


@every_chart
def test_the_font_list_ends_in_a_generic_name_because_a_missing_font_gives_a_picture_without_text(kind):
    assert drawn(kind).specification["config"]["font"].endswith("sans-serif")


@every_chart
def test_the_chart_is_described_by_its_finding(kind):
    answer, _ = DRAWN[kind]
    assert drawn(kind).alt == answer().finding.text


@every_chart
def test_only_one_mark_speaks_and_it_has_a_sentence_for_every_row(kind):
    drawing = drawn(kind)
    speaking = [layer for layer in layers(drawing.specification) if layer["mark"].get("aria", True)]
    assert [layer["encoding"]["description"]["field"] for layer in speaking] == ["tooltip"]
    assert "transform" not in speaking[0]
    assert drawing.datasets["rows"]["tooltip"].str.len().gt(5).all()


@every_chart
def test_whole_numbers_are_counts_and_nothing_else(kind):
    answer, _ = DRAWN[kind]
    counts = {column.name for column in answer().columns if column.kind == "count"}
    for data in drawn(kind).datasets.values():
        assert {name for name in data.columns if pd.api.types.is_integer_dtype(data[name].dtype)} <= counts


@every_chart
def test_it_can_be_drawn_at_the_width_of_a_desk_and_of_a_phone(kind):
    drawing = drawn(kind)
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    for width in (640, 350):
        drawing_of_width = {**drawing.specification, "datasets": rows, "width": width}
        assert "<svg" in vl_convert.vegalite_to_svg(drawing_of_width)


def svg(answer, drawing) -> str:
    return picture.svg(answer, drawing(answer)).decode()


def test_a_hidden_decile_is_marked_and_named_and_never_an_empty_place():
    rows = rate_by_decile.drawing(by_decile()).datasets["rows"].set_index("decile")
    assert rows.loc["9", "tooltip"] == "Decile 9: hidden"
    assert pd.isna(rows.loc["9", "rate"])
    assert svg(by_decile(), rate_by_decile.drawing).count(">hidden<") > svg(
        by_decile(()), rate_by_decile.drawing
    ).count(">hidden<")


def test_a_real_zero_is_drawn_as_a_rate_and_not_as_hidden():
    rows = rate_by_decile.drawing(by_decile()).datasets["rows"].set_index("decile")
    assert rows.loc["10", "rate"] == 0
    assert rows.loc["10", "tooltip"].startswith("Decile 10 (least deprived): 0.0 per 1,000")


def test_a_tooltip_is_a_sentence_with_its_interval_and_its_people():
    rows = rate_by_decile.drawing(by_decile()).datasets["rows"]
    assert rows["tooltip"][0] == (
        "Decile 1 (most deprived): 70.0 per 1,000 (95% interval 56.0 to 91.0), about 5 people"
    )


def test_the_deciles_of_the_chosen_group_stand_in_the_focus_colour():
    drawing = rate_by_decile.drawing(by_decile())
    assert drawing.datasets["rows"]["focus"].tolist() == ["yes", "yes", *["no"] * 8]
    assert theme.FOCUS in json.dumps(drawing.specification)


def test_the_place_average_is_drawn_with_its_name_and_value():
    assert rate_by_decile.drawing(by_decile()).datasets["references"]["name"].tolist() == ["Sheffield average 69.3"]
    assert "Sheffield average" in svg(by_decile(), rate_by_decile.drawing)


def test_one_wide_interval_does_not_flatten_the_bars_and_the_reader_is_told():
    narrow, wide = rate_by_decile.drawing(by_decile()), rate_by_decile.drawing(by_decile(upper=9))
    assert wide.datasets["rows"]["drawn_upper"].max() < 2 * wide.datasets["rows"]["rate"].max()
    assert "goes on beyond the chart" in wide.reading
    assert "goes on beyond the chart" not in narrow.reading


def test_groups_keep_their_order_when_the_first_is_hidden():
    drawing = svg(by_group("hidden"), representation.drawing)
    assert drawing.index(">White<") < drawing.index(">Mixed<") < drawing.index(">Not stated<")


def test_people_of_unknown_ethnic_group_stay_in_view_as_words():
    rows = representation.drawing(by_group()).datasets["rows"].set_index("member")
    assert rows.loc["Not stated", "words"] == "30 people"
    assert ">30 people<" in svg(by_group(), representation.drawing)


def test_years_stay_in_order_and_a_hidden_one_is_not_joined_by_the_line():
    drawing = trend.drawing(by_year("ratio"), "value")
    assert drawing.datasets["rows"]["tooltip"].tolist()[1:] == ["2024/25: hidden", "2025/26: no data"]
    text = svg(by_year("ratio"), lambda answer: trend.drawing(answer, "value"))
    assert text.index(">2023/24<") < text.index(">2024/25<") < text.index(">2025/26<")


def test_a_share_of_a_thousand_people_or_more_keeps_a_decimal():
    def figure(followed: int) -> str:
        return trend.drawing(by_year("share", followed), "value").datasets["rows"]["figure"][0]

    assert figure(995) == "46%"
    assert figure(1000) == "45.7%"


def test_hidden_quarters_are_outlined_and_the_outline_is_explained():
    drawing = people_by_period.drawing(by_quarter())
    assert drawing.datasets["notes"]["words"].tolist() == ["dashed: hidden"]
    assert drawing.datasets["rows"]["focus"].tolist() == ["no"] * 4 + ["yes"] * 2


def test_a_year_is_named_once_under_its_quarters():
    assert svg(by_quarter(), people_by_period.drawing).count(">2022/23<") == 1


@every_chart
def test_the_bound_data_are_the_rows_as_arrow_made_once(kind):
    drawing = drawn(kind)
    bound = drawing.bound()["datasets"]
    assert drawing.bound()["datasets"] is bound
    for name, rows in drawing.datasets.items():
        held = pa.ipc.open_stream(bound[name]).read_all()
        assert held.to_pylist() == pa.Table.from_pandas(rows, preserve_index=False).to_pylist()


def test_a_view_asked_for_again_is_not_drawn_again():
    answer = by_decile()
    assert rate_by_decile.drawing(answer) is rate_by_decile.drawing(answer)
