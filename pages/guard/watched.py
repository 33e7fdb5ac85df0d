"""A web socket that is closed when the one whom it was opened for may no longer be let in."""

import asyncio
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

LOOKED_AFTER = 5.0  # seconds from one look to the next while nothing is sent
POLICY_VIOLATION = 1008


async def watched(app: ASGIApp, scope: Scope, receive: Receive, send: Send, may_stay: Callable[[], bool]) -> None:
    """Run the application for a web socket; ask before every message, and every few seconds, whether it may stay."""
    ended = False
    coming: asyncio.Task[MutableMapping[str, Any]] | None = None

    async def receive_while_let_in() -> MutableMapping[str, Any]:
        nonlocal ended, coming
        while not ended:
            coming = coming or asyncio.ensure_future(receive())
            await asyncio.wait({coming}, timeout=LOOKED_AFTER)
            if not may_stay():
                break
            if coming.done():
                message, coming = coming.result(), None
                return message
        if not ended:
            ended = True
            with suppress(RuntimeError):  # closed already, from the other end
                await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def send_while_let_in(message: MutableMapping[str, Any]) -> None:
        if not ended:
            await send(message)

    try:
        await app(scope, receive_while_let_in, send_while_let_in)
    finally:
        if coming is not None:
            coming.cancel()
