"""Asks a part of the application as a server does, without one: for its status, headers and body."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Told = tuple[int, dict[str, str], bytes]


def asked(app: Any, path: str, query: str = "", method: str = "GET", **headers: str) -> Told:
    """What an ASGI application answers to one request. `headers`: with _ in place of -."""
    told: dict[str, Any] = {}
    body: list[bytes] = []
    asks: list[dict[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def send(message: dict[str, Any]) -> None:
        told.update(message if message["type"] == "http.response.start" else {})
        body.append(message.get("body", b""))

    async def receive() -> dict[str, Any]:
        if asks:
            return asks.pop()
        return await asyncio.Future()  # who asked stays until the answer is whole

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "scheme": "http", "http_version": "1.1",
        "root_path": "",
    }  # fmt: skip
    # In a thread of its own: where a browser was driven before, this one has a loop that runs.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app(scope, receive, send)).result()
    found = {name.decode(): value.decode() for name, value in told["headers"]}
    return told["status"], found, b"".join(body)
