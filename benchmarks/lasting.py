"""Sixty people for ten minutes: whether memory or the time that a choice takes rises as more and more is kept.

The second minute is the first of which everybody has been there from its beginning; it is set beside the last.
"""

import threading
import time
from collections.abc import Iterator

from benchmarks.crowd import Choice, Crowd
from benchmarks.demonstration import released
from benchmarks.figures import Asked, Figure, run
from benchmarks.pages import p
from benchmarks.visiting import PAGES, served

PEOPLE, MINUTE, MINUTES, PAUSE = 60, 60.0, 10, (2.5, 7.5)
SMALL = (3, 1.0, 3, (0.1, 0.3))
AIM_TIMES, AIM_MEMORY = 1.2, 1.1


def measure(asked: Asked) -> Iterator[Figure]:
    """Choices, p50, p95 and memory of every minute, and the last minute over the second."""
    people, minute, minutes, pause = SMALL if asked.small else (PEOPLE, MINUTE, MINUTES, PAUSE)
    memory: list[float] = []
    with released(asked) as releases, served(releases) as server:
        began = time.monotonic()

        def look() -> None:
            while not done.wait(minute / 6):
                memory.append(server.memory())

        done = threading.Event()
        looking = threading.Thread(target=look)
        looking.start()
        try:
            choices = Crowd(people, tuple(PAGES), minute * minutes, pause).visit(server)
        finally:
            done.set()
            looking.join()
    began = min(choice.at for choice in choices)
    within = [[one.took for one in choices if _minute(one, began, minute) == number] for number in range(minutes)]
    held = [memory[min(len(memory) - 1, 6 * number + 5)] for number in range(minutes)]
    yield Figure("choices in all", len(choices), "")
    for number, times in enumerate(within):
        yield Figure(f"minute {number + 1}: choices", len(times), "")
        yield Figure(f"minute {number + 1}: p50", p(times, 0.5), "ms")
        yield Figure(f"minute {number + 1}: p95", p(times, 0.95), "ms")
        yield Figure(f"minute {number + 1}: memory at its end", held[number], "MB")
    yield Figure(
        "p50 of the last minute over the second", p(within[-1], 0.5) / p(within[1], 0.5), "times", aim=AIM_TIMES
    )
    yield Figure("memory of the last minute over the second", held[-1] / held[1], "times", aim=AIM_MEMORY)


def _minute(choice: Choice, began: float, minute: float) -> int:
    return int((choice.at - began) // minute)


if __name__ == "__main__":
    run("lasting", __doc__, measure)
