"""What is the same whichever service is chosen says that it is of all services, in the Answer and in its file."""

import csv
import io
from pathlib import Path

import pytest

from pimh_data.answer import Selection
from pimh_data.charts.export import to_csv
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.registry.views import WHICHEVER_SERVICE
from pimh_data.release import Release, Store


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def test_every_question_named_so_is_one():
    assert QUESTIONS.keys() >= WHICHEVER_SERVICE


@pytest.mark.parametrize("key", sorted(WHICHEVER_SERVICE))
def test_every_service_has_the_same_table_and_no_file_names_another(key: str, release: Release):
    asked = 0
    for place in release.manifest.places:
        every, *services = (ALL_SERVICES, *release.manifest.services[place])
        try:
            whole = answer(release, Address(key, Selection(place, every, "2023/24", "Everyone"), ()))
        except SelectionError:  # the tests' release has no published indicators
            continue
        for service in services:
            found = answer(release, Address(key, Selection(place, service, "2023/24", "Everyone"), ()))
            assert found.table.equals(whole.table), service
            assert found.selection == whole.selection
            rows = list(csv.DictReader(io.StringIO(to_csv(found).decode("utf-8-sig"))))
            named = next((name for name in ("Chosen service", "Service") if rows and name in rows[0]), "")
            assert {row[named] for row in rows} <= {ALL_SERVICES} if named else not rows
            asked += 1
    assert asked or key.startswith("indicators.")
