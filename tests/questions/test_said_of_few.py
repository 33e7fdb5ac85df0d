"""Of few people nothing is judged, a share says of how many it is, and no clear difference says what could be seen."""

import random
import re
from pathlib import Path

import pytest
from released_cells import CHILDREN, Building

from pimh_data.answer import Answer, Selection
from pimh_data.questions.address import Address, answer
from pimh_data.questions.equity.need import share_beside_need
from pimh_data.questions.equity.pathway import pathway_side_by_side
from pimh_data.questions.equity.slope import slope_by_deprivation
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.need import need_by_model
from pimh_data.questions.reach.closures import closure_reasons
from pimh_data.questions.reach.place_measures import by_place
from pimh_data.questions.reach.sources import referral_sources
from pimh_data.questions.reach.target import against_target
from pimh_data.questions.reach.waits_by_group import waits_by_deprivation
from pimh_data.questions.selection import options
from pimh_data.release import Release, Store

YEAR, BEFORE = "2023/24", "2022/23"
SHEFFIELD = Selection("Sheffield", "All services", YEAR)
CORE20 = "the most deprived fifth (Core20)"
# Graded so by something else than two groups or years: an ambition, a target, limits round Places or round months.
OTHERWISE = re.compile(r"reach\.(access|target|\w+_by_month|places_(people|access|six_weeks|missed|drop_out)\w*)$")


def waits(folder: Path, core20: tuple[int, int], rest: tuple[int, int], everyone: tuple[int, int]) -> Answer:
    """Of (followed, seen within six weeks) of each group."""
    building = Building()
    building.waited(YEAR, everyone[0], [None, everyone[1]])
    for member, (followed, seen) in (("Core20", core20), ("The rest", rest)):
        building.waited(YEAR, followed, [None, seen], dimension="deprivation", member=member)
    return waits_by_deprivation(building.open(folder), SHEFFIELD)


def test_waits_of_ten_and_fifteen_people_are_not_judged_and_say_of_how_many_they_are(tmp_path: Path):
    found = waits(tmp_path, (10, 5), (15, 10), (25, 15))
    assert found.finding.grade == "too few"
    assert f"50% of the 10 people accepted from {CORE20}" in found.finding.text
    assert "67% of the 15 people from the rest; too few to tell from chance" in found.finding.text
    assert waits(tmp_path / "more", (20, 5), (20, 20), (40, 25)).finding.grade == "worse"


def test_everyone_outside_both_groups_says_why(tmp_path: Path):
    found = waits(tmp_path, (50, 40), (50, 45), (100, 100))
    assert any(note.startswith("All together are at 100%: whoever's decile is not known") for note in found.notes)
    between = waits(tmp_path / "between", (50, 40), (50, 45), (100, 85))
    assert not any("All together" in note for note in between.notes)


def places(folder: Path, few: tuple[int, int]) -> Release:
    building = Building()
    building.waited(YEAR, few[0], [None, few[1]])
    building.waited(YEAR, 500, [None, 400], where="Liverpool")
    return building.open(folder)


def test_a_share_of_few_by_place_says_of_how_many_and_is_not_set_beside_the_limits(tmp_path: Path):
    release = places(tmp_path, (15, 10))
    own, other = (by_place(release, Selection(place, year=YEAR), "six_weeks") for place in ("Sheffield", "Liverpool"))
    assert own.finding.grade == "too few"
    assert re.search(r"67% of those accepted .*\(95% interval \d+ to \d+, of 15 people\)", own.finding.text)
    assert "of 500 people" not in other.finding.text
    hidden = by_place(release, Selection("Sheffield", "Steel City Dads", YEAR), "six_weeks")
    assert hidden.finding.grade == "no data"


def test_all_of_few_by_place_is_said_as_its_interval(tmp_path: Path):
    found = by_place(places(tmp_path, (15, 15)), SHEFFIELD, "six_weeks")
    assert re.search(r"\d+% to 100% \(95% interval\) of those accepted seen .* \(of 15 people\)", found.finding.text)


def test_a_share_of_few_the_year_before_says_of_how_many(tmp_path: Path):
    building = Building()
    for year, closed, completed in ((YEAR, 200, 100), (BEFORE, 15, 10)):
        building.put("caseload", year, {"closed": closed, "closed_completed": completed})
    assert "the year before (67% of 15" in closure_reasons(building.open(tmp_path), SHEFFIELD).finding.text


def test_along_the_pathway_a_larger_view_of_few_says_of_how_many(tmp_path: Path):
    building = Building()
    steps = ("referred", "accepted", "seen", "three_or_more_contacts", "completed")
    for period, last in ((YEAR, None), ("2022/23 to 2024/25", 10)):
        for member, referred in (("Core20", 30), ("The rest", 500)):
            counts = dict.fromkeys(steps, referred) | {"completed": last if member == "Core20" else 150}
            building.put("pathway", period, counts, dimension="deprivation", member=member)
    found = pathway_side_by_side(building.open(tmp_path), SHEFFIELD)
    assert found.finding.grade == "hidden"
    assert "33% of the 30 people referred complete against 30%." in found.finding.text
    assert "which is not in this table: it is shown for three years together" in found.evidence.hidden


def test_people_of_specialist_services_are_not_said_to_be_of_the_service_that_is_chosen(tmp_path: Path):
    building = Building()
    building.deciles()
    building.put("access", YEAR, {"people_seen": 195}, service="Specialist services")
    found = by_place(building.open(tmp_path), Selection("Sheffield", "Light peer support", YEAR), "access")
    assert found.finding.text.startswith("Sheffield, 2023/24: ")
    assert "Light peer support" not in found.finding.text + found.evidence.numerator
    assert "Specialist services alone, whichever service is chosen." in found.notes


