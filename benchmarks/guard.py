"""What the guard costs beside no guard: a request, and a message of a web socket, of somebody who has signed in."""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from typing import Any

from benchmarks.figures import Asked, Figure, run
from pages.guard.guard import Guard
from pages.guard.session import Session
from pages.guard.settings import read_settings
from pages.guard.signing_in import SigningIn

ADDRESS, ISSUER = "https://pimh.example.org", "https://id.example.org"
SETTINGS = f"""
address = "{ADDRESS}"
grants = "grants.toml"
state = "state"
[openid]
issuer = "{ISSUER}"
client_id = "pimh"
client_secret_file = "secret"
"""
GRANT = (
    '[[grant]]\nissuer = "{issuer}"\nsubject = "{number}"\nrole = "viewer"\nexpires = 2099-01-01\nplaces = ["Leeds"]\n'
)
PEOPLE = 500
App = Callable[..., Awaitable[None]]


def _door(folder: Path) -> SigningIn:
    (folder / "secret").write_text("what this measurement takes for one")
    (folder / "grants.toml").write_text("".join(GRANT.format(issuer=ISSUER, number=at) for at in range(PEOPLE)))
    (folder / "sign-in.toml").write_text(SETTINGS)
    return SigningIn(read_settings(folder / "sign-in.toml"))


def _scope(door: SigningIn, kind: str) -> dict[str, Any]:
    cookie = door.seal.of(Session("one", ISSUER, "7", "", time.time() + 3600))
    headers = {"host": "pimh.example.org", "origin": ADDRESS, "cookie": f"__Host-pimh={cookie}", "accept": "*/*"}
    return {
        "type": kind,
        "method": "GET",
        "path": "/_stcore/health",
        "raw_path": b"/_stcore/health",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("10.0.0.5", 1),
        "server": ("10.0.0.9", 8501),
    }


async def _answers(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def _requests(app: App, scope: dict[str, Any], number: int) -> float:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(_: Any) -> None:
        return None

    start = time.perf_counter()
    for _ in range(number):
        await app(dict(scope), receive, send)
    return (time.perf_counter() - start) / number * 1000


async def _messages(guarded: Callable[[App], App], scope: dict[str, Any], number: int) -> float:
    took = [0.0]

    async def reads(_: Any, receive: Any, send: Any) -> None:
        start = time.perf_counter()
        for _ in range(number):
            await receive()
            await send({"type": "websocket.send", "bytes": b""})
        took[0] = (time.perf_counter() - start) / number * 1000

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.receive", "bytes": b""}

    async def send(_: Any) -> None:
        return None

    await guarded(reads)(dict(scope), receive, send)
    return took[0]


def measure(asked: Asked) -> Iterator[Figure]:
    """Milliseconds with the guard less those without, of one request and of one message each way."""
    number = 50 if asked.small else 5_000
    with tempfile.TemporaryDirectory() as folder:
        door = _door(Path(folder))

        def guarded(app: App) -> App:
            return Guard(app, door)

        http, web_socket = _scope(door, "http"), _scope(door, "websocket")
        for name, limit, with_guard, without in (
            ("a request", 2.0, _requests(guarded(_answers), http, number), _requests(_answers, http, number)),
            (
                "a message of a web socket, and its answer",
                0.2,
                _messages(guarded, web_socket, number),
                _messages(lambda app: app, web_socket, number),
            ),
        ):
            least = copy_context().run(asyncio.run, without)
            most = copy_context().run(asyncio.run, with_guard)
            yield Figure(f"{name}, without the guard", least, "ms")
            yield Figure(f"{name}: what the guard adds", most - least, "ms", limit=limit)


if __name__ == "__main__":
    run("guard", __doc__, measure)
