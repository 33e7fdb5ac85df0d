"""Charts of more Places than can be read beside each other: the ends of a ranking, tiles by their shade alone."""

import json

import pandas as pd
import pytest
from answers import EVIDENCE

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.charts import places_ranked, tile_map
from pimh_data.geography.tiles import tile_map as layout
from pimh_data.questions.evidence import STATE


def answer(known: int, hidden: int = 0, focus: int | None = None) -> Answer:
    """So many Places with a value, falling, and so many hidden ones below them."""
    several = known + hidden
    values = [(known - place) / (known + 1) for place in range(known)] + [float("nan")] * hidden
    table = pd.DataFrame(
        {
            "member": [f"Place {place}" for place in range(several)],
            "system": "A system",
            "value": values,
            "lower": [value - 0.001 for value in values],
            "upper": [value + 0.001 for value in values],
            "focus": ["yes" if place == focus else "no" for place in range(several)],
            "state": ["shown"] * known + ["hidden"] * hidden,
        }
    )
    texts = ("member", "system", "focus")
    columns = (
        *(Column(name, name.capitalize(), "text" if name in texts else "share") for name in table if name != "state"),
        STATE,
    )
    selection = Selection("All Places", "All services", "2023/24", "Everyone")
    return Answer("a.key", "A title", selection, table, columns, Finding("A finding.", "description"), EVIDENCE)


def names(made: Answer) -> list[str]:
    return [name.replace("\n", " ") for name in places_ranked.drawing(made).datasets["rows"]["label"]]


def test_up_to_forty_places_are_all_ranked_the_hidden_too():
    drawing = places_ranked.drawing(answer(30, hidden=10))
    assert len(drawing.datasets["rows"]) == 40
    assert "The table has all" not in drawing.reading


def test_of_more_the_ends_are_drawn_and_the_chosen_one_and_it_is_said():
    made = answer(290, hidden=6, focus=100)
    assert names(made) == [f"Place {place}" for place in (*range(20), 100, *range(270, 290))]
    said = places_ranked.drawing(made).reading
    assert "Of 296 Places 290 have a figure: the 20 highest and the 20 lowest are drawn. The table has all." in said


@pytest.mark.parametrize("known", [0, 1, 15, 40])
def test_where_few_of_many_have_a_figure_these_are_drawn_once_each(known: int):
    made = answer(known, hidden=60)
    assert names(made) == [f"Place {place}" for place in range(known)]
    assert f"{known} have a figure: these are drawn" in places_ranked.drawing(made).reading


def test_tiles_of_many_places_have_no_words_and_say_where_they_are():
    for several, worded in ((20, True), (296, False)):
        made = answer(several)
        columns = 5 if worded else 20
        positions = {f"Place {place}": (place % columns, place // columns) for place in range(several)}
        drawing = tile_map.drawing(made, layout(dict.fromkeys(positions, "A system"), positions))
        assert ('"field": "name"' in json.dumps(drawing.specification)) == worded
        assert ("Names and figures" in drawing.reading) == (not worded)
        assert all(drawing.datasets["rows"]["tooltip"].str.startswith("Place "))
