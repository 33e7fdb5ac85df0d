"""What leads a browser back to sign-in when its time is up: a script of ours that asks now and then, in every page."""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote

from starlette.types import Send

SCRIPT, STATE, SIGN_IN = "/sign-in/led.js", "/sign-in/state", "/sign-in"
HEAD = b"</head>"
TAG = f'<script src="{SCRIPT}" defer></script>'.encode()
# The address of the page holds what is chosen, so that whoever signs in again finds it as it was.
LED = """(() => {
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/sign-in/state", {cache: "no-store", redirect: "manual"});
      if (answer.status === 401 || answer.status === 403) {
        location.assign("/sign-in?then=" + encodeURIComponent(location.pathname + location.search));
      }
    } catch (error) {
      // the server cannot be reached just now: asked again
    }
  };
  setInterval(look, 3000);
  document.addEventListener("visibilitychange", look);
})();
"""


def to_sign_in(then: str) -> str:
    """Where one signs in, and comes back to an address of this application."""
    return f"{SIGN_IN}?then={quote(then, safe='')}"


def leading(send: Send) -> Send:
    """Puts the script into a page of HTML on its way out; whatever else passes as it is."""
    start: MutableMapping[str, Any] | None = None
    held = b""

    async def send_leading(message: MutableMapping[str, Any]) -> None:
        nonlocal start, held
        if message["type"] == "http.response.start":
            named = {name.lower(): value for name, value in message["headers"]}
            is_page = named.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in named
            if message["status"] == 200 and is_page:
                start = message
                return
        if start is None:
            await send(message)
            return
        held += message.get("body", b"")
        if message.get("more_body"):
            return
        body = held.replace(HEAD, TAG + HEAD, 1)
        dropped = (b"content-length", b"etag", b"last-modified")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers += [(b"content-length", str(len(body)).encode())]
        await send({**start, "headers": headers})
        start = None
        await send({"type": "http.response.body", "body": body})

    return send_leading
