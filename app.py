"""The application (streamlit run app.py): the pages inside security headers, health routes and an error handler."""

import base64
import gc
import hashlib
import logging
import re
import secrets
import traceback
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.parts import opened
from pimh_data.errors import ReleaseError

log = logging.getLogger("pimh")
log.addHandler(logging.StreamHandler())
log.handlers[0].setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
log.propagate = False
# Streamlit writes the whole error into its log, text and all; `on_script_error` writes it without what it may hold.
logging.getLogger("streamlit.error_util").addFilter(lambda record: False)


def _inline_scripts() -> str:
    # Streamlit's own page holds a short inline script: its hash is allowed, any other inline script is not.
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
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


class SecurityHeaders:
    """Adds HEADERS to every HTTP response. Web sockets carry none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; put the headers on the start of the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                held = [(name, value) for name, value in message["headers"] if name.decode().lower() not in HEADERS]
                message["headers"] = held + [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            await send(message)

        await self.app(scope, receive, send_with_headers)


async def alive(_: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "alive"})


async def ready(_: Request) -> JSONResponse:
    """A release can be opened: 200 with its name, and what is wrong with a newer one; 503 when there is none."""
    try:
        release, problem = await run_in_threadpool(opened.current)
    except ReleaseError:
        return JSONResponse({"status": "no release"}, status_code=503)
    return JSONResponse(
        {"status": "ready", "release": release.manifest.release, "newer_release_is_broken": bool(problem)}
    )


def on_script_error(error: Exception) -> bool:
    """Log where it went wrong, under an id and without the error's text, which may hold data; say the id on screen."""
    error_id = secrets.token_hex(4)
    frames = reversed(traceback.extract_tb(error.__traceback__))
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)  # no path of the machine
    log.error("error %s: %s at %s", error_id, type(error).__name__, where)
    st.html(
        '<p class="notice" role="alert">This part of the page could not be shown. Nothing is lost; choose another view '
        f"or tell whoever runs it the error id <strong>{escape(error_id)}</strong>.</p>"
    )
    return True


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open the release and import the pages' parts before the first visitor; keep them out of garbage collection."""
    from pages.parts import warm

    await run_in_threadpool(warm.up)
    # Streamlit collects garbage after every rerun; what lives as long as the process need not be looked at each time.
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    "pages/shell.py",
    lifespan=lifespan,
    routes=[Route("/healthz", alive), Route("/readyz", ready)],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=on_script_error,
)
