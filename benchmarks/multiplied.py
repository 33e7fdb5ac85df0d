"""The demonstration's extracts so many times over, as parquet: a million referrals or ten, in seconds.

Each time with ids of its own, so that everybody is another person; births and residents are multiplied alike, so that
rates stay as they are. Its days, Places, services and groups are the demonstration's, so that every check passes.
"""

import math
import shutil
from pathlib import Path

import duckdb

# What is multiplied, and which columns name somebody: referrals numbered by their system, people by pseudonyms, which
# no file packs well.
NUMBERED, PSEUDONYM = (
    "brought.{0} || '-' || t.time",
    "left(brought.{0}, 1) || left(md5(brought.{0} || '-' || t.time), 16)",
)
IDS = {
    "referrals": {"referral_id": NUMBERED, "person_id": PSEUDONYM, "family_id": PSEUDONYM},
    "contacts": {"referral_id": NUMBERED},
    "scores": {"referral_id": NUMBERED},
}
# Every time whole but the last, of which only the first referrals are kept, and what belongs to them.
LAST = """
    create table last as
    select referral_id from (select referral_id from brought order by referral_id) limit {rest}"""
ROWS = """
    copy (
        select brought.* replace ({ids})
        from range({times}) as t(time) cross join brought
        where t.time < {times} - 1 or brought.referral_id in (select referral_id from last)
    ) to '{into}' (format parquet, compression zstd)"""
POPULATION = """copy (select * replace ("count" * {times} as "count") from brought) to '{into}'"""


def multiplied(demonstration: Path, folder: Path, referrals: int) -> Path:
    """Write extracts of so many referrals into a new folder, made of a folder of the demonstration's; gives it.

    Their contacts and scores are as many a referral as the demonstration has: some five and four.
    """
    folder.mkdir(parents=True)
    for path in demonstration.iterdir():
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif path.stem not in (*IDS, "population"):
            shutil.copy(path, folder)
    connection = duckdb.connect()
    connection.execute("set preserve_insertion_order = false")
    times = 0
    for name, ids in IDS.items():
        _brought(connection, demonstration / f"{name}.csv")
        if name == "referrals":
            (held,) = connection.table("brought").count("*").fetchone()
            times = math.ceil(referrals / held)
            connection.execute(LAST.format(rest=referrals - (times - 1) * held))
        own = ", ".join(f"{made.format(column)} as {column}" for column, made in ids.items())
        connection.execute(ROWS.format(ids=own, times=times, into=folder / f"{name}.parquet"))
    _brought(connection, demonstration / "population.csv")
    connection.execute(POPULATION.format(times=times, into=folder / "population.csv"))
    return folder


def _brought(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The file's rows as the table `brought`; the year of an edition of deciles is a name, no number."""
    rows = connection.read_csv(str(path), sample_size=-1)
    texts = {"imd_version": "VARCHAR"} if "imd_version" in rows.columns else {}
    connection.execute("drop table if exists brought")
    connection.read_csv(str(path), sample_size=-1, dtype=texts).create("brought")
