"""The charts of outcomes side by side: valid, one voice, hidden services named, names that stand apart, true ends."""

import dataclasses
import itertools
import json
import re

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert
from outcome_answers import CBT, YORKSHIRE, funnel, many_together, national, together

from pimh_data.charts import (
    mood_and_bond,
    picture,
    point_names,
    service_points,
    services_funnel,
    start_and_end,
    theme,
    warmth_and_invasion,
)
from pimh_data.questions.outcomes import service_comparison
from pimh_data.questions.outcomes.mood_and_bond_rows import BOTH, NEITHER, ONLY_BOND, ONLY_MOOD

DRAWN = {
    "mood": (together, mood_and_bond.drawing),
    "mood of many": (many_together, mood_and_bond.drawing),
    "warmth": (together, warmth_and_invasion.drawing),
    "warmth of many": (many_together, warmth_and_invasion.drawing),
    "funnel": (funnel, services_funnel.drawing),
    "ends": (national, start_and_end.drawing),
}
every_chart = pytest.mark.parametrize("kind", DRAWN)


def drawn(kind: str):
    made, drawing = DRAWN[kind]
    return drawing(made())


def with_data(drawing, width: int = 640) -> dict:
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in drawing.datasets.items()}
    return {**drawing.specification, "datasets": rows, "width": width}


def words_of(drawing, width: int = 640) -> str:
    """What stands in the picture, line after line."""
    return " ".join(re.findall(r">([^<>]+)<", vl_convert.vegalite_to_svg(with_data(drawing, width)))).replace(
        "&amp;", "&"
    )


@every_chart
def test_a_specification_is_shared_valid_and_holds_no_data(kind):
    first, second = drawn(kind), drawn(kind)
    assert first.specification is second.specification
    assert '"values"' not in json.dumps(first.specification)
    named = {(layer.get("data") or first.specification["data"])["name"] for layer in first.specification["layer"]}
    assert named == set(first.datasets)
    alt.Chart.from_dict(with_data(first))


@every_chart
def test_one_mark_speaks_and_says_a_sentence_for_every_row(kind):
    drawing = drawn(kind)
    layers = drawing.specification["layer"]
    speaking = [layer for layer in layers if layer["mark"].get("aria", True)]
    assert [layer["encoding"]["description"]["field"] for layer in speaking] == ["tooltip"]
    assert "transform" not in speaking[0]
    said = drawing.datasets["rows"]["tooltip"]
    assert said.str.len().gt(5).all()
    assert not said.str.contains("nan|None|not shown|no interval").any()


@every_chart
def test_no_whole_number_is_sent_beside_what_a_sentence_says(kind):
    for data in drawn(kind).datasets.values():
        assert not [name for name in data if pd.api.types.is_integer_dtype(data[name].dtype)]


@every_chart
@pytest.mark.parametrize("width", [640, 350])
def test_it_can_be_drawn_at_the_width_of_a_desk_and_of_a_phone(kind, width):
    assert "<svg" in vl_convert.vegalite_to_svg(with_data(drawn(kind), width))


@every_chart
def test_a_picture_can_be_taken_away(kind):
    made, _ = DRAWN[kind]
    svg = picture.svg(made(), drawn(kind)).decode()
    assert "a finding" in svg
    assert vl_convert.svg_to_png(svg)[:4] == b"\x89PNG"


@every_chart
def test_the_chart_is_described_by_its_finding_and_says_how_to_read_it(kind):
    made, _ = DRAWN[kind]
    assert drawn(kind).alt == made().finding.text
    assert drawn(kind).reading.endswith(".")


@every_chart
def test_text_is_at_least_twelve_pixels(kind):
    sizes = [layer["mark"].get("fontSize", 14) for layer in drawn(kind).specification["layer"]]
    written = [part for size in sizes for part in re.findall(r"\d+", str(size).replace(theme.NARROW, ""))]
    assert min(map(int, written)) >= 12
    svg = vl_convert.vegalite_to_svg(with_data(drawn(kind), 350))
    assert min(map(float, re.findall(r'font-size="([\d.]+)px"', svg))) >= 12


