"""The charts of the equity and reach pages: valid, described, hidden rows named, no number beyond the Answer's."""

import itertools
import json

import altair as alt
import pandas as pd
import pytest
import vl_convert
from answers import EVIDENCE, STATE

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Selection
from pimh_data.charts import (
    caseload_lines,
    dots_by_row,
    funnel_plot,
    heat_table,
    paired_pathway,
    pathway_in_meeting,
    picture,
    process_control,
    rolling_share,
    slope_by_year,
    tile_map,
    waits_curve,
)
from pimh_data.geography.tiles import tile_map as layout

NONE = float("nan")
KINDS = {"people": "count", "opened": "count", "closed": "count", "open_at_end": "count", "of": "count"}
SHARES = ("share", "lower", "upper", "share_before", "of_referred", "seen", "left", "waiting", "value")


def answer(**columns: list) -> Answer:
    """An Answer of the columns; counts are of kind count, `state` of kind state, numbers shares, words text."""
    table = pd.DataFrame(columns)
    described = []
    for name in table:
        if name == "state":
            described.append(STATE)
            continue
        text = any(isinstance(value, str) for value in columns[name])
        kind = "text" if text else KINDS.get(name, "share" if name in SHARES else "number")
        described.append(Column(name, name.capitalize(), kind, decimals=1 if kind == "number" else 0))
        if kind == "count":
            table[name] = pd.array(columns[name], dtype="Int32")
        elif not text:
            table[name] = table[name].astype("float64")
    finding = Finding("Sheffield, 2023/24: a finding.", "description")
    selection = Selection("Sheffield", "All services", "2023/24", "Everyone")
    lines = (ReferenceLine("A line", 0.5),)
    return Answer("a.key", "A title", selection, table, tuple(described), finding, EVIDENCE, references=lines)


def by_row(states: tuple[str, ...] = ("shown", "hidden", "zero")) -> Answer:
    known = [state != "hidden" for state in states]
    return answer(
        member=["father", "mother", "other carer"],
        people=[20 if state == "shown" else 0 if state == "zero" else None for state in states],
        share=[0.2 if state == "shown" else 0.0 if state == "zero" else NONE for state in states],
        lower=[0.1 if k else NONE for k in known],
        upper=[0.3 if k else NONE for k in known],
        share_before=[0.25, NONE, NONE],
        focus=["yes", "no", "no"],
        state=list(states),
    )


def pathway() -> Answer:
    path = "From referred to completed"
    return answer(
        group=["The most deprived fifth (Core20)"] * 4 + ["The rest (deciles 3-10)"] * 4,
        step=["Referred", "Seen", "Completed", path] * 2,
        of=["", "referred", "seen", "referred"] * 2,
        people=[100, 50, 25, 25, 100, None, 45, 45],
        share=[NONE, 0.5, 0.5, 0.25, NONE, NONE, NONE, 0.45],
        lower=[NONE, 0.4, 0.4, 0.2, NONE, NONE, NONE, 0.4],
        upper=[NONE, 0.6, 0.6, 0.3, NONE, NONE, NONE, 0.5],
        of_referred=[1.0, 0.5, 0.25, 0.25, 1.0, NONE, 0.45, 0.45],
        difference=[NONE, -0.2, NONE, -0.2, *[NONE] * 4],
        difference_lower=[NONE, -0.25, NONE, -0.3, *[NONE] * 4],
        difference_upper=[NONE, -0.15, NONE, -0.1, *[NONE] * 4],
        together_lower=[NONE, -0.3, NONE, -0.35, *[NONE] * 4],
        together_upper=[NONE, -0.1, NONE, -0.05, *[NONE] * 4],
        gap=[NONE, 20.0, NONE, 20.0, *[NONE] * 4],
        state=["shown", "shown", "shown", "shown", "shown", "hidden", "shown", "shown"],
    )


def heat() -> Answer:
    return answer(
        deprivation=["Core20", "Core20", "The rest", "The rest"],
        member=["White", "Black"] * 2,
        people=[30, 10, None, 5],
        share=[0.75, 0.25, NONE, NONE],
        lower=[0.6, 0.1, NONE, NONE],
        upper=[0.9, 0.4, NONE, NONE],
        state=["shown", "shown", "hidden", "shown"],
    )


