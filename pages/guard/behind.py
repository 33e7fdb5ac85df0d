"""What runs behind the guard is told of a request: no sign-in, no secret of a proxy's, nobody else's session."""

from typing import Any

from pages.guard.asked import Asked
from pages.guard.settings import Proxy
from pages.guard.visitor import HANDLE

OURS = ("pimh", "__Host-pimh")  # how cookies of the guard's own begin


def scope_behind(asked: Asked, handle: str, by: object) -> dict[str, Any]:
    """The scope as it is handed on. `handle`: what stands for the visitor there, of a web socket; '' of a request."""
    cookies = [part for part in _parts(asked) if not part.startswith(OURS)]
    cookies += [f"{HANDLE}={handle}"] if handle else []
    left_out = {b"cookie"}
    if isinstance(by, Proxy):
        left_out |= {by.secret_header.encode(), by.person_header.encode()}
    if asked.wants_a_page:
        left_out.add(b"accept-encoding")  # what leads its reader back to sign-in is put into it on its way out
    headers = [
        (name, _without_session(value) if name.lower() == b"sec-websocket-protocol" else value)
        for name, value in asked.scope["headers"]
        if name.lower() not in left_out
    ]
    if cookies:
        headers.append((b"cookie", "; ".join(cookies).encode("latin-1")))
    return {**asked.scope, "headers": headers}


def _parts(asked: Asked) -> list[str]:
    """Every cookie as it came: read and written anew, a quoted one could come out as two."""
    held = [value.decode("latin-1") for name, value in asked.scope["headers"] if name.lower() == b"cookie"]
    return [part.strip() for value in held for part in value.split(";") if part.strip()]


def _without_session(protocols: bytes) -> bytes:
    """What Streamlit is told in a handshake, but for the session to take up again: it may have been another's."""
    return b",".join(protocols.split(b",")[:2])
