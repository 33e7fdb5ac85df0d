"""Ten, thirty and sixty people at once, in one process: how long each waits for a choice, and the memory it takes.

Each person has a session of their own and chooses every 2.5 to 7.5 seconds: another page, or another value of a filter.
A choice is timed from its message to the message that the script has finished; who waits longer than that chooses next
when it has. Beside it, where it is at hand, the same crowd on one page written the ordinary way, which reads the
person-level extract of the same demonstration.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.demonstration import extracts, released
from benchmarks.figures import ROOT, Asked, Figure, run
from benchmarks.pages import p
from benchmarks.visiting import PAGES, Server, asking, finished, served, served_alone

CROWDS, SECONDS, PAUSE = (10, 30, 60), 90.0, (2.5, 7.5)
SMALL = ((3,), 2.0, (0.1, 0.3))
TURNS_PAGE = 0.3  # of choices
LIMIT_MS, AIM_MS, AIM_MB = 5_000.0, 500.0, 600.0
ORDINARY = Path(os.environ.get("PIMH_ORDINARY", ROOT.parent / "shared" / "baseline" / "ordinary.py"))


@dataclass(frozen=True)
class Choice:
    """One choice: when it was made, on a clock that never goes back, and the milliseconds until it was shown."""

    at: float
    took: float


@dataclass
class Person:
    """One session: the page it is on, its filters as the server named them, and what it has chosen."""

    channel: ClientConnection
    rng: random.Random
    pages: tuple[str, ...]
    page: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    async def choose(self) -> float:
        """Another page or another value of a filter, and the milliseconds until the script had finished."""
        if not self.ids or (len(self.pages) > 1 and self.rng.random() < TURNS_PAGE):
            self.page = self.rng.choice(self.pages)
        else:
            name = self.rng.choice(sorted(self.ids))
            self.chosen[name] = self.rng.choice(self.offered[name])
        return await self.rerun()

    async def rerun(self) -> float:
        """Ask for the page with what is chosen. Raises ConnectionError where the session ended."""
        asked = asking(self.page, {self.ids[name]: value for name, value in self.chosen.items() if name in self.ids})
        started = time.perf_counter()
        await self.channel.send(asked)
        while not finished(await self.channel.recv(), self._offered):
            pass
        return (time.perf_counter() - started) * 1000

    def _offered(self, key: str, identity: str, values: list[str]) -> None:
        self.ids[key], self.offered[key] = identity, values


@dataclass(frozen=True)
class Crowd:
    """So many people on these pages, for so many seconds, each choosing after a pause of so many seconds.

    `cookies`: of each who has signed in; none where nobody does.
    """

    people: int
    pages: tuple[str, ...]
    seconds: float
    pause: tuple[float, float]
    cookies: tuple[str, ...] = ()

    def visit(self, server: Server) -> list[Choice]:
        """Every choice that anybody made, once everybody had seen their first page."""

        async def together() -> list[list[Choice]]:
            seen = asyncio.Barrier(self.people)
            return await asyncio.gather(*(self._one(server, number, seen) for number in range(self.people)))

        return [choice for choices in asyncio.run(together()) for choice in choices]

    async def _one(self, server: Server, number: int, seen: asyncio.Barrier) -> list[Choice]:
        rng, choices = random.Random(number), []
        address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        patient = {"open_timeout": 120, "ping_interval": None, "max_size": None}
        if self.cookies:
            patient |= {"origin": f"http://127.0.0.1:{server.port}"}
            patient |= {"additional_headers": {"Cookie": self.cookies[number]}}
        async with connect(address, subprotocols=["streamlit"], **patient) as channel:
            person = Person(channel, rng, self.pages, rng.choice(self.pages))
            await person.rerun()
            await seen.wait()
            until = time.monotonic() + self.seconds
            await asyncio.sleep(rng.uniform(0, self.pause[1]))
            while time.monotonic() < until:
                at, took = time.monotonic(), await person.choose()
                choices.append(Choice(at, took))
                await asyncio.sleep(max(0.0, rng.uniform(*self.pause) - took / 1000))
        return choices


def told(name: str, crowd: Crowd, server: Server, bound: bool = False) -> Iterator[Figure]:
    """The figures of one crowd. `bound`: they are held to the design's budget."""
    times, said = [choice.took for choice in crowd.visit(server)], f"{name}, {crowd.people} people"
    yield Figure(f"{said}: choices", len(times), "")
    yield Figure(f"{said}: p50", p(times, 0.5), "ms")
    yield Figure(f"{said}: p95", p(times, 0.95), "ms", LIMIT_MS if bound else None, AIM_MS if bound else None)
    yield Figure(f"{said}: p99", p(times, 0.99), "ms")
    yield Figure(f"{said}: memory", server.memory(), "MB", aim=AIM_MB if bound else None)


def measure(asked: Asked) -> Iterator[Figure]:
    """Every crowd on every page, the greatest held to the budget; then the same crowds on the ordinary page."""
    crowds, seconds, pause = SMALL if asked.small else (CROWDS, SECONDS, PAUSE)
    pages = tuple(PAGES)[:2] if asked.small else tuple(PAGES)
    with released(asked) as releases:
        for people in crowds:
            with served(releases) as server:
                yield from told("every page", Crowd(people, pages, seconds, pause), server, people == CROWDS[-1])
    if not ORDINARY.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        at = extracts(Path(folder), asked)
        for people in crowds:
            with served_alone(ORDINARY, {"EXTRACTS": str(at)}) as server:
                yield from told("the ordinary page", Crowd(people, ("",), seconds, pause), server)


if __name__ == "__main__":
    run("crowd", __doc__, measure)