def slope() -> Answer:
    return answer(
        period=["2022/23", "2023/24"],
        slope=[NONE, 75.3],
        lower=[NONE, 24.8],
        upper=[NONE, 126.3],
        relative=[NONE, 1.5],
        state=["hidden", "shown"],
    )


def control() -> Answer:
    return answer(
        period=["2023-04", "2023-05", "2023-06"],
        people=[100, None, 150],
        centre=[110.0] * 3,
        lower=[90.0] * 3,
        upper=[130.0] * 3,
        kind=["common cause", "common cause", "special cause, high"],
        state=["shown", "hidden", "shown"],
    )


def caseload() -> Answer:
    return answer(
        period=["2023/24 Q1", "2023/24 Q2"],
        opened=[50, None],
        closed=[40, None],
        open_at_end=[60, None],
        state=["shown", "hidden"],
    )


def waits() -> Answer:
    return answer(
        group=["Everyone"] * 2 + ["The most deprived fifth (Core20)"] * 2,
        weeks=[2.0, 6.0] * 2,
        seen=[0.2, 0.5, 0.15, NONE],
        lower=[0.15, 0.45, 0.1, 0.3],
        upper=[0.25, 0.55, 0.2, 0.6],
        left=[0.05, 0.1, 0.05, NONE],
        waiting=[0.75, 0.4, 0.8, NONE],
        focus=["yes", "yes", "no", "no"],
        state=["shown", "shown", "shown", "hidden"],
    )


def rolling() -> Answer:
    return answer(
        period=["12 months to 2023-12", "12 months to 2024-03"],
        people=[None, 180],
        share=[NONE, 0.032],
        lower=[NONE, 0.027],
        upper=[NONE, 0.037],
        state=["hidden", "shown"],
    )


def places(shown: int = 3) -> Answer:
    value = [0.5, 0.7, 0.4][:shown] + [NONE] * (4 - shown)
    return answer(
        member=["Sheffield", "Liverpool", "Wirral", "Halton"],
        system=["South Yorkshire"] + ["Cheshire and Merseyside"] * 3,
        people=[50, 70, 40, None],
        of=[100, 100, 100, None],
        value=value,
        lower=[v - 0.1 for v in value],
        upper=[v + 0.1 for v in value],
        lower_95=[0.4, 0.4, 0.4, NONE],
        upper_95=[0.6, 0.6, 0.6, NONE],
        lower_998=[0.35, 0.35, 0.35, NONE],
        upper_998=[0.65, 0.65, 0.65, NONE],
        lies=["within limits", "above 99.8% limit", "within limits", "not compared"],
        focus=["yes", "no", "no", "no"],
        state=["shown"] * shown + ["hidden"] * (4 - shown),
    )


TILES = {"Sheffield": (3, 1), "Liverpool": (0, 1), "Wirral": (0, 2), "Halton": (1, 2)}


def tiles_of(made, positions=TILES):
    return layout(dict(zip(made.table["member"], made.table["system"], strict=True)), positions)


DRAWN = {
    "dots": (by_row, lambda a: dots_by_row.drawing(a, "member", "share", before="share_before")),
    "pathway": (pathway, paired_pathway.drawing),
    "pathway in a meeting": (pathway, pathway_in_meeting.drawing),
    "heat": (
        heat,
        lambda a: heat_table.drawing(a, "deprivation", "member", (("Core20", "The most deprived fifth (Core20)"),)),
    ),
    "slope": (slope, slope_by_year.drawing),
    "control": (control, process_control.drawing),
    "caseload": (caseload, caseload_lines.drawing),
    "waits": (waits, waits_curve.drawing),
    "rolling": (rolling, rolling_share.drawing),
    "tiles": (places, lambda a: tile_map.drawing(a, tiles_of(a))),
    "funnel": (places, funnel_plot.drawing),
}
every_chart = pytest.mark.parametrize("kind", DRAWN)


def drawn(kind: str):
    made, drawing = DRAWN[kind]
    return drawing(made())


def sentences(kind: str) -> list[str]:
    return list(drawn(kind).datasets["rows"]["tooltip"])


