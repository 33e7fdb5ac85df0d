"""A case study is shown where a release names it, and nowhere else."""

import pytest
from released_cells import Building

from pimh_data import case_studies
from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.registry.case_studies import CASE_OF_SYSTEM, CASE_STUDIES, NORTH_WEST_COAST, RATED_IN, SHEFFIELD, WESSEX
from pimh_data.secure.ingest.published import provision_ratings

SELECTION = (Selection("Sheffield", year="2023/24"),)
ASKED = {
    "family_survey": (NORTH_WEST_COAST, ()),
    "published_comparison": (SHEFFIELD, SELECTION),
    "published_ethnicity_rows": (NORTH_WEST_COAST, ()),
    "sheffield_ethnicity": (SHEFFIELD, ()),
    "sheffield_side_by_side": (SHEFFIELD, ()),
    "table_4": (NORTH_WEST_COAST, ()),
    "wessex_table": (WESSEX, SELECTION),
}


def release(folder, *cases):
    building = Building()
    building.case_studies = cases
    building.seen("2023/24", 500)
    return building.open(folder)


def test_every_question_of_this_room_is_asked_here():
    assert set(ASKED) == set(case_studies.__all__)


@pytest.mark.parametrize("question", ASKED)
def test_a_release_that_does_not_name_the_case_has_no_answer(question, tmp_path):
    case, asked = ASKED[question]
    others = [other for other in CASE_STUDIES if other != case]
    with pytest.raises(SelectionError, match=f"shows no case study of {case}"):
        getattr(case_studies, question)(release(tmp_path, *others), *asked)


@pytest.mark.parametrize("question", ASKED)
def test_a_release_that_names_the_case_has_its_answer(question, tmp_path):
    case, asked = ASKED[question]
    assert getattr(case_studies, question)(release(tmp_path, case), *asked).finding.text.endswith(".")


def test_every_published_rating_belongs_to_a_case_with_its_document():
    assert set(provision_ratings()["system"]) == set(CASE_OF_SYSTEM)
    assert set(CASE_OF_SYSTEM.values()) == set(RATED_IN)