@every_chart
def test_a_view_asked_for_again_is_not_drawn_again(kind):
    made, drawing = DRAWN[kind]
    answer = made()
    assert drawing(answer) is drawing(answer)


# Mood and the relationship


def mood(answer=None):
    return mood_and_bond.drawing(answer or together())


def test_the_words_of_the_quadrants_are_those_of_the_question():
    assert mood_and_bond.QUADRANTS == (BOTH, ONLY_MOOD, ONLY_BOND, NEITHER)


@pytest.mark.parametrize("width", [640, 350])
def test_each_quadrant_is_named_in_the_plot(width):
    said = words_of(mood(), width)
    for words in mood_and_bond.QUADRANTS:
        assert words in said


def test_mood_without_the_bond_is_flagged_by_a_triangle_in_the_colour_of_worse():
    shape, fill, _ = mood_and_bond.LOOKS[mood_and_bond.ONLY_MOOD]
    assert (shape, fill) == ("triangle-down", "#801650")
    assert len({look[0] for look in mood_and_bond.LOOKS.values()}) == 4
    points = [layer for layer in mood().specification["layer"] if "shape" in layer["encoding"]]
    assert {layer["encoding"]["shape"]["field"] for layer in points} == {"together"}


def test_sizes_are_drawn_on_one_scale_with_no_change_in_view():
    for answer in (together(), many_together()):
        frame = mood(answer).datasets["frame"]
        assert frame["mood_size"].tolist() == frame["bond_size"].tolist()
        assert frame["mood_size"].min() < 0 < frame["mood_size"].max()
        rows = mood(answer).datasets["rows"][["mood_size", "bond_size"]]
        assert frame["mood_size"].min() < rows.min().min()
        assert rows.max().max() < frame["mood_size"].max()


def test_a_service_that_cannot_be_told_is_named_in_words_and_has_no_place():
    drawing = mood()
    assert "Too few people with two scores, or hidden: Small team." in words_of(drawing)
    hidden = drawing.datasets["rows"].iloc[-1]
    assert hidden["tooltip"] == "Small team: too few people with two scores, or hidden"
    assert pd.isna(hidden["mood_size"])
    assert 0 < hidden["aside"] < 1
    assert "Hidden" not in words_of(mood(together(hidden=False)))


def test_a_sentence_says_the_means_in_points_with_their_intervals():
    assert mood().datasets["rows"]["tooltip"].iloc[0] == (
        "Both: both clearly improved. Mood (PHQ-9): mean improvement 4.0 points (95% interval 2.0 to 6.0), 0.80 SD, "
        "40 people. "
        "Relationship (GBO): mean improvement 6.0 points (95% interval 4.0 to 8.0), 1.20 SD, 40 people"
    )


def test_up_to_six_services_are_named_and_of_more_only_those_flagged():
    assert mood().datasets["names"]["name"].tolist() == ["Both", "Parents", "Babies", "Neither"]
    names = mood(many_together(flagged=2)).datasets["names"]["name"].str.replace("\n", " ")
    assert names.tolist() == ["Perinatal team, Place 0", "Perinatal team, Place 1"]
    assert len(mood(many_together(flagged=9)).datasets["names"]) == point_names.NAMED


def test_where_all_are_hidden_nothing_is_drawn():
    answer = together()
    answer.table["state"] = "hidden"
    assert mood(answer) is None


# Warmth and invasion


def warmth(answer=None):
    return warmth_and_invasion.drawing(answer or together())


