"""An answer's address gives the Answer as a file, the one that is written directly; what is not known, a sentence."""

import csv
import io
import json
import random
import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

import pandas as pd
import pytest
import shapely
from asked import Told, asked
from indicator_release import Indicators, places_of_three
from python_calamine import CalamineWorkbook
from screen import charts, links, raw
from starlette.applications import Starlette
from starlette.routing import Route

from pages.parts import beside_charts, indicators_ground, opened, panel
from pages.parts.indicators_ground import ground
from pages.served.answers import PATH, answer_file
from pages.served.endings import ENDINGS
from pages.served.refused import LONGEST
from pimh_data.answer import Answer
from pimh_data.charts import export, picture
from pimh_data.errors import SelectionError
from pimh_data.geography.districts import PLACE
from pimh_data.questions.address import answer as answered
from pimh_data.questions.address import parse
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.selection import options
from pimh_data.release import Release, Store
from tests.a_part import a_part_of

DECILES = "/answers/equity.decile.csv"
SEED, DRAWN, OF_A_DAY = 20, 30, 15


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


@pytest.fixture
def get(demo_release: Path, monkeypatch: pytest.MonkeyPatch):
    """get('/answers/equity.decile.csv', 'place=Sheffield') -> status, headers, body."""
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    return asked_of


def asked_of(path: str, query: str = "", method: str = "GET", **headers: str) -> Told:
    return asked(Starlette(routes=[Route(PATH, answer_file)]), path, query, method, **headers)


def drawn_addresses(release: Release) -> list[tuple[str, str]]:
    """Questions and selections drawn at random: path without ending, and what is asked."""
    rng, known = random.Random(SEED), options(release)
    found = []
    for key in rng.sample(sorted(QUESTIONS), DRAWN):
        place = rng.choice(list(known.places))
        asked = {"place": place, "service": rng.choice(list(known.services[place])), "year": rng.choice(known.years)}
        asked |= {"deprivation": rng.choice(list(known.deprivation))}
        found.append((key, urlencode(asked, safe="/") if QUESTIONS[key].about == "selection" else ""))
    return found


def test_random_answers_are_in_every_ending_the_answer_written_directly(get, release):
    endings_given = dict.fromkeys(ENDINGS, 0)
    asked_today = a_part_of(drawn_addresses(release), OF_A_DAY, "answers by address")
    for key, query in asked_today:
        written = f"{key}?{query}"
        status, _, body = get(f"/answers/{key}.csv", query)
        if status == 400:
            with pytest.raises(SelectionError) as refused:
                answered(release, parse(written, release))
            assert str(refused.value) in body.decode()
            continue
        found = parse(written, release)
        answer = answered(release, found)
        on = {"map": "Tiles", **dict(found.choices)}
        drawing = panel.drawing(answer, "", **beside_charts.taken(release, answer, on))
        assert body == export.to_csv(answer)
        for ending in ENDINGS:
            status, headers, body = get(f"/answers/{key}.{ending}", query)
            if ENDINGS[ending].drawn and drawing is None:
                assert (status, b"no chart" in body) == (404, True)
                continue
            assert status == 200
            assert headers["content-type"].startswith(ENDINGS[ending].media)
            assert headers["content-disposition"].endswith(f'.{ending}"')
            endings_given[ending] += 1
            if ending == "json":
                told = json.loads(body)
                assert told["finding"]["text"] == answer.finding.text
                assert len(told["rows"]) == len(answer.table)
                assert answered(release, parse(told["address"], release)).table.equals(answer.table)
            elif ending == "xlsx":
                assert alike(body, export.to_csv(answer))
            elif ending == "svg":
                assert body == picture.svg(answer, drawing)
    assert min(endings_given.values()) >= len(asked_today) // 3


