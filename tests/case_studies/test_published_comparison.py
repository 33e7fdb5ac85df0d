"""A published comparison that mixed two definitions, set right: the same sentence for every selection."""

import pytest
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.case_studies import published_comparison


@pytest.mark.parametrize("place", ["Sheffield", "Liverpool", "Atlantis"])
def test_the_finding_says_what_was_mixed_and_what_it_comes_to(place, tmp_path):
    building = Building()
    building.seen("2023/24", 500)
    found = published_comparison(building.open(tmp_path), Selection(place, year="2023/24")).finding
    assert found.text == (
        "Published: 33% of PAIRS families are not White British or White Irish, set beside 20.9% of "
        "Sheffield's residents, 1.58 times as many. But 20.9% is the share who are not White; on one "
        "definition it is 25.0%, and the ratio 1.32."
    )
    assert found.grade == "description"