def test_an_arrow_goes_from_the_first_means_to_the_last_and_the_two_are_not_added():
    drawing = warmth()
    row = drawing.datasets["rows"].iloc[0]
    assert (row["invasion_first"], row["warmth_first"]) == (16.0, 20.0)
    assert (row["invasion_last"], row["warmth_last"]) == (11.0, 25.0)
    assert row["tooltip"] == "Both: mean warmth from 20.0 to 25.0 points, mean invasion from 16.0 to 11.0 points"
    (line,) = [
        layer["encoding"]
        for layer in drawing.specification["layer"]
        if layer["encoding"].get("x2", {}).get("field") == "invasion_first"
    ]
    assert [line[way]["field"] for way in ("x", "y", "y2")] == ["invasion_last", "warmth_last", "warmth_first"]


def test_an_arrow_that_ends_where_it_starts_is_still_drawn():
    answer = together()
    answer.table["warmth_last"] = answer.table["warmth_first"]
    answer.table["invasion_last"] = answer.table["invasion_first"]
    assert "NaN" not in vl_convert.vegalite_to_svg(with_data(warmth(answer)))


def test_the_axes_hold_every_arrow_within_the_scale_and_do_not_blow_up_small_changes():
    for answer in (together(), many_together()):
        drawing = warmth(answer)
        rows, frame = drawing.datasets["rows"], drawing.datasets["frame"]
        for name in ("invasion", "warmth"):
            low, high = frame[f"{name}_last"]
            means = rows[[f"{name}_first", f"{name}_last"]]
            assert 0 <= low <= means.min().min()
            assert means.max().max() <= high <= 35
            assert high - low >= warmth_and_invasion.LEAST


def test_the_better_corner_is_named_and_services_without_an_arrow_too():
    said = words_of(warmth())
    assert "better: warmer, less intrusive" in said
    assert "No arrow (MORS-SF not used, or its means hidden): Babies; Neither; Small" in said
    assert warmth().datasets["rows"]["tooltip"].iloc[-1] == "Small team: MORS-SF not used, or its means hidden"


def test_more_than_six_arrows_are_named_by_their_sentences_alone():
    assert len(warmth().datasets["names"]) == 2
    crowded = warmth(many_together())
    assert crowded.datasets["names"].empty
    assert crowded.datasets["rows"]["tooltip"].str.startswith("Perinatal team, Place ").sum() == 12


def test_without_the_four_means_of_any_service_nothing_is_drawn():
    answer = together()
    answer.table["warmth_last"] = float("nan")
    assert warmth(answer) is None


# Services in the funnel


def in_funnel(answer=None):
    return services_funnel.drawing(answer or funnel())


def test_a_limit_is_a_constant_over_the_root_of_the_people():
    limits = in_funnel().datasets["limits"]
    assert (limits["rests_on"].min(), limits["rests_on"].max()) == pytest.approx((25, 400))
    assert len(limits) == 40
    for level, c in (("95", 10), ("998", 15)):
        assert limits[f"upper_{level}"].tolist() == pytest.approx((c / np.sqrt(limits["rests_on"])).tolist())
        assert limits[f"lower_{level}"].tolist() == pytest.approx((-limits[f"upper_{level}"]).tolist())


def test_the_limits_pass_through_those_of_every_row():
    table = funnel().table.dropna(subset="limit_95")
    limits = in_funnel().datasets["limits"].sort_values("rests_on")
    for level in ("95", "998"):
        drawn_there = np.interp(table["rests_on"], limits["rests_on"], limits[f"upper_{level}"])
        assert drawn_there == pytest.approx(table[f"limit_{level}"], rel=0.01)


def test_the_frame_of_the_funnel_is_even_and_holds_every_service_and_limit():
    drawing = in_funnel()
    low, high = drawing.datasets["frame"]["difference"]
    assert low == -high
    assert high > drawing.datasets["rows"]["difference"].abs().max()
    assert high > drawing.datasets["limits"]["upper_998"].max()
    assert drawing.datasets["frame"]["rests_on"].iloc[0] == 0


def test_services_stay_in_the_order_of_the_answer():
    rows = in_funnel().datasets["rows"]
    assert rows["difference"].dropna().tolist() == funnel().table["difference"].dropna().tolist()


