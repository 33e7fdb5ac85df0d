"""Who a trusted proxy says it is: believed from its own addresses alone, with the secret that only it knows."""

import hmac
import time

from pages.guard.asked import Asked
from pages.guard.session import LONGEST, Session
from pages.guard.settings import Proxy

ISSUER = "proxy"


def session_by_proxy(asked: Asked, proxy: Proxy) -> Session | None:
    """The person whom the proxy names; None where it is not the proxy that asks, or it names nobody, or two."""
    client = asked.scope.get("client")
    if client is None or client[0] not in proxy.addresses:
        return None
    secrets, people = (
        [value for name, value in asked.scope["headers"] if name.lower() == header.encode()]
        for header in (proxy.secret_header, proxy.person_header)
    )
    if len(secrets) != 1 or not hmac.compare_digest(secrets[0], proxy.secret.encode()) or len(people) != 1:
        return None
    person = people[0].decode("latin-1").strip()
    email = person if "@" in person else ""
    return Session("", ISSUER, person, email, time.time() + LONGEST) if person else None
