"""Names that no list has are said first, however few rows hold them; a slip of the list with its file and row."""

import pytest
from extracts import PLACES, SERVICES, referral, write_extracts
from test_doubts import check

from pimh_data.secure.services_named import not_listed_there


def said(folder, referrals, **tables):
    return not_listed_there(check(write_extracts(folder, referrals, **tables)))


def named(column: str, *names: tuple[str, int]) -> list[dict[str, str]]:
    """So many referrals with each name, and two hundred as they should be."""
    wrong = [name for name, rows in names for _ in range(rows)]
    return [referral(n) for n in range(200)] + [referral(1000 + n, **{column: name}) for n, name in enumerate(wrong)]


CASES = [
    (
        "service",
        [("Ligth", 6)],
        "6 referrals are refused, since no service is listed that is called 'Ligth'; most like",
    ),
    ("place", [("Shefield", 5)], "5 referrals are refused, since no Place is listed that is called 'Shefield'; most"),
    ("service", [("Ligth", 1)], "1 referral is refused, since its service is not listed (fewer than 5 rows hold"),
    ("place", [("Shefield", 2), ("Leeds", 2)], "4 referrals are refused, since their Place is not listed (fewer"),
    ("service", [("Zebra", 7)], "7 referrals are refused, since no service is listed that is called 'Zebra'"),
]


@pytest.mark.parametrize(("column", "names", "due"), CASES)
def test_each_name_of_no_list_is_said(tmp_path, column, names, due):
    (words,) = said(tmp_path, named(column, *names))
    assert words.startswith(due)


def test_a_service_misspelt_in_the_list_is_named_with_its_file_and_row_and_once(tmp_path):
    services = [SERVICES[0] | {"service": "Dim"}, SERVICES[0] | {"service": "Ligth"}]
    (words,) = said(tmp_path, [referral(n) for n in range(20)], services=services)
    assert words.endswith(
        "it has 'Ligth' in Sheffield, which no referral names: if they are one, mend row 3 of services.csv"
    )


def test_a_place_that_was_refused_in_its_own_list_is_not_said_to_be_in_none(tmp_path):
    places = [PLACES[0], PLACES[0] | {"place": "Leeds", "system": ""}]
    assert said(tmp_path, named("place", ("Leeds", 6)), places=places) == ()
