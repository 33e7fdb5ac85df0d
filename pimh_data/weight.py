"""How many bytes of memory a thing takes: itself and all that it alone leads to. Nothing is kept here."""

import gc
import sys
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

# Shared by everything in the process: no one thing would give their memory back. A class may name attributes of its
# own that are: SHARED = ("specification",).
SHARED = (type, ModuleType, FunctionType, BuiltinFunctionType, np.dtype)
COLLECTED = 16  # bytes before each object that the garbage collector looks at, which an object's size leaves out


def weight(*things: Any) -> int:
    """Bytes that things take together, each object counted once: as tracemalloc and Arrow's pool count, within a fifth.

    Small values that Python shares (0, '', None) are counted where they are met: it is rather too much than too little.
    """
    met: set[int] = set()
    waiting, total = list(things), 0
    while waiting:
        thing = waiting.pop()
        if id(thing) in met or isinstance(thing, SHARED):
            continue
        met.add(id(thing))
        total += _own(thing)
        waiting.extend(_behind(thing))
    return total


def _own(thing: Any) -> int:
    if type(thing).__module__.startswith("pandas"):
        return object.__sizeof__(thing) + COLLECTED  # pandas' own answer has what lies behind in it, met again below
    return sys.getsizeof(thing)


def _behind(thing: Any) -> list[Any]:
    shared = getattr(type(thing), "SHARED", ())
    if shared:
        return [value for name, value in vars(thing).items() if name not in shared]
    if not isinstance(thing, np.ndarray):
        return gc.get_referents(thing)
    # numpy tells the collector nothing of what an array holds.
    held = thing.ravel().tolist() if thing.dtype == object else []
    return held if thing.base is None else [*held, thing.base]
