"""What a browser gets first: Streamlit's own page, without a font that nothing here uses, and a word that it opens.

On a line of 1.6 Mbit/s the font held up everything by half a second, and for six nothing was to be seen.
"""

import json
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

PAGE = Path(st.__file__).parent / "static" / "index.html"
FONT = re.compile(rb'\s*<link\s+rel="preload"[^>]*as="font"[^>]*/?>')
NAMED, OUR_NAME = b"<title>Streamlit</title>", b"<title>PIMH impact</title>"
EMPTY = b'<div id="root"></div>'
OPENING = b'<div id="root"><p style="margin: 3rem; font: 1.2rem Arial, sans-serif">PIMH impact opens.</p></div>'
LAST = b"</head>"
SCRIPTS = PAGE.parent / "manifest.json"
# What every page has: a browser learns of it only when the first of its kind comes over the web socket.
ON_EVERY_PAGE = ("Html", "rehype-raw", "Selectbox", "embed", "ArrowVegaLiteChart")
WRITTEN_ANEW = (b"content-length", b"etag", b"last-modified", b"accept-ranges")


def first_page(page: bytes) -> bytes:
    """Streamlit's page as it is sent. What is not found in another version of it is left as it is."""
    soon = b"".join(
        b'<link rel="modulepreload" crossorigin fetchpriority="low" href="./%s">' % file.encode()
        for file in needed_soon()
        if file.encode() not in page
    )
    return FONT.sub(b"", page).replace(NAMED, OUR_NAME).replace(EMPTY, OPENING).replace(LAST, soon + LAST)


def needed_soon(scripts: Path = SCRIPTS) -> list[str]:
    """The files of what every page has and of all that those import, by Streamlit's own list; none without it."""
    if not scripts.exists():
        return []
    held = json.loads(scripts.read_text(encoding="utf-8"))
    named = {one.get("name"): key for key, one in held.items()}
    waiting, found = [named[name] for name in ON_EVERY_PAGE if name in named], {}
    while waiting:
        key = waiting.pop(0)
        if key not in found:
            found[key] = held[key]["file"]
            waiting[:0] = held[key].get("imports", ())
    return list(found.values())


class FirstPage:
    """Changes Streamlit's page on its way to the browser; every other answer passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        whole = PAGE.read_bytes()
        self.app, self.sent, self.length = app, first_page(whole), str(len(whole)).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        page = False

        async def sending(message: MutableMapping[str, Any]) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                headers = {name.lower(): value for name, value in message["headers"]}
                page = message["status"] == 200 and self._is_page(headers)
                if page:
                    kept = [(name, value) for name, value in message["headers"] if name.lower() not in WRITTEN_ANEW]
                    message["headers"] = [*kept, (b"content-length", str(len(self.sent)).encode())]
            elif page and message["type"] == "http.response.body":
                if message.get("more_body"):
                    return
                message = {"type": "http.response.body", "body": self.sent}
            await send(message)

        await self.app(scope, receive, sending)

    def _is_page(self, headers: dict[bytes, bytes]) -> bool:
        html = headers.get(b"content-type", b"").startswith(b"text/html")
        return html and headers.get(b"content-length") == self.length
