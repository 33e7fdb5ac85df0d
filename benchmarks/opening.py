"""A newer release under readers: how long any of them waits while it opens, and what the server's memory comes to.

Waiting is timed at every call of `Store.current` by readers in threads, in one process with the opening, as in the
server. Memory is that of the real server after a page of every group was visited, after one publication and after
eight, with the visitors' sessions left open.
"""

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from benchmarks.demonstration import again, released
from benchmarks.figures import Asked, Figure, run
from benchmarks.visiting import ONE_OF_EACH_GROUP, Server, served, until, visiting
from pimh_data.release import Store

READERS, BETWEEN = 5, 0.002  # threads, and seconds from one reader's call to the next
OPENINGS, PUBLICATIONS = 3, 8
VISITED = 3  # Places, and years of each, on a page of every group


def waits(store: Store, until_shown: str = "", seconds: float = 0.0) -> tuple[list[float], float]:
    """Milliseconds of every call of five readers: until a release is shown, or for so many seconds.

    And the longest that any of them was held up from call to call, for whatever reason: also by the machine.
    """
    done, found, held_up = threading.Event(), [[] for _ in range(READERS)], []

    def read(times: list[float]) -> None:
        longest, last = 0.0, time.perf_counter()
        while not done.wait(BETWEEN):
            start = time.perf_counter()
            release, _ = store.current()
            now = time.perf_counter()
            times.append((now - start) * 1000)
            longest, last = max(longest, now - last - BETWEEN), now
            if release.manifest.release == until_shown:
                done.set()
        held_up.append(longest * 1000)

    readers = [threading.Thread(target=read, args=(times,)) for times in found]
    for reader in readers:
        reader.start()
    if seconds:
        time.sleep(seconds)
        done.set()
    for reader in readers:
        reader.join()
    return [one for times in found for one in times], max(held_up)


def readers_wait(releases: Path, openings: int) -> Iterator[Figure]:
    """How long a first reader waits, and then any reader while a newer release opens and while none does."""
    store = Store(releases)
    start = time.perf_counter()
    store.current()
    yield Figure("opening, the first reader's wait", time.perf_counter() - start, "s", aim=1.0)
    gc.collect()
    gc.freeze()  # as the server does once it is ready
    calm, calm_held_up = waits(store, seconds=2.0)
    called, took, held_up = [], [], []
    for number in range(openings):
        again(releases, f"opened-{number}")
        start = time.perf_counter()
        calls, longest = waits(store, until_shown=f"opened-{number}")
        took.append(time.perf_counter() - start)
        called += calls
        held_up.append(longest)
    yield Figure("opening beside five readers, the longest", max(took), "s")
    yield Figure("calls of Store.current while a newer release opened", len(called), "calls")
    yield Figure("the longest of them", max(called), "ms", limit=50.0)
    yield Figure("the longest call while none opened", max(calm), "ms")
    yield Figure("the longest that a reader was held up meanwhile", max(held_up), "ms")
    yield Figure("the same while none opened", calm_held_up, "ms")


def visit(server: Server, sessions: ExitStack, pages: tuple[str, ...], chosen: list[dict[str, str]]) -> None:
    """A new session on each of these pages, which looks at what is chosen and then stays open."""
    for page in pages:
        visitor = sessions.enter_context(visiting(server, page))
        for filters in chosen:
            visitor.rerun(filters)


def memory(releases: Path, publications: int, pages: tuple[str, ...], each: int) -> Iterator[Figure]:
    """The server's memory after one publication and after several: `each` Places and years seen on these pages."""
    manifest = Store(releases).current()[0].manifest
    pairs = product(manifest.years[-each:], tuple(manifest.places)[:each])
    chosen = [{"year": year, "place": place} for year, place in pairs]
    held = []
    with served(releases) as server, ExitStack() as sessions:
        visit(server, sessions, pages, chosen)
        yield Figure("the server's memory, the first release visited", server.memory(), "MB")
        for number in range(1, publications + 1):
            again(releases, f"publication-{number}")
            until(lambda name=f"publication-{number}": server.ready() == name, "the newer release is not shown")
            visit(server, sessions, pages, chosen)
            held.append(server.memory())
    yield Figure("the server's memory after one publication", held[0], "MB")
    yield Figure(f"the server's memory after {publications} publications", held[-1], "MB")
    yield Figure("the one over the other", held[-1] / held[0], "times", limit=1.3)


def opening_alone(releases: Path) -> Figure:
    """What opening adds to the memory of a process that has done nothing else."""
    script = (
        "import sys; from pathlib import Path; import pandas, pyarrow.parquet; from pimh_data.release import Store\n"
        "def now(): return int(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmRSS'))) / 1024\n"
        "before = now(); held = Store(Path(sys.argv[1])).current(); print(now() - before)"
    )
    found = subprocess.run([sys.executable, "-c", script, str(releases)], capture_output=True, text=True, check=True)
    return Figure("memory that opening adds", float(found.stdout), "MB", aim=150.0)


def measure(asked: Asked) -> Iterator[Figure]:
    """The figures of readers' waits, then those of memory."""
    with released(asked) as releases:
        yield opening_alone(releases)
        if asked.small:
            yield from readers_wait(releases, 1)
            yield from memory(releases, 2, ("data",), 1)
        else:
            yield from readers_wait(releases, OPENINGS)
            yield from memory(releases, PUBLICATIONS, ONE_OF_EACH_GROUP, VISITED)


if __name__ == "__main__":
    run("opening", __doc__, measure)
