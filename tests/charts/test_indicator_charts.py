"""The charts of published indicators: England in its place, no comparison by colour alone, hidden areas hatched."""

import json

import pytest
from indicator_release import KEY, Indicators, places_of_three

from pimh_data.answer import Selection
from pimh_data.charts import (
    comparison,
    indicator_deciles,
    indicator_trend,
    picture,
    place_map,
    ranked_places,
    risk_places,
    spine,
    two_indicators,
)
from pimh_data.geography.tiles import tile_map
from pimh_data.questions import indicators

SHEFFIELD = Selection("Sheffield", year="2023/24")
PLACES = {"Sheffield": "South Yorkshire", "Liverpool": "Cheshire and Merseyside", "Wirral": "Cheshire and Merseyside"}
TILES = {"Sheffield": (3, 1), "Liverpool": (0, 1), "Wirral": (0, 2), "Halton": (1, 2)}
DECILES = ("Most", "Second most", "Third more", "Fourth more", "Fifth more")


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    made = Indicators()
    places_of_three(made)
    for year, value in (("2019/20", 14.0), ("2020/21", 13.0), ("2021/22", 12.0)):
        made.row("smoking", "England", 10.0, 9.9, 10.1, period=year)
        made.row("smoking", "Sheffield", value, value - 1, value + 1, period=year)
        made.row("smoking", "Liverpool", 8.0, 7.0, 9.0, period=year)
    made.row("smoking", "Wirral", note="Value suppressed for disclosure control due to small count")
    made.row("teenage", "England", 0.7)
    for place, value in (("Sheffield", 1.2), ("Liverpool", 0.6), ("Wirral", 0.9)):
        made.row("teenage", place, value, value - 0.2, value + 0.2)
    for number, words in enumerate(DECILES):
        category = {
            "category": f"{words} deprived decile (IMD2015)",
            "category_type": "District & UA deprivation deciles",
        }
        made.row("smoking", "England", 20.0 - number, 19.0 - number, 21.0 - number, **category)
    return made.open(tmp_path_factory.mktemp("indicators"))


def drawings(release):
    places = indicators.compare_places(release, SHEFFIELD, KEY["smoking"])
    profile, trend = (
        indicators.area_profile(release, SHEFFIELD),
        indicators.indicator_trend(release, SHEFFIELD, KEY["smoking"]),
    )
    pair = indicators.two_indicators(release, SHEFFIELD, KEY["smoking"], KEY["teenage"])
    titles = [indicators.series_named(release, KEY[name]).title for name in ("smoking", "teenage")]
    by_decile = indicators.inequality(release, SHEFFIELD, KEY["smoking"])
    risk = indicators.risk_stack(release, SHEFFIELD)
    return {
        "spine": (profile, spine.drawing(profile)),
        "trend": (trend, indicator_trend.drawing(trend)),
        "ranked": (places, ranked_places.drawing(places)),
        "map": (places, place_map.drawing(places, place_map.tiles(tile_map(PLACES, TILES)))),
        "pair": (pair, two_indicators.drawing(pair, *titles)),
        "deciles": (by_decile, indicator_deciles.drawing(by_decile, by_decile.table["basis"].iloc[0])),
        "risk": (risk, risk_places.drawing(risk)),
    }


def test_every_chart_becomes_a_picture_and_is_described_by_its_finding(release):
    for name, (answer, drawing) in drawings(release).items():
        assert picture.svg(answer, drawing).startswith(b"<svg"), name
        assert drawing.alt == answer.finding.text
        assert (
            "nan"
            not in json.dumps([rows.to_dict("records") for rows in drawing.datasets.values()], default=str).split()
        )


def test_no_published_figure_crosses_as_a_whole_number_since_those_are_protected_counts(release):
    for name, (_, drawing) in drawings(release).items():
        for rows in drawing.datasets.values():
            assert not [column for column, kind in rows.dtypes.items() if "int" in str(kind).lower()], name


