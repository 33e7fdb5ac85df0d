"""How long publishing takes beside DuckDB copying the same extracts, where the time goes, and its greatest memory.

Of sixty thousand referrals, a million and ten million, in parquet: the demonstration's, so many times over, with some
four scores and five contacts each. Every publication is made in a process of its own. A copy: of referrals and scores,
parquet to parquet, in the same run.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.demonstration import extracts
from benchmarks.figures import ROOT, Asked, Figure, run
from benchmarks.multiplied import multiplied

SIZES, SMALL = (60_000, 1_000_000, 10_000_000), (200,)
COPIES, MEGABYTES, FLAT = 25, 6_000, 1.2  # the design's: of the largest; the last against a million
PUBLISHED = (sys.executable, "-W", "ignore", "-m", "benchmarks.one_publication")


def copied(folder: Path, into: Path) -> float:
    """Seconds that DuckDB takes to copy referrals and scores."""
    started = time.perf_counter()
    for name in ("referrals", "scores"):
        duckdb.read_parquet(str(folder / f"{name}.parquet")).write_parquet(str(into / f"{name}.parquet"))
    return time.perf_counter() - started


def published(folder: Path, master: str = "") -> dict:
    """Publish `extracts` in the folder in a process of its own: what `benchmarks.one_publication` measures.

    `master`: of the Spark to count on. Raises RuntimeError with what the process said where it failed.
    """
    command = [*PUBLISHED, *(str(folder / name) for name in ("extracts", "releases", "private"))]
    command += [master] if master else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def measure(asked: Asked) -> Iterator[Figure]:
    """Of each size: seconds, of processor too, times a copy, greatest memory, share of each stage; and how flat."""
    million: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        demonstration = extracts(Path(name) / "demonstration", asked)
        for referrals in SMALL if asked.small else SIZES:
            with tempfile.TemporaryDirectory() as own:
                folder = Path(own)
                multiplied(demonstration, folder / "extracts", referrals)
                copy = copied(folder / "extracts", folder)
                found = published(folder)
            largest = referrals == SIZES[-1]
            million[referrals] = found["seconds"] / referrals * 1e6
            yield Figure(f"publishing {referrals:,} referrals", found["seconds"], "s")
            yield Figure("  of processor", found["processor"], "s")
            yield Figure("  a copy of referrals and scores", copy, "s")
            yield Figure("  times a copy", found["seconds"] / copy, "times", aim=COPIES if largest else None)
            yield Figure("  greatest memory", found["megabytes"], "MB", limit=MEGABYTES)
            for stage, seconds in found["stages"].items():
                yield Figure(f"  {stage}", 100 * seconds / found["seconds"], "%")
    if not asked.small:
        _, before, last = million.values()
        yield Figure("a million of the largest, over a million of the one before", last / before, "times", aim=FLAT)


if __name__ == "__main__":
    run("publish", __doc__, measure)