def alike(workbook: bytes, written: bytes) -> bool:
    """Whether the first sheet holds cell by cell what the CSV does: numbers as numbers, text as text."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name("Answer").to_python()
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    return len(sheet) == len(rows) and all(
        float(text) == cell if isinstance(cell, int | float) else text.removeprefix("'") == cell
        for held, row in zip(sheet, rows, strict=True)
        for cell, text in zip(held, row, strict=True)
    )


def test_a_workbook_says_on_its_second_sheet_what_the_first_holds(get):
    _, _, body = get("/answers/equity.decile.xlsx", "place=Sheffield")
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(body))
    assert sheets.sheet_names == ["Answer", "Definitions"]
    terms = {row[0]: row[1] for row in sheets.get_sheet_by_name("Definitions").to_python()}
    headings = sheets.get_sheet_by_name("Answer").to_python()[0]
    assert {"Finding", "What it is", "Out of", "Method", "Source", "Release"} <= terms.keys()
    assert "synthetic" in terms["Release"].lower()
    assert {heading for heading in headings if heading in terms} >= set(headings[:5])


def test_who_has_it_already_is_told_so(get):
    status, headers, _ = get(DECILES, "place=Sheffield")
    assert status == 200
    again, held, body = get(DECILES, "place=Sheffield", if_none_match=f'"other", W/{headers["etag"]}')
    assert (again, held["etag"], body) == (304, headers["etag"], b"")
    assert get(DECILES, "place=Liverpool", if_none_match=headers["etag"])[0] == 200


def test_the_head_of_an_answer_can_be_asked_for_alone(get):
    assert get(DECILES, method="HEAD")[0] == 200
    assert get(DECILES, method="POST")[0] == 405


@pytest.mark.parametrize(
    ("path", "query", "status", "said"),
    [
        ("/answers/equity.decil.csv", "", 404, "equity.decile"),
        ("/answers/equity.decile.pdf", "", 404, "csv, xlsx, json, png, svg"),
        ("/answers/equity.decile", "", 404, "question"),
        ("/answers/", "", 404, "question"),
        ("/answers/../../etc/passwd", "", 404, "question"),
        ("/answers/..%2f..%2fetc%2fpasswd.csv", "", 404, "question"),
        (DECILES, "place=../../etc/passwd", 400, "no Place"),
        (DECILES, "place=Sheffield&place=Liverpool", 400, "given 2 times"),
        (DECILES, "yaer=2023/24", 400, "year"),
        (DECILES, "place=%00%ff", 400, "no Place"),
        (DECILES, f"place={'x' * 10_000}", 414, "too long"),
        (DECILES, "&".join(f"a{number}=1" for number in range(60)), 400, "more than 50"),
        (DECILES, "place=" + quote("<script>alert(1)</script>"), 400, "no Place"),
        (DECILES, "place=" + quote("=HYPERLINK(\"http://x\")"), 400, "no Place"),
        (f"/answers/{'x' * 10_000}.csv", "", 414, "too long"),
    ],
)  # fmt: skip
def test_what_is_not_known_gets_a_sentence_and_no_traceback(get, path, query, status, said):
    found, headers, body = get(path, query)
    assert found == status
    assert headers["content-type"].startswith("text/plain")
    text = body.decode()
    assert said in text
    assert "Traceback" not in text
    assert str(Path(__file__).parents[2]) not in text
    assert len(text) < LONGEST + 10


def test_without_a_release_it_says_so(get, tmp_path, monkeypatch):
    monkeypatch.setenv("PIMH_RELEASES", str(tmp_path))
    status, _, body = get(DECILES)
    assert (status, b"no release" in body) == (503, True)


def test_the_data_page_shows_examples_whose_addresses_give_the_answer(get, open_page, release):
    blocks = [block.value for block in open_page("data.py", place="Sheffield").code]
    found = [re.search(r"/answers/([^\"?]+)\?([^\"]+)", block) for block in blocks if "/answers/" in block]
    assert len(found) == 3
    for address in found:
        status, _, body = get(f"/answers/{address[1]}", address[2])
        assert status == 200
        assert body == export.to_csv(answered(release, parse(f"equity.decile?{address[2]}", release)))


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("", {"place": "Liverpool", "year": "2023/24"}),
        ("equity_missed.py", {"over": "Three years together"}),
        ("equity_pathway.py", {"group": "Decile 1"}),
        ("equity_groups.py", {"by": "Age", "deprivation": "Core20"}),
        ("reach_waits.py", {"within": "2 weeks"}),
        ("reach_lost.py", {"lost_by": "Ethnic group"}),
        ("reach_places.py", {"measure": "Share of contacts missed"}),
        ("outcomes_services.py", {"outcome_measure": "PHQ-9", "pairing": "Adult community rule"}),
        ("need_ends.py", {"ends-percent": "50", "other": "Steel City Dads"}),
        ("data.py", {}),
    ],
)
def test_every_link_of_a_page_gives_what_the_panel_shows(get, open_page, release, page, asked):
    test = open_page(page, **asked)
    shown = " ".join((unescape(raw(test)), *(chart.alt for chart in charts(test))))
    for link in (*links(test, "CSV"), *links(test, "Excel")):
        path, _, query = link.partition("?")
        assert get(f"/{path}", query)[0] == 200, link
        told = json.loads(get(f"/{path.rpartition('.')[0]}.json", query)[2])
        last = told["finding"]["text"].rsplit(". ", 1)[-1]  # the Summary sets sentences apart
        assert last[-60:] in shown, link
    pictured = {link.replace(".png", ".csv") for link in links(test, "PNG")}
    for link in links(test, "CSV"):  # a picture is offered where there is one, and nowhere else
        path, _, query = link.partition("?")
        drawn = is_drawn(opened.answer(release, parse(f"{path[8:-4]}?{query}", release)), release)
        assert (link in pictured) == drawn, link


def is_drawn(answer: Answer, release: Release) -> bool:
    on = {"map": "Tiles", **dict(parse(answer.address, release).choices)}
    return panel.drawing(answer, "", **beside_charts.taken(release, answer, on)) is not None


def test_the_dictionary_has_an_address_and_explains_the_columns_of_the_file(get):
    status, headers, body = get("/answers/equity.decile.dictionary.csv", "place=Sheffield")
    assert status == 200
    assert headers["content-disposition"].endswith('equity-decile.dictionary.csv"')
    explained = [row["Name"] for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))]
    _, _, table = get(DECILES, "place=Sheffield")
    headings = next(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert explained[: len(headings)] == headings


def test_a_map_is_drawn_on_the_ground_that_is_chosen(get, monkeypatch):
    indicator = "Smoking status at time of delivery (Female, All ages)"
    monkeypatch.setattr(opened, "current", lambda: (with_boundaries(), ""))
    asked = urlencode({"place": "Liverpool", "indicator": indicator})
    pictures = {
        ground: get("/answers/indicators.map.svg", f"{asked}&map={ground}") for ground in ("Boundaries", "Tiles")
    }
    assert [status for status, *_ in pictures.values()] == [200, 200]
    assert pictures["Boundaries"][2] != pictures["Tiles"][2]
    assert get("/answers/indicators.map.svg", asked)[2] == pictures["Boundaries"][2]
    assert get("/answers/indicators.map.csv", f"{asked}&map=Tiles")[2] == get("/answers/indicators.map.csv", asked)[2]
    status, _, body = get("/answers/indicators.map.svg", f"{asked}&map=Moon")
    assert (status, "“Moon”: choose from Boundaries, Tiles" in body.decode()) == (400, True)
    assert get("/answers/indicators.places.svg", f"{asked}&map=Tiles")[0] == 400


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_an_indicator_without_deciles_has_no_picture_of_them_and_that_is_said(get, monkeypatch, ending: str):
    monkeypatch.setattr(opened, "current", lambda: (with_boundaries(), ""))
    status, _, body = get(f"/answers/indicators.inequality.{ending}", "place=Liverpool")
    assert (status, b"no chart" in body) == (404, True)
    assert get("/answers/indicators.inequality.csv", "place=Liverpool")[0] == 200


def test_a_place_alone_in_its_system_is_drawn_beside_all_others():
    """One tile, or one outline, has nothing to be compared with: then all Places, as where all are chosen."""
    release = with_boundaries()
    drawn = {
        (place, kind): [one["properties"]["name"] for one in ground(release, place, kind).features["features"]]
        for place in ("Sheffield", "Liverpool")
        for kind in indicators_ground.kinds(release, place)
    }
    every = sorted(release.manifest.places)
    assert {key: sorted(names) for key, names in drawn.items()} == {
        ("Sheffield", "Tiles"): every,
        ("Sheffield", "Boundaries"): every,
        ("Liverpool", "Tiles"): ["Liverpool", "Wirral"],
        ("Liverpool", "Boundaries"): ["Liverpool", "Wirral"],
    }
    assert indicators_ground.kinds(release, "Sheffield")[0] == indicators_ground.TILES


@cache
def with_boundaries() -> Release:
    """A release of three Places with an indicator, and a square for each of them."""
    made = Indicators()
    places_of_three(made)
    made.row("smoking", "England", 10.0, 9.9, 10.1)
    made.row("smoking", "Sheffield", 12.0, 11.0, 13.0)
    made.row("smoking", "Liverpool", 8.0, 7.0, 9.0)
    with TemporaryDirectory() as folder:
        release = made.open(Path(folder))
    areas = [
        {"level": PLACE, "name": place, "system": system, "label_x": 5e4 + 1e5 * at, "label_y": 5e4}
        | {"geometry": shapely.to_wkb(shapely.box(1e5 * at, 0, 1e5 * at + 1e5, 1e5))}
        for at, (place, system) in enumerate(release.manifest.places.items())
    ]
    return replace(release, tables={**release.tables, indicators_ground.GEOGRAPHY: pd.DataFrame(areas)})


def test_an_answer_knows_its_own_address(release):
    for key, query in drawn_addresses(release):
        try:
            found = answered(release, parse(f"{key}?{query}", release))
        except SelectionError:
            continue
        again = answered(release, parse(found.address, release))
        assert export.to_csv(again) == export.to_csv(found)
