"""What goes round every answer of the server: security headers, and no path of the machine in a message."""

import base64
import hashlib
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.guard.door import Door, door
from pages.parts.first_page import PAGE, first_page


def _inline_scripts() -> str:
    # The page that is sent holds two short inline scripts: their hashes are allowed, any other inline script is not.
    page = first_page(PAGE.read_bytes()).decode("utf-8")
    found = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in found)


HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'" + _inline_scripts(),
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


def headers_for(at: Door) -> dict[str, str]:
    """HEADERS, but for sites that may show it in a page of theirs; over TLS browsers are told to keep to that."""
    found = dict(HEADERS)
    if at.framed_by:
        named = f"frame-ancestors {' '.join(at.framed_by)}"
        found["content-security-policy"] = found["content-security-policy"].replace("frame-ancestors 'none'", named)
        del found["x-frame-options"]  # cannot name a site; the policy above does
    return found | ({"strict-transport-security": "max-age=31536000"} if at.over_tls else {})


class SecurityHeaders:
    """Adds the headers to every HTTP response. Web sockets carry none."""

    def __init__(self, app: ASGIApp, at: Door | None = None) -> None:
        self.app = app
        self.headers = headers_for(at or door())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; put the headers on the start of the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                held = [
                    (name, value) for name, value in message["headers"] if name.decode().lower() not in self.headers
                ]
                message["headers"] = held + [(name.encode(), value.encode()) for name, value in self.headers.items()]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CompressedStatic:
    """Compresses the scripts and styles of Streamlit's, which are 4 MB; nothing that holds what somebody asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.compressed = app, GZipMiddleware(app, minimum_size=1_000, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        static = scope["type"] == "http" and "/static/" in scope["path"]
        await (self.compressed if static else self.app)(scope, receive, send)


class WithoutPaths:
    """Takes the script's path out of the message that opens a session: Streamlit would tell it to every browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on; look at messages that hold the folder of this application."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def send_without_path(message: MutableMapping[str, Any]) -> None:
            content = message.get("bytes")
            if content and HERE in content:
                message = {**message, "bytes": _without_path(content)}
            await send(message)

        await self.app(scope, receive, send_without_path)


HERE = str(Path(__file__).resolve().parents[2]).encode()


def _without_path(content: bytes) -> bytes:
    message = ForwardMsg()
    message.ParseFromString(content)
    if message.WhichOneof("type") == "new_session":
        message.new_session.main_script_path = Path(message.new_session.main_script_path).name
    return message.SerializeToString()
