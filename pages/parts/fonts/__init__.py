"""Fonts on their way to the browser: icons without the thousands that nobody asks for, and no font that is not used.

On a line of 1.6 Mbit/s the two held up the first chart by more than two seconds. `MaterialSymbols-Rounded.*.woff2` here
is Streamlit's font of icons with those alone that its scripts name (`make icons`, with `NOTICE`); in place of a font of
another name, which another version of Streamlit brings, nothing is put.
"""

import re
from pathlib import Path

import streamlit as st
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = Path(st.__file__).parent / "static" / "static"
OURS = Path(__file__).parent
ICONS = "MaterialSymbols-Rounded.*.woff2"
# The theme names another font (.streamlit/config.toml), which comes after the first paint: this one is for nothing.
UNUSED = re.compile(r"@font-face\{font-family:Source Sans;[^}]*\}")
FOR_A_YEAR = {"cache-control": "public, immutable, max-age=31536000"}  # as Streamlit says of its own: names hold hashes


def replaced(static: Path = STATIC) -> dict[str, tuple[bytes, str]]:
    """What is sent in place of files of Streamlit's, and its kind, by the end of the address."""
    found = {
        f"/static/media/{icons.name}": (icons.read_bytes(), "font/woff2")
        for icons in OURS.glob(ICONS)
        if (static / "media" / icons.name).exists()
    }
    for styles in (static / "css").glob("index.*.css"):
        less, faces = UNUSED.subn("", styles.read_text(encoding="utf-8"))
        if faces:
            found[f"/static/css/{styles.name}"] = (less.encode(), "text/css")
    return found


class SmallFonts:
    """Answers for the files that are replaced; every other request passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.replaced = app, replaced()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        path = scope["path"] if scope["type"] == "http" and scope["method"] == "GET" else ""
        found = self.replaced.get(path[path.find("/static/") :]) if "/static/" in path else None
        if found is None:
            await self.app(scope, receive, send)
            return
        content, kind = found
        await Response(content, media_type=kind, headers=FOR_A_YEAR)(scope, receive, send)
