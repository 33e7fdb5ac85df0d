"""Chart specifications to PNG and SVG, in a process of their own: the library that draws holds the interpreter.

In the process of the pages, each picture kept every visitor waiting for as long as it took to draw.
"""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import ModuleType
from typing import Any

LATER = 10  # niceness: pages go first
_drawing: list[ProcessPoolExecutor] = []  # none, or the one that draws
_beginning = threading.Lock()
_here = threading.Event()
Specification = dict[str, Any]


def to_png(specification: Specification, scale: float) -> bytes:
    """The chart as PNG, `scale` times as large as it says. Raises ValueError for what is no specification."""
    return _apart(_png, specification, scale)


def to_svg(specification: Specification) -> str:
    """The chart as SVG, text as text. Raises ValueError for what is no specification."""
    return _apart(_svg, specification)


def draw_here() -> None:
    """Let this process draw by itself from now on: one that others have started and that shows nobody a page.

    It could not end while a process that it has started waits for more to draw.
    """
    _here.set()


@contextmanager
def drawn_here() -> Iterator[None]:
    """Draw in this process for as long: it shows nobody a page meanwhile, and is spared another."""
    for_good = _here.is_set()
    _here.set()
    try:
        yield
    finally:
        if not for_good:
            _here.clear()


def _apart(draw: Callable[..., Any], *given: object) -> Any:
    if _here.is_set():
        return draw(*given)
    process = _process()
    try:
        return process.submit(draw, *given).result()
    except BrokenProcessPool:  # it was killed, for want of memory say: once more in a new one
        return _process(instead_of=process).submit(draw, *given).result()


def _process(instead_of: ProcessPoolExecutor | None = None) -> ProcessPoolExecutor:
    """The one process that draws; a new one, unless somebody else has begun it, `instead_of` one that broke."""
    with _beginning:
        if not _drawing or _drawing[-1] is instead_of:
            _drawing[:] = [_begun()]
        return _drawing[-1]


def _begun() -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)
    # A new process runs the main module of this one again, which may be the whole application: it is to start bare.
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        pool.submit(os.getpid)
    finally:
        sys.modules["__main__"] = main
    return pool


def _begin() -> None:
    """In the process that draws: it lets others go first, and ends with the one that it draws for, however it ends."""
    if hasattr(os, "nice"):
        os.nice(LATER)
    parent = multiprocessing.parent_process()
    if parent is None:
        raise RuntimeError("pictures are drawn in a process that another has started")
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)


def _png(specification: Specification, scale: float) -> bytes:
    import vl_convert

    return vl_convert.vegalite_to_png(specification, scale=scale)


def _svg(specification: Specification) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(specification)
