"""The pages of outcomes: every kind of measure, the definition switch, their numbers in plain Python."""

import random
import re
from functools import cache
from html import unescape

import pyarrow.parquet as pq
import pytest
from outcome_cells import Outcomes
from screen import bodies, charts, headings, html, links, opening, popovers, raw

from pages.parts.pages import OUTCOMES, PAGES

PARTS = [page.file for page in PAGES if page.group == OUTCOMES]
EVERY_MEASURE = ("GBO", "GBO goal 1", "KPCS", "MORS-SF warmth", "PHQ-9", "EPDS", "CORE-10", "HADS-A", "SWEMWBS")
ADULT, EVERY = "Adult community rule", "All courses"


@pytest.mark.parametrize("measure", EVERY_MEASURE)
@pytest.mark.parametrize("part", PARTS)
def test_every_kind_of_measure_is_answered(open_page, part, measure):
    test = open_page(part, outcome_measure=measure, place="Sheffield", year="2023/24")
    assert not test.exception
    assert test.selectbox(key="outcome_measure").value == measure
    assert opening(test).endswith(".")


def test_the_page_opens_on_who_is_in_it_and_what_changed(open_page):
    test = open_page("outcomes.py", place="Sheffield", year="2023/24", outcome_measure="PHQ-9")
    assert re.match(r"PHQ-9: \d+% of the \d+ with two scores improved reliably \(95% interval", opening(test))
    assert "eligible have no second score, so of all eligible it is" in opening(test)
    assert headings(test)[0] == "How many improved, of whom?"


def test_without_a_reliable_change_the_page_opens_on_the_means(open_page):
    test = open_page("outcomes.py", place="Liverpool", year="2022/23", outcome_measure="MORS-SF warmth")
    assert re.match(r"MORS-SF warmth: from [\d.]+ to [\d.]+ on average, [\d.]+ points of improvement", opening(test))
    assert any("who improved reliably cannot be said" in said.lower() for said in html(test, "finding"))


def test_without_a_line_between_a_case_and_no_case_it_is_said_that_there_is_no_recovery(open_page):
    test = open_page("outcomes_recovery.py", place="Sheffield", year="2023/24", outcome_measure="MORS-SF warmth")
    assert "no line between a case and no case, so there is no recovery" in opening(test)


def test_measures_stand_with_the_relationship_first(open_page):
    options = open_page("outcomes.py", place="Sheffield").selectbox(key="outcome_measure").options
    assert options.index("MORS-SF warmth") < options.index("PHQ-9")
    assert options.index("GBO") == 0


def test_another_pairing_rule_moves_the_headline_and_is_stamped_on_screen_link_and_files(open_page):
    asked = {"place": "Liverpool", "year": "2023/24", "outcome_measure": "PHQ-9"}
    usual, other = open_page("outcomes.py", **asked), open_page("outcomes.py", **asked, pairing=ADULT)
    assert not other.exception
    assert opening(usual) != opening(other)
    (counted,) = [said for said in html(other, "unit") if said.startswith("Counted as: ")]
    assert "Adult community rule (first score against the latest, on different days)" in counted
    for address in (links(other, "Link")[0], links(other, "CSV")[0]):
        assert "pairing=Adult+community+rule" in address
        assert "outcome_measure=PHQ-9" in address


def test_a_choice_on_screen_moves_the_headline(open_page):
    # Of about 90 people: of 45, rounding can show as many who improved by five points as by six.
    test = open_page("outcomes.py", place="Sheffield", year="2024/25", outcome_measure="CORE-10")
    first = opening(test)
    test.selectbox(key="reliable_change").set_value("5 points (NHS England code)").run()
    assert not test.exception
    assert opening(test) != first
    counted = next(said for said in html(test, "unit") if said.startswith("Counted as: "))
    assert "reliable change 5 points (NHS England code)" in counted


def test_the_courses_that_go_with_a_rule_are_those_that_can_be_chosen(open_page):
    test = open_page("outcomes.py", place="Sheffield", pairing="Perinatal CQUIN rule")
    assert test.selectbox(key="courses").options == ["Finished courses"]


@pytest.mark.parametrize("key", ["outcome_measure", "pairing", "courses"])
def test_a_choice_in_the_address_that_there_is_not_is_named_on_screen(open_page, key):
    test = open_page("outcomes.py", **{key: "<b>Shoe size</b>"})
    assert not test.exception
    assert any("Shoe size" in said for said in html(test, "notice"))
    assert "<b>Shoe" not in raw(test)


def test_a_measure_that_a_service_does_not_use_falls_back_and_says_so(open_page):
    test = open_page("outcomes.py", place="Sheffield", outcome_measure="PHQ-9")
    test.selectbox(key="service").select("Light peer support").run()
    assert not test.exception
    assert test.selectbox(key="outcome_measure").value != "PHQ-9"
    assert any("PHQ-9" in said for said in html(test, "notice"))


def test_another_measure_by_place_on_the_reach_page_is_no_outcome_measure(open_page):
    test = open_page("reach_places.py", place="Sheffield", measure="Share of contacts missed")
    test.switch_page("outcomes.py").run()
    assert not test.exception
    assert not html(test, "notice")


def test_a_service_without_a_relationship_measure_is_told_so_kindly(open_page):
    test = open_page("outcomes_measures.py", place="Sheffield", service="Light peer support")
    said = " ".join(html(test, "answer"))
    assert "no relationship measure has been recorded here yet. A goal about the relationship" in said


