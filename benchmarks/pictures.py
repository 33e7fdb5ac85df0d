"""A thousand pictures asked for at once: what becomes of them, and how long pages take meanwhile.

Each is another picture, so that none is kept from before. A page is timed with the pictures and without.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from urllib.parse import quote

from benchmarks.demonstration import released
from benchmarks.figures import Asked, Figure, run
from benchmarks.pages import p, selections
from benchmarks.visiting import Server, Visitor, served, visiting
from pimh_data.answer import Selection
from pimh_data.questions.address import Address, write

QUESTIONS = ("equity.decile", "reach.people_seen", "outcomes.headline", "reach.six_weeks", "equity.core20")
ASKED, RERUNS, SMALL = 1_000, 40, (20, 3)
AIM_MS = 500.0


def addresses(chosen: Sequence[dict[str, str]], number: int) -> list[str]:
    """So many addresses of pictures, of different selections and questions in turn."""
    every = (
        write(Address(key, Selection(one["place"], year=one["year"], deprivation=one["deprivation"])))
        for one in chosen
        for key in QUESTIONS
    )
    return [_picture(address) for address in islice(every, number)]


def _picture(address: str) -> str:
    key, _, asked = address.partition("?")
    return f"/answers/{key}.png?{quote(asked, safe='/&=+%')}"


async def _get(server: Server, address: str) -> str:
    reading, writing = await asyncio.open_connection("127.0.0.1", server.port)
    try:
        writing.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
        await writing.drain()
        return (await reading.read()).split(b" ", 2)[1].decode()
    finally:
        writing.close()


async def _all(server: Server, wanted: Sequence[str]) -> Counter[str]:
    return Counter(await asyncio.gather(*(_get(server, address) for address in wanted)))


def _reruns(visitor: Visitor, chosen: Sequence[dict[str, str]], number: int) -> list[float]:
    return [visitor.rerun(one) for one in islice(cycle(chosen), number)]


def measure(asked: Asked) -> Iterator[Figure]:
    """Answers by status, seconds until the last picture was there, and a page's p95 without them and meanwhile."""
    wanted, number = SMALL if asked.small else (ASKED, RERUNS)
    with released(asked) as releases, served(releases) as server, visiting(server, "reach") as visitor:
        chosen = selections(releases, number)
        alone = _reruns(visitor, chosen, number)
        pictures = addresses(selections(releases, wanted), wanted)
        found: Counter[str] = Counter()
        asking = threading.Thread(target=lambda: found.update(asyncio.run(_all(server, pictures))))
        started = time.perf_counter()
        asking.start()
        meanwhile: list[float] = []
        while asking.is_alive():
            meanwhile.append(visitor.rerun(chosen[len(meanwhile) % len(chosen)]))
            time.sleep(0.05)
        took = time.perf_counter() - started
        memory = server.memory()
    for status in sorted(found):
        yield Figure(f"pictures answered with {status}", found[status], "")
    yield Figure("pictures of no answer", wanted - sum(found.values()), "", limit=0)
    yield Figure("until the last was there", took, "s")
    yield Figure("a page without them: p95", p(alone, 0.95), "ms")
    yield Figure("a page meanwhile: p50", p(meanwhile, 0.5), "ms")
    yield Figure("a page meanwhile: p95", p(meanwhile, 0.95), "ms", aim=AIM_MS)
    yield Figure("memory afterwards", memory, "MB")


if __name__ == "__main__":
    run("pictures", __doc__, measure)