@every_chart
def test_a_specification_is_shared_valid_and_holds_no_data(kind):
    first, second = drawn(kind), drawn(kind)
    assert first.specification is second.specification
    assert '"values"' not in json.dumps(first.specification)
    # Where all layers have the same data, it stands once above them.
    named = {(layer.get("data") or first.specification["data"])["name"] for layer in first.specification["layer"]}
    assert named == set(first.datasets)
    rows = {name: json.loads(data.to_json(orient="records")) for name, data in first.datasets.items()}
    alt.Chart.from_dict({**first.specification, "datasets": rows})


@every_chart
def test_one_mark_speaks_and_says_a_sentence_for_every_row(kind):
    speaking = [layer for layer in drawn(kind).specification["layer"] if "tooltip" in layer["encoding"]]
    assert len(speaking) == 1
    assert all(
        layer["mark"].get("aria") is False for layer in drawn(kind).specification["layer"] if layer not in speaking
    )
    assert all("nan" not in said and said for said in sentences(kind))


@every_chart
def test_whole_numbers_that_are_sent_are_counts_of_the_answer(kind):
    made, _ = DRAWN[kind]
    counts = {float(v) for c in made().columns if c.kind == "count" for v in made().table[c.name].dropna()}
    for data in drawn(kind).datasets.values():
        for name in data:
            if pd.api.types.is_integer_dtype(data[name].dtype):
                assert {float(value) for value in data[name].dropna()} <= counts


@every_chart
def test_a_picture_can_be_taken_away(kind):
    made, _ = DRAWN[kind]
    svg = picture.svg(made(), drawn(kind)).decode()
    assert "a finding" in svg
    assert vl_convert.svg_to_png(svg)[:4] == b"\x89PNG"


@pytest.mark.parametrize("kind", [kind for kind in DRAWN if kind != "funnel"])
def test_what_is_hidden_is_said_in_its_sentence(kind):
    assert any("hidden" in said for said in sentences(kind))


def test_a_zero_is_a_finding_and_not_hidden():
    father, mother, other = sentences("dots")
    assert other.startswith("other carer: 0%")
    assert mother == "mother: hidden"
    assert father == "father: 20% (95% interval 10 to 30%), 20 people; the year before 25%"


def test_the_step_where_a_gap_opens_says_how_large_it_is():
    gaps = drawn("pathway").datasets["gaps"].set_index("step")["words"]
    assert gaps["Seen"] == "-20.0 points (-30.0 to -10.0)"
    assert gaps["Completed"] == ""


def test_the_gap_over_the_whole_path_stands_at_its_beginning_and_has_no_bars_of_its_own():
    data = drawn("pathway").datasets
    assert data["gaps"].set_index("step")["words"]["Referred"] == "whole path -20.0 points (-35.0 to -5.0)"
    assert data["rows"]["figure"].iloc[0] == "Most deprived fifth: 100"
    assert list(dict.fromkeys(data["rows"]["step"])) == ["Referred", "Seen", "Completed"]


def test_names_at_the_ends_of_lines_do_not_stand_on_one_another():
    at = sorted(drawn("waits").datasets["names"]["at"])
    assert min(b - a for a, b in itertools.pairwise(at)) >= waits_curve.APART - 1e-9


def test_a_name_at_the_end_of_a_line_carries_its_shape():
    assert {name.split()[0] for name in drawn("waits").datasets["names"]["name"]} == {"●", "▲", "···"}


def test_a_funnel_of_two_places_is_not_drawn():
    assert funnel_plot.drawing(places(2)) is None


def test_places_that_no_layout_is_known_for_are_not_called_a_map():
    made = places()
    assert "as they lie to each other" in tile_map.drawing(made, tiles_of(made)).reading
    assert "not a map" in tile_map.drawing(made, tiles_of(made, {})).reading


def test_rows_of_two_names_are_put_together_by_the_first():
    made = answer(
        group=["Everyone", "Everyone", "Core20", "Core20"],
        weeks=["2 weeks", "6 weeks"] * 2,
        share=[0.1, 0.2, 0.3, 0.4],
        state=["shown"] * 4,
    )
    rows = dots_by_row.drawing(made, ("weeks", "group"), "share").datasets["rows"]
    assert list(rows["label"]) == ["2 weeks, Everyone", "2 weeks, Core20", "6 weeks, Everyone", "6 weeks, Core20"]
    assert list(rows["value"]) == [0.1, 0.3, 0.2, 0.4]