def test_the_spine_says_the_comparison_with_a_mark_and_a_word_beside_the_figure(release):
    _, drawing = drawings(release)["spine"]
    figures = dict(zip(drawing.datasets["rows"]["key"], drawing.datasets["rows"]["figure"], strict=True))
    assert figures[KEY["smoking"]] == "▼ 12.0 worse"
    assert set(drawing.datasets["rows"]["middle"]) == {0.0}


def test_a_comparison_has_a_colour_and_a_shape_of_its_own():
    assert set(comparison.FILLS) == set(comparison.SHAPES) == set(comparison.WORDS)
    pairs = [(comparison.FILLS[word], comparison.SHAPES[word]) for word in comparison.WORDS]
    assert len(set(pairs)) == len(comparison.WORDS)
    assert len({comparison.SHAPES[word] for word in ("better", "similar", "worse", "not compared")}) == 4


def test_england_is_named_once_on_the_trend_at_its_newest_period(release):
    _, drawing = drawings(release)["trend"]
    assert drawing.datasets["rows"]["england_name"].tolist() == ["", "", "England 10.0"]


def test_a_suppressed_place_is_hatched_on_the_map_and_says_so(release):
    _, drawing = drawings(release)["map"]
    (group,) = drawing.specification["layer"]
    said = {feature["name"]: (feature["state"], feature["tooltip"]) for feature in group["data"]["values"]}
    assert said["Wirral"] == ("hidden", "Wirral: suppressed")
    assert said["Sheffield"][1] == "Sheffield: 12.0 (95% interval 11.0 to 13.0), worse than England"
    held = [layer["data"]["values"] for layer in group["layer"] if "data" in layer]
    assert ["MultiLineString"] in [[feature["geometry"]["type"] for feature in one] for one in held]


def test_a_map_without_anything_hidden_has_no_hatching():
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    assert place_map.hatch([{"geometry": square, "state": "shown"}, {"geometry": square, "state": "no data"}]) == []
    (hatched,) = place_map.hatch([{"geometry": square, "state": "hidden"}])
    assert hatched["geometry"]["coordinates"]


def test_a_place_of_the_ground_that_the_answer_lacks_is_no_data_and_never_zero(release):
    answer = indicators.compare_places(release, SHEFFIELD, KEY["smoking"])
    drawing = place_map.drawing(
        answer, place_map.tiles(tile_map({**PLACES, "Halton": "Cheshire and Merseyside"}, TILES))
    )
    features = drawing.specification["layer"][0]["data"]["values"]
    assert [f["tooltip"] for f in features if f["name"] == "Halton"] == ["Halton: no data"]


def test_tiles_that_are_no_map_say_so():
    assert "not where the Places lie" in place_map.tiles(tile_map({"Elsewhere": "A system"}, TILES)).reading
    assert not place_map.tiles(tile_map(PLACES, TILES)).reading


def test_two_indicators_draw_only_places_that_have_both_and_name_england_on_each_axis(release):
    _, drawing = drawings(release)["pair"]
    assert set(drawing.datasets["rows"]["place"]) == {"Sheffield", "Liverpool"}
    assert drawing.datasets["across"]["value"].tolist() == [10.0]
    assert drawing.datasets["up"]["value"].tolist() == [0.7]


def test_there_is_no_chart_where_there_is_nothing_to_draw(tmp_path):
    made = Indicators()
    places_of_three(made)
    empty = made.open(tmp_path)
    assert spine.drawing(indicators.area_profile(empty, SHEFFIELD)) is None
    assert risk_places.drawing(indicators.risk_stack(empty, SHEFFIELD)) is None


def test_a_long_name_has_two_lines_where_the_chart_is_narrow():
    name = "School readiness: good level of development at the end of Reception, % (2023/24)"
    lines = spine._broken(name).split(spine.BREAK)
    assert " ".join(lines) == name
    assert [len(line) <= spine.LETTERS for line in lines] == [True, True]
    assert spine._broken("Teenage mothers, % (2023/24)") == "Teenage mothers, % (2023/24)"
