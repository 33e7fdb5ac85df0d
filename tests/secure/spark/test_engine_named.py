"""An engine that there is not, and a cluster that cannot be reached, are named before anything is read."""

import sys

import pytest

from pimh_data.commands.options import ensure_engine
from pimh_data.errors import PublishError
from pimh_data.secure.spark.session import cluster


@pytest.mark.parametrize(
    ("engine", "master", "said"),
    [("sparks", "", "no engine 'sparks': give duckdb or spark"), ("duckdb", "local[2]", "add --engine spark")],
)
def test_what_cannot_be_meant_is_refused(engine, master, said):
    with pytest.raises(PublishError, match=said):
        ensure_engine(engine, master)


def test_without_pyspark_it_is_said_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(PublishError, match="requirements-spark"), cluster():
        pytest.fail("begun without pyspark")
