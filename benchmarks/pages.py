"""Weighs a rerun of every page over a real socket, and times some beside the same with charts built by Altair anew.

Both run the real application in a process of its own. A rerun is timed from the message that changes a filter to the
message that the script has finished; "new" selections were never asked before, "repeated" ones were.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from benchmarks.demonstration import released
from benchmarks.figures import Asked, Figure, run
from benchmarks.visiting import ALTAIR, ONE_OF_EACH_GROUP, PAGES, PREPARED, served, visiting
from pimh_data.questions.selection import options
from pimh_data.release import Store

TIMED = ONE_OF_EACH_GROUP
LIMITS_MS, AIMS_MS = {"new": 150.0, "repeated": 50.0}, {"new": 100.0, "repeated": 40.0}
RERUNS, SMALL = 40, 2
WEIGHED, MESSAGES, KB = 8, 40, 100  # reruns of each page, and what the heaviest of them may come to


def selections(releases: Path, number: int) -> list[dict[str, str]]:
    """So many different selections of the release, spread over places, years and deprivation groups."""
    known = options(Store(releases).current()[0])
    everything = list(product(known.years, known.deprivation, known.places))
    step = max(len(everything) // number, 1)
    chosen = everything[::step][:number]
    return [{"place": place, "year": year, "deprivation": group} for year, group, place in chosen]


def p(times: list[float], share: float) -> float:
    """A percentile, by the nearest rank."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def reruns(releases: Path, way: str, pages: tuple[str, ...], number: int) -> dict[tuple[str, str], list[float]]:
    """Times in milliseconds per (page, 'new' or 'repeated'); a page's visitor is the first to ask its questions."""
    asked, found = selections(releases, number), {}
    with served(releases, way) as server:
        for page in pages:
            with visiting(server, page) as visitor:
                found[page, "new"] = [visitor.rerun(chosen) for chosen in asked]
                found[page, "repeated"] = [visitor.rerun(asked[turn % 4 % len(asked)]) for turn in range(number)]
    return found


def weights(releases: Path, pages: tuple[str, ...], number: int) -> Iterator[Figure]:
    """Messages and kilobytes of the heaviest of so many reruns of each page."""
    with served(releases) as server:
        for page in pages:
            messages, sent = [], []
            with visiting(server, page) as visitor:
                for chosen in selections(releases, number):
                    visitor.rerun(chosen)
                    messages.append(visitor.messages)
                    sent.append(visitor.bytes / 1000)
            yield Figure(f"{PAGES[page]}: messages of a rerun", max(messages), "", aim=MESSAGES)
            yield Figure(f"{PAGES[page]}: a rerun sends", max(sent), "kB", aim=KB)


def measure(asked: Asked) -> Iterator[Figure]:
    """What reruns of each page weigh; p50 and p95 of some pages, and how many times as long they take with Altair."""
    with released(asked) as releases:
        yield from weights(
            releases, tuple(PAGES)[:2] if asked.small else tuple(PAGES), SMALL if asked.small else WEIGHED
        )
        if asked.small:
            ours = altair = reruns(releases, ALTAIR, TIMED[:1], SMALL)
        else:
            ours, altair = (reruns(releases, way, TIMED, RERUNS) for way in (PREPARED, ALTAIR))
    for (page, kind), times in ours.items():
        name = f"{PAGES[page]}, {kind} selection"
        yield Figure(f"{name}: p50", p(times, 0.5), "ms")
        yield Figure(f"{name}: p95", p(times, 0.95), "ms", LIMITS_MS[kind], AIMS_MS[kind])
        yield Figure(f"{name}: with Altair, p50", p(altair[page, kind], 0.5) / p(times, 0.5), "times")


if __name__ == "__main__":
    run("pages", __doc__, measure)
