"""Asks an ASGI application as a server would, without one: each test says where from, by which name, with what."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

HERE, THERE = ("127.0.0.1", 50000), ("10.1.2.3", 50000)
SERVER = ("127.0.0.1", 8501)


def in_a_loop(made: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: where a browser is driven, this thread has a loop that runs already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, made).result()


@dataclass
class Heard:
    """What came back. `reached`: whether anything behind the guard heard of it."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    reached: bool = False

    @property
    def status(self) -> int:
        return next((m["status"] for m in self.messages if "status" in m), 0)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def body(self) -> bytes:
        return b"".join(m.get("body", b"") for m in self.messages)

    @property
    def closed(self) -> int | None:
        return next((m["code"] for m in self.messages if m["type"] == "websocket.close"), None)

    def header(self, name: str) -> str:
        start = next(m for m in self.messages if m["type"] == "http.response.start")
        return next((value.decode() for key, value in start["headers"] if key.decode().lower() == name), "")

    @property
    def cookies(self) -> dict[str, str]:
        start = next(m for m in self.messages if m["type"] == "http.response.start")
        held = [value.decode() for key, value in start["headers"] if key == b"set-cookie"]
        return {name: rest.split(";")[0] for name, _, rest in (line.partition("=") for line in held)}


def ask(
    make,
    path="/",
    query="",
    kind="http",
    method="GET",
    client=HERE,
    server=SERVER,
    cookies=None,
    body=b"",
    **headers: str,
) -> Heard:
    """make(app) -> the guarded application. Headers by name, - as _; `host` is that of the server unless said."""
    heard = Heard()

    async def inner(scope, receive, send):
        heard.reached = True
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"inside"})

    named = {"host": f"127.0.0.1:{server[1] if server else 80}", **headers}
    if cookies:
        named["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    scope = {
        "type": kind,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "scheme": "http" if kind == "http" else "ws",
        "headers": [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in named.items()],
        "client": client,
        "server": server,
        "subprotocols": [],
    }
    if kind == "http":
        scope["method"] = method

    async def receive():
        if kind == "websocket":
            return {"type": "websocket.connect"}
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        heard.messages.append(message)

    in_a_loop(make(inner)(scope, receive, send))
    return heard
