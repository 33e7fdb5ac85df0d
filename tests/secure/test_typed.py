"""What is to be typed next is said so that it can be typed: the folder as it was given, sentences apart."""

from extracts import POPULATION, referral, write_extracts
from typer.testing import CliRunner

from pimh_data.__main__ import app


def test_the_folder_to_fetch_into_is_named_as_it_was_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_extracts(tmp_path / "our files", [referral()], population=POPULATION)
    output = CliRunner().invoke(app, ["check", "our files"]).output
    assert (
        'To have them, bring them in the population extract, or fetch them: python -m pimh_data fetch population "our'
        in output
    )
    assert "EXTRACTS" not in output
