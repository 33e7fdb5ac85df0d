"""Every district of England a Place: how long opening takes, its memory, and a rerun of a page of each group.

The release is made of the demonstration's (benchmarks/england.py): some 300 Places in 42 systems, 2,000 services with
names of their own.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.demonstration import released
from benchmarks.england import write_england
from benchmarks.figures import Asked, Figure, run
from benchmarks.opening import opening_alone
from benchmarks.pages import p, selections
from benchmarks.visiting import ONE_OF_EACH_GROUP, PAGES, served, visiting
from pimh_data.release import Store

RERUNS, SMALL = 40, 2


@contextmanager
def country(asked: Asked) -> Iterator[Path]:
    """A folder of releases with that of the country in it; small, the demonstration's own."""
    with released(asked) as demonstration, tempfile.TemporaryDirectory() as name:
        if asked.small:
            yield demonstration
            return
        write_england(demonstration, Path(name))
        yield Path(name)


def measure(asked: Asked) -> Iterator[Figure]:
    """How large it is, its opening, and p50 and p95 of new selections, each a Place or system not asked for before."""
    with country(asked) as releases:
        start = time.perf_counter()
        held = Store(releases).current()[0]
        taken = time.perf_counter() - start
        manifest = held.manifest
        yield Figure("Places", len(manifest.places), "")
        yield Figure("services", sum(map(len, manifest.services.values())), "")
        yield Figure("rows", sum(entry.rows for entry in manifest.files), "")
        yield Figure("opening", taken, "s", aim=3.0)
        del held
        alone = opening_alone(releases)
        yield Figure(alone.name, alone.value, alone.unit, aim=400.0)
        chosen = selections(releases, SMALL if asked.small else RERUNS)
        with served(releases) as server:
            for page in ONE_OF_EACH_GROUP[:1] if asked.small else ONE_OF_EACH_GROUP:
                with visiting(server, page) as visitor:
                    times = [visitor.rerun(one) for one in chosen]
                yield Figure(f"{PAGES[page]}, new selection: p50", p(times, 0.5), "ms")
                yield Figure(f"{PAGES[page]}, new selection: p95", p(times, 0.95), "ms", aim=150.0)
            yield Figure("the server's memory, all of these visited", server.memory(), "MB")


if __name__ == "__main__":
    run("many_places", __doc__, measure)