def test_a_service_without_any_scores_has_one_sentence_and_no_empty_panels(open_page, tmp_path):
    made = Outcomes()
    made.put(eligible=340, first_score=300, paired=215, improved=130)
    made.open(tmp_path)
    asked = {"releases": next(tmp_path.rglob("manifest.json")).parent.parent, "place": "Sheffield", "year": "2023/24"}
    assert charts(open_page("outcomes.py", **asked))
    test = open_page("outcomes.py", **asked, service="Steel City Dads")
    assert not test.exception
    assert "no scores on an outcome measure have been recorded here yet" in opening(test).lower()
    assert not charts(test)
    assert not headings(test)
    assert "outcome_measure" not in {box.key for box in test.selectbox}


def test_every_chart_is_described_and_every_panel_has_its_tools(open_page):
    for part in PARTS:
        test = open_page(part, place="Sheffield", year="2023/24", outcome_measure="PHQ-9")
        assert all(chart.alt.endswith(".") for chart in charts(test))
        beneath = [label for label in popovers(test) if "efinitions" in label]
        assert len(beneath) == len(links(test, "CSV")) == len(links(test, "Link"))


# ---- the page's numbers, in plain Python from the released rows ----


@pytest.fixture(scope="module")
def rows(demo_release):
    """(cube, where) -> its rows by view and definition, straight from the parquet files."""
    folder = demo_release / (demo_release / "CURRENT").read_text().split()[0]
    keys = ("period", "service", "dimension", "member", "measure", "pairing", "courses")

    @cache
    def read(cube: str, where: str) -> dict[tuple, dict]:
        found = pq.read_table(folder / cube / f"{where}.parquet").to_pylist()
        return {(*(row[key] for key in keys), row.get("reliable_change", "")): row for row in found}

    return read


def fifty(rows) -> list[dict[str, str]]:
    """50 addresses at random whose measure is in use there: Places, services, years, groups and definitions."""
    draw = random.Random(11)
    services = {"Sheffield": ("All services", "Light peer support", "CAMHS PAIRS"), "Liverpool": ("All services",)}
    found = []
    while len(found) < 50:
        place = draw.choice(list(services))
        asked = {
            "place": place,
            "service": draw.choice(services[place]),
            "year": draw.choice(("2021/22", "2022/23", "2023/24", "2024/25")),
            "deprivation": draw.choice(("Everyone", "Everyone", "Core20", "The rest")),
            "outcome_measure": draw.choice(("PHQ-9", "EPDS", "GBO", "CORE-10", "SWEMWBS")),
            "pairing": draw.choice(("Children's rule", "Children's rule", ADULT)),
            "courses": draw.choice(("Finished courses", "Finished courses", EVERY)),
        }
        names = ("year", "service", "outcome_measure", "pairing", "courses")
        year, service, *definition = (asked[name] for name in names)
        if (year, service, "all", "Everyone", *definition, "") in rows("outcomes", place):
            found.append(asked)
    return found


def on_the_page(test) -> dict[str, list[str]]:
    """Step -> its cells in the table twin of the first panel."""
    body = next(body for body in bodies(test) if ">Step</th>" in body)
    lines = re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', body, flags=re.DOTALL)
    return {unescape(head): re.findall(r"<td[^>]*>(.*?)</td>", cells) for head, cells in lines}


def written(count: int | None) -> str:
    return "hidden" if count is None else f"{count:,}"


def percent(part: int, whole: int, n: int) -> str:
    return f"{min(part / whole, 1) * 100:.{1 if n >= 1000 else 0}f}%"


def test_for_50_random_selections_the_page_is_the_released_cells_in_plain_python(open_page, rows):
    counts = shares = 0
    for asked in fifty(rows):
        test = open_page("outcomes.py", beneath="outcomes-change", **asked)
        assert not test.exception
        definition = tuple(test.selectbox(key=key).value for key in ("outcome_measure", "pairing", "courses"))
        assert definition == (asked["outcome_measure"], asked["pairing"], asked["courses"])
        usual = definition[1:] == ("Children's rule", "Finished courses")
        group = asked["deprivation"] if usual else "Everyone"
        view = ("all", "Everyone") if group == "Everyone" else ("deprivation", group)
        key = (asked["year"], asked["service"], *view, *definition)
        own = rows("outcomes", asked["place"])[(*key, "")]
        changed = rows("reliable_change", asked["place"])[(*key, test.selectbox(key="reliable_change").value)]
        page = on_the_page(test)
        for step, name in (
            ("Eligible", "eligible"),
            ("With a first score", "first_score"),
            ("With two scores", "paired"),
        ):
            assert page[step][0] == written(own[name]), (asked, step)
            counts += own[name] is not None
        for step, name in (("Improved reliably", "improved"), ("Reliably worse", "deteriorated")):
            assert page[step][0] == written(changed[name]), (asked, step)
            if changed[name] is not None and own["paired"] is not None:
                assert page[step][1] == percent(changed[name], own["paired"], changed[name]), (asked, step)
                shares += 1
    assert counts > 100
    assert shares > 30


def test_a_measure_without_national_figures_gives_way_to_one_that_has_them_and_says_so(open_page):
    test = open_page("outcomes_national.py", place="Sheffield", outcome_measure="EPDS")
    assert any("does not publish EPDS" in said for said in html(test, "graded"))
    assert test.selectbox(key="national").options == ["PHQ-9", "GAD-7"]
    assert opening(test).startswith("PHQ-9: ")
    (counted,) = [said for said in html(test, "unit") if said.startswith("Counted as: ")]
    assert "PHQ-9" in counted
    test.selectbox(key="national").select("GAD-7").run()
    assert opening(test).startswith("GAD-7: ")
    assert test.selectbox(key="outcome_measure").value == "EPDS"
