"""How long publishing takes beside DuckDB copying the same extracts, as a ratio (python benchmarks/publish.py).

Writes synthetic extracts, publishes them, and copies their referrals and scores to parquet with DuckDB, all in one run.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import duckdb

from pimh_data.secure.demo import write_demo
from pimh_data.secure.publish import publish


def copied(extracts: Path, folder: Path) -> float:
    """Seconds that DuckDB takes to copy referrals and scores to parquet."""
    started = time.perf_counter()
    for name in ("referrals", "scores"):
        duckdb.sql(f"copy (from read_csv('{extracts / name}.csv', all_varchar = true)) to '{folder / name}.parquet'")
    return time.perf_counter() - started


def main() -> None:
    """Print the steps, the ratio and the greatest memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--referrals", type=int, default=60_000)
    referrals = parser.parse_args().referrals
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_demo(folder / "extracts", referrals=referrals)
        started, last = time.perf_counter(), ["", time.perf_counter()]

        def say(words: str) -> None:
            now = time.perf_counter()
            if last[0]:
                print(f"  {now - last[1]:6.2f} s  {last[0]}")
            last[:] = [words, now]

        publish(folder / "extracts", folder / "releases", folder / "quarantine", progress=say)
        taken = time.perf_counter() - started
        copy = copied(folder / "extracts", folder)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{referrals:,} referrals: published in {taken:.1f} s, {taken / copy:.0f} times a copy ({copy:.2f} s)")
        print(f"greatest memory, the writing of the extracts included: {memory:,.0f} MB")


if __name__ == "__main__":
    main()
