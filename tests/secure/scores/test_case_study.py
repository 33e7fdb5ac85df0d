"""The case study of the Sheffield review: a family's scores, from the extract to what the release would say of them.

Published: GAD-7 and PHQ-9 moderate at the start and mild at the end, warmth (MORS) from 20 to 31, confidence from 4 to
8 out of 10. The points of GAD-7 and PHQ-9 are not published: those here are in the middle of the bands.
"""

import sys
from pathlib import Path

import pytest
from extracts import SERVICES, referral, write_extracts

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from test_outcomes_cube import source_of

from pimh_data.secure.cubes.coding import coded
from pimh_data.secure.cubes.outcomes import count_outcomes
from pimh_data.secure.cubes.outcomes_counting import ALONE
from pimh_data.secure.scores.change import bands_of
from pimh_data.secure.statements import fetched

FIRST, LAST = "2024-02-01", "2024-04-01"
SCORES = {"GAD-7": (12, 7), "PHQ-9": (12, 7), "MORS-SF warmth": (20, 31), "confidence rating": (4, 8)}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, dict]:
    """Measure -> what is counted of the family."""
    folder = tmp_path_factory.mktemp("case")
    scores = [
        {
            "referral_id": "R1",
            "measure": measure,
            "scale": "",
            "respondent": "parent",
            "assessed": day,
            "score": str(score),
        }
        for measure, pair in SCORES.items()
        for day, score in zip((FIRST, LAST), pair, strict=True)
    ]
    contacts = [
        {"referral_id": "R1", "date": day, "mode": "face to face", "status": "attended"}
        for day in (FIRST, "2024-02-15", LAST)
    ]
    closed = referral(closed="2024-04-20", closure_reason="completed")
    write_extracts(folder, [closed], services=SERVICES, contacts=contacts, scores=scores)
    source = source_of(folder)
    counted = count_outcomes(coded(source), {})
    rows = fetched(source.connection, ALONE).to_pandas()
    rows = rows[rows.definition == 0]
    bands = dict(enumerate(bands_of(counted.measures)))
    rows = rows.assign(first_band=rows.first_band.map(bands), last_band=rows.last_band.map(bands))
    return {list(counted.measures)[row["of_measure"]]: row for row in rows.to_dict("records")}


def test_every_measure_of_the_family_is_paired(told):
    assert set(told) == set(SCORES)
    assert all(row["paired"] == 1 for row in told.values())


@pytest.mark.parametrize("measure", ["GAD-7", "PHQ-9"])
def test_anxiety_and_depression_went_from_moderate_to_mild(told, measure):
    assert (told[measure]["first_band"], told[measure]["last_band"]) == ("Moderate", "Mild")
    assert (told[measure]["at_caseness"], told[measure]["recovered"]) == (1, 1)


def test_five_points_are_reliable_on_the_gad_7_and_not_on_the_phq_9(told):
    assert told["GAD-7"]["improved_0"] == 1
    assert (told["PHQ-9"]["improved_0"], told["PHQ-9"]["no_reliable_change_0"]) == (0, 1)


def test_warmth_rose_by_eleven_and_confidence_by_four_and_neither_is_called_reliable(told):
    assert told["MORS-SF warmth"]["last"] - told["MORS-SF warmth"]["first"] == 11
    assert told["confidence rating"]["last"] - told["confidence rating"]["first"] == 4
    for measure in ("MORS-SF warmth", "confidence rating"):
        assert (told[measure]["improved_0"], told[measure]["no_reliable_change_0"]) == (0, 0)