def test_those_beyond_the_limits_are_triangles_that_point_away_from_the_line():
    layers = in_funnel().specification["layer"]
    shapes = {layer["transform"][-1]["filter"]: layer["mark"]["shape"] for layer in layers if "shape" in layer["mark"]}
    for held, shape in (("within", "circle"), ("above", "triangle-up"), ("below", "triangle-down")):
        assert {found for test, found in shapes.items() if f"'{held}'" in test} == {shape}
    verdicts = {
        service_comparison.WITHIN,
        *(service_comparison.in_the_funnel(sign, 0.5, 0.8) for sign in (-0.6, 0.6, -1, 1)),
    }
    assert {verdict.split()[0] for verdict in verdicts} == {"within", "above", "below"}


def test_the_services_of_the_selection_are_named_and_of_many_only_those_beyond_the_limits():
    assert in_funnel().datasets["names"]["name"].tolist() == ["Light", "Midwives"]
    answer = funnel(chosen="All Places")
    answer = dataclasses.replace(answer, table=pd.concat([answer.table] * 2, ignore_index=True))
    names = in_funnel(answer).datasets["names"]["name"].str.replace("\n", " ")
    assert set(names) == {"Midwives, Sheffield", "Perinatal team, Wirral"}


def test_the_line_in_the_middle_and_the_limits_have_their_names():
    said = words_of(in_funnel())
    for name in ("As expected", "99.8%", "95%"):
        assert name in said


def test_hidden_services_are_named_those_of_the_selection_first():
    answer = funnel()
    gone = answer.table.iloc[-1:].assign(service="Our own", place="Sheffield", focus="yes")
    answer = dataclasses.replace(answer, table=pd.concat([answer.table, gone], ignore_index=True))
    assert "Not compared, hidden: Our own in Sheffield; Small team in Wirral." in words_of(in_funnel(answer))
    assert in_funnel(answer).datasets["rows"]["tooltip"].iloc[-1] == "Small team, Wirral: hidden, not compared"


def test_a_funnel_of_two_services_is_not_drawn():
    assert in_funnel(funnel(2)) is None


def test_a_sentence_says_the_difference_its_interval_and_the_verdict():
    assert in_funnel().datasets["rows"]["tooltip"].iloc[2] == (
        "Perinatal team, Wirral: improved 2.5 points less than expected (difference -2.5, 95% interval -3.5 to -1.5; "
        "observed 2.5, expected 5.0), below 99.8% limit, about 64 people"
    )


# Beside what is published


def ends(answer=None):
    return start_and_end.drawing(answer or national())


def test_a_line_has_a_ring_at_the_start_and_a_dot_at_the_end():
    drawing = ends()
    rows = drawing.datasets["rows"]
    assert rows[["first", "last"]].to_numpy().tolist() == [[14.0, 9.0], [11.6, 9.5], [14.2, 9.5], [9.0, 9.4]]
    ring, dot = (
        layer
        for layer in drawing.specification["layer"]
        if layer["mark"]["type"] == "point" and layer["mark"].get("yOffset")
    )
    assert (ring["encoding"]["x"]["field"], ring["mark"]["fill"]) == ("first", "#FFFFFF")
    assert dot["encoding"]["x"]["field"] == "last"


def test_ours_is_in_focus_and_says_in_words_that_it_is_ours():
    rows = ends().datasets["rows"]
    assert rows["focus"].tolist() == ["yes", "no", "no", "no"]
    assert rows["what"].iloc[0] == "2023/24, released here"
    assert rows["what"].iloc[1:].str.endswith("published").all()


def test_a_share_alone_has_no_line_and_a_long_label_is_whole_in_its_sentence():
    rows = ends().datasets["rows"]
    assert len(rows) == 4
    assert rows["tooltip"].iloc[-1] == (
        f"{YORKSHIRE}, {CBT}, 2022/23, published: mean from 9.0 to 9.4 points, effect size -0.1, 2,310 courses"
    )
    assert rows["tooltip"].iloc[0].endswith("effect size 1.0, 215 people with two scores")


