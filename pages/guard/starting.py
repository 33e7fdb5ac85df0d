"""Whether the application may start: nothing unsafe in force, nowhere that it may not listen, nothing kept back."""

import asyncio
import logging
import signal
from collections.abc import MutableMapping, Sequence
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.guard.door import Door
from pages.guard.listening import beyond_this_machine
from pages.guard.unsafe import unsafe
from pages.parts import opened
from pimh_data.errors import NotShownHere, ReleaseError

# Some servers listen only after the application has started: seconds after which it is looked again.
LOOKED_AGAIN = (0.2, 1.0, 5.0, 30.0)
log = logging.getLogger("pimh")


async def guarded(app: ASGIApp, door: Door, wrong: Sequence[str], scope: Scope, receive: Receive, send: Send) -> None:
    """The lifespan of the application: it fails in words where it may not start, for what is `wrong`."""
    if wrong:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "Not started: " + "; ".join(wrong)})
        return
    looking: list[asyncio.Task[None]] = []

    async def send_and_look(message: MutableMapping[str, Any]) -> None:
        await send(message)
        if message["type"] == "lifespan.startup.complete":
            log.info("started: the application answers")
            looking.append(asyncio.create_task(_look_again(door)))

    try:
        await app(scope, receive, send_and_look)
    finally:
        for task in looking:
            task.cancel()


def refusals(door: Door) -> list[str]:
    """Why the application may not start, a sentence each."""
    wrong = [*unsafe(door.signed_in), door.where_it_may_listen(beyond_this_machine())]
    try:
        opened.whole()
    except NotShownHere as error:
        wrong.append(str(error))
    except ReleaseError:  # there is none, or a damaged one: pages say so, and show a good one once it is there
        pass
    return [words for words in wrong if words]


async def _look_again(door: Door) -> None:
    for seconds in LOOKED_AGAIN:
        await asyncio.sleep(seconds)
        wrong = door.where_it_may_listen(beyond_this_machine())
        if wrong:
            log.error("Stopped: %s", wrong)
            signal.raise_signal(signal.SIGTERM)
            return
