"""Two groups along the pathway have one verdict: in the table of who is missed, and step by step."""

from pathlib import Path

import pytest
from plain_python import difference
from released_cells import Building

from pimh_data.answer import Answer, Selection
from pimh_data.questions.address import Address, answer
from pimh_data.questions.equity.missed import who_is_missed
from pimh_data.questions.equity.pathway import pathway_side_by_side
from pimh_data.questions.selection import options
from pimh_data.registry.cubes import EVERYONE
from pimh_data.registry.ethnicity import EVERY_OTHER, WHITE_BRITISH_OR_IRISH
from pimh_data.release import Release
from pimh_data.release.store import Store

YEAR = "2023/24"
STEPS = ("referred", "accepted", "seen", "three_or_more_contacts", "completed")
CORE20 = "The most deprived fifth (Core20)"
# As released for a small Place in two years, and for one of its teams.
FEWER_SEEN = (100, 85, 60, 45, 30), (120, 100, 90, 65, 45)
FEWER_COMPLETE = (50, 45, 40, 25, 15), (70, 60, 55, 45, 40)
HIDDEN_AT_THE_END = (25, 20, 15, 10, None), (30, 25, 20, 15, 10)
FEW_REFERRED = (15, 15, 10, 5, None), (30, 25, 20, 15, 10)


def both(folder: Path, counts: tuple[tuple[int | None, ...], tuple[int | None, ...]]) -> tuple[Answer, Answer]:
    """Who is missed, and the pathway, of the same counts of the most deprived fifth (Core20) and the rest."""
    building = Building()
    for member, own in zip(("Core20", "The rest"), counts, strict=True):
        building.put("pathway", YEAR, dict(zip(STEPS, own, strict=True)), dimension="deprivation", member=member)
    release, selection = building.open(folder), Selection("Sheffield", "All services", YEAR)
    return who_is_missed(release, selection), pathway_side_by_side(release, selection)


@pytest.mark.parametrize(
    ("counts", "grade", "said"),
    [
        (
            FEWER_SEEN,
            "worse",
            "were seen against 90% of the rest",
        ),
        (
            FEWER_COMPLETE,
            "worse",
            "completed against 73% of the rest",
        ),
        (HIDDEN_AT_THE_END, "hidden", "(fewer than 5, or hidden to protect a smaller number)"),
        (FEW_REFERRED, "too few", "fewer than 20 of the most deprived fifth (Core20) or of the rest"),
    ],
    ids=["fewer seen", "fewer complete", "hidden", "few"],
)
def test_both_questions_have_one_grade_and_say_the_same_of_the_step(tmp_path: Path, counts, grade: str, said: str):
    for found in both(tmp_path, counts):
        assert found.finding.grade == grade
        assert said in found.finding.text
        if grade == "worse":  # the step that gives the grade stands first, the whole path after it
            step, path = found.finding.text.split("; ", 1)
            assert step.startswith(f"Sheffield, 2023/24: of those {'accepted' if 'seen against' in said else 'seen'}, ")
            assert step.endswith(", steps together), beyond chance")
            # Its figures stand where its table has them: along the pathway.
            figures = " (" if found.key == "equity.pathway" else ". A gap of "
            assert path.startswith(f"over the whole path there is no clear difference{figures}")
        assert "opens" not in found.finding.text  # nothing is told from chance over the whole path


def test_the_step_that_is_told_stands_in_both_tables_with_one_interval(tmp_path: Path):
    missed, path = both(tmp_path, FEWER_SEEN)
    row = missed.table.set_index(["group", "step"]).loc[CORE20, "Seen"]
    step = path.table.set_index(["group", "step"]).loc[CORE20, "Seen"]
    expected = difference(60, 85, 90, 100, 5)  # in plain Python, five tests together
    assert (row["at_step"], row["at_step_lower"], row["at_step_upper"]) == pytest.approx(expected)
    assert (step["difference"], step["together_lower"], step["together_upper"]) == pytest.approx(expected)
    rest = missed.table.set_index(["group", "step"]).loc["The rest (deciles 3-10)", "Seen"]
    assert (row["of_before"], rest["of_before"]) == pytest.approx((60 / 85, 90 / 100))
    assert (row["at_step_verdict"], row["verdict"]) == ("fewer, beyond chance", "not tested by itself")
    completed = missed.table.set_index(["group", "step"]).loc[CORE20, "Completed"]
    whole = path.table.set_index(["group", "step"]).loc[CORE20, "From referred to completed"]
    assert completed["verdict"] == "no clear difference"
    assert completed["could_be_seen"] == pytest.approx(whole["could_be_seen"])


def test_a_gap_opens_at_a_step_where_the_whole_path_and_that_step_are_told(tmp_path: Path):
    for found in both(tmp_path, ((600, 520, 380, 300, 170), (800, 700, 610, 500, 380))):
        assert found.finding.grade == "worse"
        opens = (
            "he gap opens at being seen (73% against 87% of those accepted: -14.1 points, 95% interval -20.3 to -7.9"
        )
        assert opens in found.finding.text


def test_more_of_the_first_group_is_higher_in_both(tmp_path: Path):
    for found in both(tmp_path, ((600, 520, 470, 380, 330), (800, 700, 560, 430, 310))):
        assert found.finding.grade == "higher"


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def test_no_selection_of_the_demonstration_has_two_verdicts(release: Release):
    """Fewer along the pathway is worse in who is missed; without, the most deprived fifth (Core20) give the grade."""
    known, told = options(release), set()
    for place in known.places:
        for service in known.services[place]:
            for year in known.years:
                selection = Selection(place, service, year, EVERYONE)
                deprivation = answer(release, Address("equity.pathway", selection))
                sides = (("group", EVERY_OTHER), ("beside", WHITE_BRITISH_OR_IRISH))
                ethnic = answer(release, Address("equity.pathway", selection, sides))
                missed = answer(release, Address("equity.missed", selection))
                grade = missed.finding.grade
                # Of one service the two ethnic groups are held for longer than a year alone, which is another number.
                of_year = deprivation.evidence.period == ethnic.evidence.period
                if "worse" in (deprivation.finding.grade, ethnic.finding.grade if of_year else ""):
                    assert grade == "worse", selection.words()
                elif grade not in ("worse", "lower") and deprivation.finding.grade != "no data":
                    assert grade == deprivation.finding.grade, selection.words()
                for found in (deprivation, ethnic):
                    if "gap opens at" in found.finding.text:
                        assert "no clear difference over the whole path" not in found.finding.text
                told.add(grade)
    assert {"worse", "no clear difference", "hidden"} <= told
