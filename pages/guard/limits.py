"""How much one asker may ask for: tries in a span of time, and bytes of a request."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.types import Receive

LARGEST_BODY = 2_000_000  # bytes: a page sends some hundred
LONGEST_ADDRESS = 8_000  # bytes of path and query: the longest address of a page has some 400
ASKERS = 10_000  # that are remembered


class TooLargeError(Exception):
    """A request has more than LARGEST_BODY bytes."""


class Tries:
    """At most `most` tries in `span` seconds for each asker; the oldest askers are forgotten first."""

    def __init__(self, most: int, span: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._span, self._clock = most, span, clock
        self._lock = threading.Lock()
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()

    def too_many(self, asker: str) -> bool:
        """Count a try; whether it is one too many."""
        now = self._clock()
        with self._lock:
            tried = self._tried.setdefault(asker, deque())
            self._tried.move_to_end(asker)
            while tried and now - tried[0] >= self._span:
                tried.popleft()
            if len(tried) >= self._most:
                return True
            tried.append(now)
            while len(self._tried) > ASKERS:
                self._tried.popitem(last=False)
        return False


def bounded(receive: Receive) -> Receive:
    """Hands on a request's body as far as LARGEST_BODY; raises TooLargeError beyond."""
    got = 0

    async def receive_bounded() -> MutableMapping[str, Any]:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST_BODY:
            raise TooLargeError
        return message

    return receive_bounded