def test_a_rate_by_place_says_of_which_year_the_births_are(tmp_path: Path):
    building = Building()
    building.deciles()
    building.seen(YEAR, 600)
    text = by_place(building.open(tmp_path), SHEFFIELD, "people").finding.text
    assert f"{1000 * 600 / sum(CHILDREN.values()):.1f} people seen per 1,000 children aged 0 in 2020" in text


def test_a_target_of_a_specialist_service_says_which_contacts_count_here_and_which_for_the_access_measure(tmp_path):
    building = Building()
    for name, marked in (("Perinatal team", "yes"), ("Light peer support", "no")):
        building.service(name, "2020-04-01")
        building.rows["services", "Sheffield"][-1] |= {"specialist_access": marked, "target_people": 150.0}
        building.seen(YEAR, 200, service=name)
    notes = against_target(building.open(tmp_path), SHEFFIELD).notes
    assert [note for note in notes if note.startswith("Perinatal team: people with any attended contact, by telephone")]
    assert not any("Light peer support" in note for note in notes)


def test_no_figure_stands_beside_a_range_that_it_is_an_end_of(tmp_path: Path):
    building = Building()
    building.deciles()
    building.version("2019", 900)
    for member, people in (("Core20", 200), ("The rest", 300)):
        building.seen(YEAR, people, member)
    release = building.open(tmp_path)
    need = share_beside_need(release, SHEFFIELD)
    row = need.table.iloc[-1]
    assert row["lower"] < row["upper"]
    assert row["share"] != row["share"]
    assert re.search(
        r", \d+% of children aged 0 and 44% to 64% of need under the model Attachment\.", need.finding.text
    )
    models = need_by_model(release, SHEFFIELD)
    ranged = models.table[models.table["lower"] < models.table["upper"]]
    assert len(ranged) > 2
    assert not ((ranged["value"] == ranged["lower"]) | (ranged["value"] == ranged["upper"])).any()
    assert "most 888 to 1,388 babies (Attachment)" in models.finding.text
    assert models.headline.value == "888 to 1,388"


def test_a_source_whose_share_changed_has_the_interval_of_its_change_and_one_that_has_not_its_size(tmp_path: Path):
    building = Building()
    counts = {YEAR: {"GP": 300, "self": 300, "midwife": 400}, BEFORE: {"GP": 200, "self": 400, "midwife": 400}}
    for year, held in counts.items():
        building.put("pathway", year, {"referred": 1000})
        for member, people in held.items():
            building.put("pathway", year, {"referred": people}, dimension="source", member=member)
    found = referral_sources(building.open(tmp_path), SHEFFIELD)
    rows = found.table[found.table["period"] == YEAR].set_index("member")
    assert rows.loc["GP", "change"] == pytest.approx(0.1)
    assert re.search(
        r"a larger share from GPs \(\+10\.0 points, 95% interval \+\d\.\d to \+1\d\.\d, sources together\)",
        found.finding.text,
    )
    assert rows.loc["midwife", "change_lower"] < 0 < rows.loc["midwife", "change_upper"]
    assert 0.04 < rows.loc["midwife", "could_be_seen"] < 0.15
    assert rows["could_be_seen"].drop("midwife").isna().all()


def test_a_slope_says_its_interval_and_that_of_its_change_and_what_could_be_seen(tmp_path: Path):
    building = Building()
    building.deciles()
    building.version("2019", 900)
    for year in ("2020/21", "2021/22", YEAR):
        for decile, children in CHILDREN.items():
            building.seen(year, 5 * round(children / 50), f"Decile {decile}")
    found = slope_by_deprivation(building.open(tmp_path), SHEFFIELD)
    row = found.table.set_index("period").loc[YEAR]
    assert row["change"] == pytest.approx(0)
    assert row["change_lower"] < 0 < row["change_upper"]
    assert re.search(r"The slope is -?\d+\.\d \(95% interval -\d+\.\d to \d+\.\d\)", found.finding.text)
    assert "It has not clearly changed since 2021/22 (" in found.finding.text
    assert sum("or more per 1,000 would probably have been seen" in note for note in found.notes) == 2


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def asked(release: Release) -> list[Selection]:
    """Ten selections of the demonstration, small services and single deciles among them."""
    known, draw = options(release), random.Random(15)
    groups = ("Everyone", "Everyone", "Core20", "Decile 1", "Decile 5")
    drawn = []
    for _ in range(10):
        place = draw.choice(known.places)
        service, year = draw.choice(known.services[place]), draw.choice(known.years)
        drawn.append(Selection(place, service, year, draw.choice(groups)))
    return drawn


def test_findings_have_three_sentences_at_most_and_no_clear_difference_says_what_could_be_seen(release: Release):
    rooms = ("equity.", "reach.", "need.")
    keys = [key for key, one in QUESTIONS.items() if key.startswith(rooms) and one.about != "release"]
    long, without, unclear = [], [], 0
    for selection in asked(release):
        for key in keys:
            found = answer(release, Address(key, selection))
            text = re.sub(r"\([^()]*\)", "", found.finding.text)
            if len(re.findall(r"[.?](?= [A-Z]|$)", text)) > 3:
                long.append(f"{key}: {found.finding.text}")
            if found.finding.grade == "no clear difference" and not OTHERWISE.match(key):
                unclear += 1
                said = " ".join((found.finding.text, *found.notes))
                if not re.search(r"would probably have been seen|could be seen", said):
                    without.append(f"{key}: {selection.words()}: {found.finding.text}")
    assert (long, without) == ([], [])
    assert unclear > 20
