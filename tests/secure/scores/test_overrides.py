"""A site's own values: read with their source, refused where a value is published, carried in the manifest."""

import pytest
from extracts import referral, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.release import open_release
from pimh_data.secure.publish import publish
from pimh_data.secure.scores.overrides import read_overrides

GOOD = """
["MORS-SF warmth"]
bands = [["Low", 0, 19], ["Usual", 20, 35]]
reliable_change = 5
source = "Partnership board, June 2025"
"""


def written(folder, text: str):
    (folder / "measures.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_the_file_nothing_is_overridden(tmp_path):
    assert read_overrides(tmp_path) == {}


def test_values_are_read_with_their_source(tmp_path):
    found = read_overrides(written(tmp_path, GOOD))["MORS-SF warmth"]
    assert (found["reliable_change"], found["source"]) == (5, "Partnership board, June 2025")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["PHQ-9"]\ncaseness = 12\nsource = "us"', "'caseness' of PHQ-9 is published and cannot be replaced"),
        ('["MORS"]\nsource = "us"', "'MORS' is no measure"),
        ('["EPDS"]\ncaseness = 10', "needs 'source'"),
        ('["EPDS"]\ncaseness = 40\nsource = "us"', "outside 0 to 30"),
        ('["EPDS"]\nrange = 40\nsource = "us"', "not a field that a site can give"),
        ('["PIIOS"]\nbands = [["a", 0, 10], ["b", 15, 52]]\nsource = "us"', "overlap or leave a gap"),
        ('["PIIOS"]\nbands = [["a", 0, 10], ["b", 11, 50]]\nsource = "us"', "must run from 0 to 52"),
        ('["PIIOS"]\nbands = [["a", 0, 10], ["a", 11, 52]]\nsource = "us"', "two bands have one name"),
        ('["MORS-SF warmth"]\nreliable_change = "five"\nsource = "us"', "must be a number of points"),
        ("not toml", "not readable TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, words):
    with pytest.raises(ExtractError, match=words):
        read_overrides(written(tmp_path, text))


def test_everything_wrong_is_said_at_once(tmp_path):
    with pytest.raises(ExtractError) as refused:
        read_overrides(written(tmp_path, '["PHQ-9"]\ncaseness = 12\n["EPDS"]\ncaseness = 40'))
    assert str(refused.value).count("needs 'source'") == 2
    assert "cannot be replaced" in str(refused.value)


def test_overrides_travel_in_the_manifest_and_count(tmp_path):
    people = [referral(number, closed="2024-06-01", closure_reason="completed") for number in range(1, 41)]
    contacts = [
        {"referral_id": f"R{number}", "date": day, "mode": "face to face", "status": "attended"}
        for number in range(1, 41)
        for day in ("2024-02-01", "2024-05-01")
    ]
    keys = {"measure": "MORS-SF warmth", "scale": "", "respondent": "parent"}
    scores = [
        {"referral_id": f"R{number}", **keys, "assessed": day, "score": score}
        for number in range(1, 41)
        for day, score in (("2024-02-01", "18"), ("2024-05-01", "23" if number <= 30 else "22"))
    ]
    folder = write_extracts(tmp_path / "extracts", people, contacts=contacts, scores=scores)
    written(folder, GOOD)
    publish(folder, tmp_path / "releases", tmp_path / "quarantine", name="own")
    release = open_release(tmp_path / "releases" / "own")
    assert release.manifest.overrides["MORS-SF warmth"]["source"] == "Partnership board, June 2025"
    cells = release.cells("reliable_change", "Sheffield", "2024/25", "All services", "all")
    (row,) = cells[(cells.pairing == "Children's rule") & (cells.courses == "Finished courses")].to_dict("records")
    assert (row["improved"], row["reliable_change"]) == (30, "5 points (this site)")
    moved = release.cells("severity", "Sheffield", SINCE_START_PERIOD, "All services", "first_band x last_band")
    assert moved.set_index("member").people["Low | Usual"] == 40
