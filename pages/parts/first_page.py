"""What a browser gets first: Streamlit's own page, without a font that nothing here uses, and a word that it opens.

On a line of 1.6 Mbit/s the font held up everything by half a second, and for six nothing was to be seen.
"""

import gzip
import json
import re
from collections.abc import Iterator, MutableMapping, Sequence
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
# On a phone Streamlit leaves its list of pages open over the page that was chosen in it, also at the next visit.
CLOSING = b"""<script>
document.addEventListener("click", event => {
  const shut = () => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  if (innerWidth < 768 && event.target.closest('[data-testid="stSidebarNavLink"]')) setTimeout(shut);
});
</script>"""
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
    return FONT.sub(b"", page).replace(NAMED, OUR_NAME).replace(EMPTY, OPENING).replace(LAST, soon + CLOSING + LAST)


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
    """Changes Streamlit's page on its way to the browser, whatever address it stands for; other answers pass as they
    are.

    It is known by its bytes: Streamlit gives it for every page's address, and compresses it where the browser can.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.whole = app, PAGE.read_bytes()
        self.sent = first_page(self.whole)
        self.small = gzip.compress(self.sent, mtime=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        held: list[MutableMapping[str, Any]] = []

        async def sending(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and self._may_be_page(message):
                held.append(message)
            elif not held:
                await send(message)
            elif message["type"] == "http.response.body":
                held.append(message)
                if not message.get("more_body"):
                    for one in self._changed(held):
                        await send(one)
                    held.clear()
            else:
                await send(message)

        await self.app(scope, receive, sending)

    def _may_be_page(self, start: MutableMapping[str, Any]) -> bool:
        headers = _headers(start)
        html = headers.get(b"content-type", b"").startswith(b"text/html")
        return start["status"] == 200 and html and int(headers.get(b"content-length", b"0")) <= len(self.whole)

    def _changed(self, held: Sequence[MutableMapping[str, Any]]) -> Iterator[MutableMapping[str, Any]]:
        """What was answered; where that is Streamlit's page, ours in its place, compressed as it was."""
        start, body = held[0], b"".join(one.get("body", b"") for one in held[1:])
        compressed = _headers(start).get(b"content-encoding") == b"gzip"
        if (gzip.decompress(body) if compressed else body) != self.whole:
            yield from held
            return
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in WRITTEN_ANEW]
        sent = self.small if compressed else self.sent
        yield {**start, "headers": [*kept, (b"content-length", str(len(sent)).encode())]}
        yield {"type": "http.response.body", "body": sent}


def _headers(start: MutableMapping[str, Any]) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in start["headers"]}