def test_our_own_row_is_named_when_its_means_are_hidden():
    drawing = ends(national("hidden"))
    assert drawing.datasets["rows"]["tooltip"].iloc[0] == "Sheffield, 2023/24, released here: hidden"
    assert "hidden" in words_of(drawing).split()


def test_fewer_than_two_rows_with_means_are_not_drawn():
    assert ends(national(published=0)) is None
    assert ends(national("hidden", published=1)) is None


def test_the_scale_starts_at_nought_and_holds_every_mean():
    assert ends().datasets["frame"]["last"].tolist() == [0.0, 15.0]


def test_of_many_areas_each_has_one_row_and_the_reader_is_told_of_the_others():
    few = national()
    sub = few.table[few.table["who"] == few.table["who"].iloc[3]]
    areas = [sub.assign(who=f"Sub-ICB {area}", therapy=therapy) for area in range(12) for therapy in ("One", "Two")]
    drawing = start_and_end.drawing(dataclasses.replace(few, table=pd.concat([few.table, *areas], ignore_index=True)))
    who = drawing.datasets["rows"]["who"].tolist()
    assert len(who) == start_and_end.MOST == 14
    assert who[:3] == ["Sheffield", "England", "England"]
    assert len(set(who[3:])) == len(who[3:])
    assert drawing.reading.endswith("14 more are in the table.")


# Names beside their points

LETTER, LINE = 6.4, point_names.LINE


def boxes(names: pd.DataFrame, frame: pd.DataFrame, width: int, height: int) -> list[tuple[float, ...]]:
    """Where each name stands in a plot, reckoned anew from the drawing: left, top, right, bottom."""
    (left, low), (right, high) = frame.to_numpy()
    found = []
    for x, y, name, dx, _, top, align in names[[*frame, "name", "dx", "dy", "top", "align"]].itertuples(index=False):
        lines = name.split("\n")
        wide, tall = LETTER * max(map(len, lines)), LINE * len(lines)
        start = (x - left) / (right - left) * width + dx - {"left": 0, "center": wide / 2, "right": wide}[align]
        down = (high - y) / (high - low) * height + top
        found.append((start, down, start + wide, down + tall))
    return found


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("seed", range(8))
def test_six_names_of_services_stand_apart_and_inside_the_plot_on_a_phone_and_on_a_desk(seed):
    drawn_at = np.random.default_rng(seed)
    points = pd.DataFrame(drawn_at.uniform(0.15, 0.85, (6, 2)), columns=["x", "y"])
    points["name"] = ["Perinatal peer support, Central Lancashire", "CAMHS PAIRS", "0-19 PAIRS"] * 2
    frame = pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]})
    names = point_names.beside(points, frame, np.empty((0, 3)), 0, 420)
    for width in (290, 350, 560, 640):
        stood = boxes(names, frame, width, 420)
        assert all(apart(one, other) for one, other in itertools.combinations(stood, 2))
        assert all(box[0] >= -1 and box[1] >= -1 and box[2] <= width + 1 and box[3] <= 421 for box in stood)


def test_a_name_keeps_off_the_points_around_it():
    points = pd.DataFrame({"x": [0.5], "y": [0.5], "name": ["Light"]})
    frame = pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]})
    right = point_names.costing(np.array([[0.55, 0.5], [0.6, 0.5]]))
    assert point_names.beside(points, frame, np.empty((0, 3)), 0, 420)["align"].tolist() == ["left"]
    assert point_names.beside(points, frame, right, 0, 420)["align"].tolist() == ["right"]


def test_a_long_list_of_hidden_services_is_cut_and_says_how_many_more():
    note = mood(many_together(hidden=40)).datasets["note"].iloc[0]
    for words in note:
        lines = words.split("\n")
        assert len(lines) == service_points.NOTE_LINES
        named = words.count("Town")
        assert words.replace("\n", " ").endswith(f"and {40 - named} more (see the table).")
    assert len(mood(many_together(hidden=40)).datasets["rows"]) == 12 + 40
