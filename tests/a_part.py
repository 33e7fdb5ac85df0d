"""What the suite looks at of what is too much to look at whole: another part each day, the whole with `--whole`.

What is drawn hangs on the day (UTC), or on PIMH_DRAWN where that is set: a run that fails says with what it was drawn.
"""

import datetime as dt
import os
import random
from collections.abc import Sequence
from typing import TypeVar

DRAWN, WHOLE = "PIMH_DRAWN", "PIMH_WHOLE"
T = TypeVar("T")


def settle_what_is_drawn(whole: bool) -> None:
    """Once a run, before its workers begin, so that they draw alike also where the day ends meanwhile."""
    os.environ.setdefault(DRAWN, dt.datetime.now(dt.UTC).date().isoformat())
    if whole:
        os.environ[WHOLE] = "1"


def is_whole() -> bool:
    """Whether everything is looked at."""
    return os.environ.get(WHOLE, "") == "1"


def told() -> str:
    """What whoever wants the same again types."""
    return "All was looked at." if is_whole() else f"Drawn with {DRAWN}={os.environ[DRAWN]}: set it to draw the same."


def drawing(name: str) -> random.Random:
    """What the day draws from for the tests of this name."""
    return random.Random(f"{os.environ[DRAWN]} {name}")


def a_part_of(everything: Sequence[T], number: int, name: str) -> list[T]:
    """So many of them, in their order; all with `--whole`. `name`: of the tests that draw."""
    if is_whole() or number >= len(everything):
        return list(everything)
    return [everything[at] for at in sorted(drawing(name).sample(range(len(everything)), number))]
