"""What a request or the handshake of a web socket asks, and from where: read from the ASGI scope alone."""

from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import cookie_parser
from starlette.types import Scope

# A proxy adds one of these: whoever it speaks for is not on this machine, though the proxy itself may be.
FORWARDED = frozenset(
    {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-server", "x-real-ip"}
)


@dataclass(frozen=True)
class Asked:
    """One request, or one handshake of a web socket."""

    scope: Scope

    @cached_property
    def headers(self) -> dict[str, str]:
        """Headers by name in small letters; the last one where a name stands twice."""
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.scope["headers"]}

    @cached_property
    def cookies(self) -> dict[str, str]:
        """Cookies by name."""
        return cookie_parser(self.headers.get("cookie", ""))

    @property
    def path(self) -> str:
        """The path, as the application is asked for it."""
        return self.scope["path"]

    @property
    def asks_again(self) -> str:
        """Path and query, to come back to."""
        query = self.scope.get("query_string", b"").decode("latin-1")
        return f"{self.path}?{query}" if query else self.path

    @property
    def is_web_socket(self) -> bool:
        """Whether it asks for a web socket."""
        return self.scope["type"] == "websocket"

    @property
    def wants_a_page(self) -> bool:
        """Whether a browser asks for a page to show, and not a script for data."""
        return "text/html" in self.headers.get("accept", "")

    @property
    def only_reads(self) -> bool:
        """Whether it is of a kind that changes nothing."""
        return self.scope.get("method") in ("GET", "HEAD", "OPTIONS")

    @cached_property
    def host(self) -> str:
        """The name that it was asked by, in small letters without its port; '' where it has none, or several."""
        named = [value.decode("latin-1") for name, value in self.scope["headers"] if name.lower() == b"host"]
        return _host(f"//{named[0]}") if len(named) == 1 else ""

    @property
    def from_this_machine(self) -> bool:
        """Whether both ends of the connection lie on this machine, and no proxy says that it speaks for another."""
        ends = self.scope.get("client"), self.scope.get("server")
        return all(end is not None and is_loopback(end[0]) for end in ends) and not FORWARDED & set(self.headers)

    @property
    def of_another_origin(self) -> bool:
        """Whether a page of another origin asks: what changes something, and web sockets, are asked by ours alone."""
        origin = self.headers.get("origin")
        if origin is None or self.only_reads:
            return False
        return urlsplit(origin).netloc.lower() != self.headers.get("host", "").lower()


def is_loopback(address: str | None) -> bool:
    """Whether an address leads to its own machine alone; a name of a machine does not say so, but for localhost."""
    if address == "localhost":
        return True
    try:
        found = ip_address(address or "")
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def _host(address: str) -> str:
    try:
        found = urlsplit(address)
        return found.hostname or "" if found.username is None and found.port != -1 else ""
    except ValueError:
        return ""
