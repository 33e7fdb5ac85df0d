"""How long publishing takes beside DuckDB copying the same extracts, and its greatest memory.

Writes synthetic extracts, publishes them, and copies their referrals and scores to parquet with DuckDB, all in one run.
"""

import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.demonstration import extracts
from benchmarks.figures import Asked, Figure, run
from pimh_data.secure.publish import publish


def copied(folder: Path, into: Path) -> float:
    """Seconds that DuckDB takes to copy referrals and scores to parquet."""
    started = time.perf_counter()
    for name in ("referrals", "scores"):
        duckdb.sql(f"copy (from read_csv('{folder / name}.csv', all_varchar = true)) to '{into / name}.parquet'")
    return time.perf_counter() - started


def measure(asked: Asked) -> Iterator[Figure]:
    """Seconds of every step and of all, times a copy, and greatest memory (the writing of the extracts included)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = extracts(folder / "extracts", asked)
        begun = [("Beginning", time.perf_counter())]
        publish(
            read,
            folder / "releases",
            folder / "quarantine",
            progress=lambda words: begun.append((words, time.perf_counter())),
        )
        ended = time.perf_counter()
        copy = copied(read, folder)
    for (words, start), (_, end) in zip(begun, [*begun[1:], ("", ended)], strict=True):
        yield Figure(f"  {words}", end - start, "s")
    taken = ended - begun[0][1]
    yield Figure("publishing" if asked.small else f"publishing {asked.referrals:,} referrals", taken, "s")
    yield Figure("DuckDB copying referrals and scores", copy, "s")
    yield Figure("publishing, times a copy", taken / copy, "times")
    yield Figure("greatest memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", limit=6_000)


if __name__ == "__main__":
    run("publish", __doc__, measure)
