"""The statements that count are written from names alone, and in SQL that another engine takes as it is translated."""

import pytest
import sqlglot
from extracts import referral
from extracts_of_three_services import referrals, services, write
from sqlglot import exp

from pimh_data.secure import statements
from pimh_data.secure.publish import publish

CONTACTS = [{"referral_id": "R1", "date": "2024-02-03", "mode": "video", "status": "attended"}]
NAMED = "Zebedee's"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every statement of a publication; a service and a hub have a name that would end a text in SQL."""
    folder, found = tmp_path_factory.mktemp("statements"), []
    rows = [*referrals(), *(referral(900 + n, service=NAMED, hub=NAMED) for n in range(6))]
    listed = [*services(specialist_access="yes"), services()[0] | {"service": NAMED}]
    write(folder / "extracts", referrals=rows, services=listed, contacts=CONTACTS)
    ran = statements.ran

    def noting(connection, query: str):
        found.append(query)
        return ran(connection, query)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "ran", noting)
        publish(folder / "extracts", folder / "releases", folder / "quarantine")
    return found


def test_no_value_of_the_extracts_stands_in_a_statement(said: list[str]):
    assert len(said) > 20
    for value in (NAMED, "Sheffield", "Light", "2024", "P1"):
        assert not [query for query in said if value in query]


def test_every_statement_can_be_said_in_the_words_of_spark(said: list[str]):
    for query in said:
        (translated,) = sqlglot.transpile(
            query, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
        )
        assert isinstance(sqlglot.parse_one(translated, read="spark"), exp.Create | exp.Query)
