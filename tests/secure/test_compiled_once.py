"""Of queries that are kept from test to test: each is asked of its own database, and no two databases become one."""

import ibis
import pyarrow as pa
import pytest
from compiled_once import QUERIES
from ibis.common.exceptions import IbisError

from pimh_data.secure.engine import handed_over, working


def test_a_query_that_is_kept_is_asked_of_the_database_at_hand():
    found, kept = [], []
    for rows in (2, 3):
        with working() as connection:
            held = handed_over(connection, "kept_from_test_to_test", pa.table({"row": range(rows)}))
            found.append(held.filter(held.row > 0).count().to_pyarrow().as_py())
            kept.append(len(QUERIES))
    assert found == [1, 2]
    assert kept[0] == kept[1]


def test_tables_of_other_columns_are_not_taken_for_one_another():
    with working() as one, working() as other:
        numbers = handed_over(one, "told_by_their_columns", pa.table({"row": [1, 2]}))
        words = handed_over(other, "told_by_their_columns", pa.table({"row": ["1", "2"]}))
        assert numbers.mutate(more=numbers.row + numbers.row).to_pyarrow()["more"].to_pylist() == [2, 4]
        assert words.mutate(more=words.row + words.row).to_pyarrow()["more"].to_pylist() == ["11", "22"]


def test_a_query_of_two_databases_is_still_none():
    with working() as one, working() as other:
        here, there = (handed_over(at, "of_two", pa.table({"row": [1]})) for at in (one, other))
        with pytest.raises(IbisError):
            ibis.union(here, there).to_pyarrow()
