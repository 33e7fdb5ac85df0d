"""Small releases made by the production code from extracts written by hand."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TESTS / "secure"), str(TESTS / "questions"), str(Path(__file__).parent)]


@pytest.fixture(scope="session")
def exact(tmp_path_factory: pytest.TempPathFactory):
    """The people, counted exactly."""
    from people_of_services import made

    return made(tmp_path_factory.mktemp("exact"), "exact")


@pytest.fixture(scope="session")
def rounded(tmp_path_factory: pytest.TempPathFactory):
    """The same people, rounded to the nearest 5 with fewer than 5 hidden."""
    from people_of_services import made

    return made(tmp_path_factory.mktemp("rounded"), "rounded")
