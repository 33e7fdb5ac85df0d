"""The guard, round everything that is served: it asks the door before anything else hears of a request."""

import json
import logging
from collections.abc import MutableMapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.guard import starting
from pages.guard.asked import Asked
from pages.guard.door import Door, door
from pages.guard.limits import LARGEST_BODY, LONGEST_ADDRESS, TooLargeError, bounded
from pages.guard.replies import said

ALIVE, READY = "/healthz", "/readyz"
log = logging.getLogger("pimh")
TOO_MUCH, TOO_LARGE = "Too much at once", f"A request holds at most {LARGEST_BODY:,} bytes here."
NOT_SERVED, SEE_LOG = "Not served", "This application may not run as it was started: its log says why."
POLICY_VIOLATION = 1008  # how a web socket is closed that may not be


class Guard:
    """Lets pass what the door lets pass; refuses to start where it would not hold."""

    def __init__(self, app: ASGIApp, at: Door | None = None) -> None:
        self.app = app
        self.door = at or door()
        self._wrong: list[str] | None = None if at is None else []  # why it may not run; None until it is looked at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the door, or pass it on."""
        if scope["type"] == "lifespan":
            wrong = await self._refusals(starts=True)
            await starting.guarded(self.app, self.door, wrong, scope, receive, send)
            return
        asked = Asked(scope)
        if scope["type"] == "http" and asked.path == ALIVE:  # it says nothing but that the process lives
            await self.app(scope, receive, send)
            return
        if await self._refusals():  # a server that tells an application nothing of its start does not get round it
            await self._reply(said(asked, 503, NOT_SERVED, SEE_LOG), asked, receive, send)
            return
        if scope["type"] == "http" and asked.path == READY and asked.from_this_machine:
            await self.app(scope, receive, send if not self.door.strip and not self.door.signed_in else _bare(send))
            return
        answer = _too_much(asked) or await self.door.answer(asked)
        if answer is None:
            await self._pass(asked, receive, send)
        else:
            await self._reply(answer, asked, receive, send)

    async def _refusals(self, starts: bool = False) -> list[str]:
        if self._wrong is None:
            self._wrong = await run_in_threadpool(starting.refusals, self.door)
            if self._wrong and not starts:  # a server that starts says so itself
                log.error("not served: %s", "; ".join(self._wrong))
        return self._wrong

    @staticmethod
    async def _reply(answer: Response, asked: Asked, receive: Receive, send: Send) -> None:
        if asked.is_web_socket:
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await answer(asked.scope, receive, send)

    async def _pass(self, asked: Asked, receive: Receive, send: Send) -> None:
        begun = False

        async def send_on(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            begun = True
            await send(message)

        if asked.is_web_socket:
            await self.door.around(self.app, asked, receive, send)
            return
        try:
            await self.door.around(self.app, asked, bounded(receive), send_on)
        except TooLargeError:
            if not begun:
                await said(asked, 413, TOO_MUCH, TOO_LARGE)(asked.scope, receive, send)


def _too_much(asked: Asked) -> Response | None:
    if len(asked.scope.get("raw_path") or b"") + len(asked.scope.get("query_string", b"")) > LONGEST_ADDRESS:
        return said(asked, 414, TOO_MUCH, "The address is too long.")
    length = asked.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return said(asked, 413, TOO_MUCH, TOO_LARGE)
    return None


def _bare(send: Send) -> Send:
    """Sends the status alone: what is shown is nobody's business who has not come in."""

    async def send_bare(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            body = json.dumps({"status": "ready" if message["status"] == 200 else "not ready"}).encode()
            headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
            await send({**message, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return send_bare
