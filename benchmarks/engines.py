"""How long publishing takes where people are counted on Spark, beside DuckDB; every released cell has to be the same.

Of a million referrals in parquet (see `benchmarks.publish`), on a Spark of this machine's two processors: what a
cluster brings is not measured, but what it costs to count there. The secret of rounding is the same for both.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.demonstration import extracts
from benchmarks.figures import Asked, Figure, run
from benchmarks.multiplied import multiplied
from benchmarks.publish import published
from pimh_data.secure.person_keys import FILE

MASTER, MEMORY = "local[2]", "10g"
SIZE, SMALL = 1_000_000, 200


def different(one: Path, other: Path) -> tuple[int, int]:
    """How many tables the releases in two folders hold together, and how many of them are not the same in both."""
    here, there = _tables(one), _tables(other)
    same = [name for name in here.keys() & there.keys() if pq.read_table(here[name]).equals(pq.read_table(there[name]))]
    held = len(here.keys() | there.keys())
    return held, held - len(same)


def _tables(releases: Path) -> dict[str, Path]:
    (release,) = (path for path in releases.iterdir() if path.is_dir())
    return {path.relative_to(release).as_posix(): path for path in release.rglob("*.parquet")}


def measure(asked: Asked) -> Iterator[Figure]:
    """Seconds of each stage on either, and how many tables of the release are not the same."""
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", f"--driver-memory {MEMORY} pyspark-shell")
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / engine for engine in ("duckdb", "spark")]
        demonstration = extracts(Path(name) / "demonstration", asked)
        brought = multiplied(demonstration, folders[0] / "extracts", SMALL if asked.small else SIZE)
        (folders[1] / "private").mkdir(parents=True, mode=0o700)
        (folders[1] / "extracts").symlink_to(brought)
        for folder, master in zip(folders, ("", MASTER), strict=True):
            found = published(folder, master)
            shutil.copy2(folders[0] / "private" / FILE, folders[1] / "private")
            yield Figure(f"publishing, people counted on {folder.name}", found["seconds"], "s")
            for stage, seconds in found["stages"].items():
                yield Figure(f"  {stage}", seconds, "s")
        tables, others = different(*(folder / "releases" for folder in folders))
        yield Figure(f"of {tables:,} tables of the release not the same", others, "", limit=0)


if __name__ == "__main__":
    run("engines", __doc__, measure)
