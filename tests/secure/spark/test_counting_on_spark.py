"""What is counted on Spark is what is counted in DuckDB, cell by cell; nothing of it stays with the session."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from recount import key_of

from pimh_data.registry.cubes import PERIOD_KINDS
from pimh_data.secure.cubes import cube
from pimh_data.secure.cubes.build import build_cubes
from pimh_data.secure.cubes.coding import coded
from pimh_data.secure.cubes.outcomes import count_outcomes
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.demo import write_demo
from pimh_data.secure.disclosure.profiles import profile_named
from pimh_data.secure.engine import COUNTING, working
from pimh_data.secure.episodes import episodes
from pimh_data.secure.person_keys import FILE
from pimh_data.secure.preparing import Prepared, Ready, prepare
from pimh_data.secure.pseudonyms.key import Key
from pimh_data.secure.publish import release
from pimh_data.secure.published import versions
from pimh_data.secure.releases.comparing import Destination
from pimh_data.secure.releases.private import make_private
from pimh_data.secure.spark.handing import on_cluster
from pimh_data.secure.spark.keys import with_keys
from pimh_data.secure.spark.running import taken
from pimh_data.secure.spark.session import cluster
from tests import a_part

REFERRALS, SMALLEST = 8_000, "Halton"  # of which it has some hundred
KINDS = a_part.a_part_of(PERIOD_KINDS, 2, "kinds of period counted on Spark")
SECRET = b"what both engines draw their rounding from"


@pytest.fixture(scope="module")
def prepared(session, tmp_path_factory) -> Iterator[Prepared]:
    """The extracts of one Place, of all with `--whole`, read and checked."""
    folder = tmp_path_factory.mktemp("extracts")
    write_demo(folder, referrals=REFERRALS, only=() if a_part.is_whole() else (SMALLEST,))
    for path in folder.glob("*.csv"):
        if len(path.read_text(encoding="utf-8").splitlines()) == 1:
            path.unlink()  # nobody there did such a thing: to bring headings alone is refused
    with working(COUNTING) as connection:
        yield prepare(folder, connection)


def test_every_count_and_sum_of_keys_is_the_same_as_in_duckdb(prepared, monkeypatch, tmp_path):
    """Before anything is hidden or rounded: what is made of these for a release knows no engine. With `--whole` it is
    made of both all the same.
    """
    monkeypatch.setattr(cube, "PERIOD_KINDS", tuple(KINDS))
    with cluster() as on:
        there = counted(prepared.ready, on)
    here = counted(prepared.ready, None)
    assert there.keys() == here.keys()
    assert sum(map(len, here.values())) > 5_000
    for name, table in here.items():
        sums = [column for column in table if table[column].dtype == "float64"]  # in whatever order they are added up
        pd.testing.assert_frame_equal(there[name].drop(columns=sums), table.drop(columns=sums), obj=name)
        pd.testing.assert_frame_equal(there[name][sums], table[sums], rtol=1e-12, obj=name)
    if a_part.is_whole():
        assert_every_released_cell_is_the_same(prepared, tmp_path)


def counted(ready: Ready, on: object) -> dict[str, pd.DataFrame]:
    """Every cube, counted in DuckDB or on a cluster."""
    checks = ready.checks if on is None else on_cluster(ready.checks, on)
    rows = episodes(checks, ready.views, checks.connection, Key(SECRET))
    people = coded(Source(checks, rows, ready.views, ready.calendar, checks.connection))
    cubes = dict(build_cubes(people))
    cubes["versions"] = versions(rows, ready.views, profile_named("exact"))
    outcomes = count_outcomes(people, ready.overrides).table
    keys = [name for name in outcomes if outcomes[name].dtype.kind not in "iuf"]
    cubes["outcomes"] = outcomes.sort_values(keys, ignore_index=True)
    if on is None:
        checks.connection.drop_table("episodes")
    return cubes


def assert_every_released_cell_is_the_same(prepared: Prepared, tmp_path: Path) -> None:
    found = {}
    with cluster() as counting:
        for engine, on in (("duckdb", None), ("spark", counting)):
            into = Destination(tmp_path / engine, tmp_path / f"private of {engine}", "rounded")
            make_private(into.private)
            (into.private / FILE).write_bytes(SECRET)
            (into.private / FILE).chmod(0o600)
            found[engine] = tables_in(release(prepared, into, name="same", cluster=on).folder)
    assert len(found["duckdb"]) > 400
    assert found["spark"].keys() == found["duckdb"].keys()
    assert [name for name, table in found["duckdb"].items() if not table.equals(found["spark"][name])] == []


def tables_in(folder: Path) -> dict[str, pa.Table]:
    return {path.relative_to(folder).as_posix(): pq.read_table(path) for path in sorted(folder.rglob("*.parquet"))}


@pytest.mark.parametrize("secret", [SECRET, b"longer than a block of SHA-256 " * 4])
def test_a_key_made_by_spark_is_the_one_of_the_person(session, secret):
    people = [("a", "P1"), ("a", "P2"), ("b", "P1"), ("ä", "Zoë"), ("", "'; drop")]
    domains, persons = zip(*people, strict=True)
    with cluster() as on:
        rows = taken(on, "rows", pa.table({"id_domain": domains, "person_id": persons}))
        made = with_keys(rows, Key(secret), on).to_pyarrow().to_pylist()
    assert {(row["id_domain"], row["person_id"]): row["key"] for row in made} == {
        (domain, person): key_of({"id_domain": domain, "person_id": person}, secret) for domain, person in people
    }


def test_nothing_is_left_with_a_session_that_was_there_before(session):
    with cluster() as on:
        taken(on, "rows", pa.table({"n": [1]}))
    assert session.sql("show tables").collect() == []
    assert session.conf.get("spark.sql.session.timeZone") == "Asia/Kathmandu"
    assert session.range(3).count() == 3
