"""Two doors without signing in, for this machine alone: of the demonstration, and of whoever published a release."""

import hashlib
import hmac
import secrets
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Send

from pages.guard.access_review import Review
from pages.guard.asked import Asked, is_loopback
from pages.guard.kept_back import without_sign_in
from pages.guard.replies import NEVER_KEPT, said
from pimh_data.release import Manifest, Release

SERVED_HERE = "Served on this machine alone"
ONLY_FROM_HERE = "Without sign-in this application answers the machine that it runs on alone, asked for directly."
UNKNOWN_HOST = "This application is not known by that name: open it at 127.0.0.1 or localhost."
OTHER_ORIGIN = "Another site asks this in its visitor's name: it is not answered."
ELSEWHERE = (
    "it would answer other machines ({at}), and nobody signs in here: let it listen at 127.0.0.1, or configure sign-in "
    "(docs/deploy.md)"
)
NOT_OPENED = "Not opened yet"
ASK_TERMINAL = (
    "This is somebody's own data. Open the address that was printed where the application was started: it opens once, "
    "in one browser. For another one, start it again."
)
OPENING, COOKIE = "/open", "pimh-own"


class OnThisMachine:
    """Synthetic releases, to whoever is on this machine."""

    signed_in = False
    strip = ""
    signs_out_at = ""
    framed_by: tuple[str, ...] = ()
    over_tls = False
    may_decide = True
    signs_as = ""

    async def answer(self, asked: Asked) -> Response | None:
        """Refuse what comes from elsewhere, by another name, or for another site."""
        if not asked.from_this_machine:
            return said(asked, 403, SERVED_HERE, ONLY_FROM_HERE)
        if not is_loopback(asked.host):
            return said(asked, 421, SERVED_HERE, UNKNOWN_HOST)
        if asked.of_another_origin:
            return said(asked, 403, SERVED_HERE, OTHER_ORIGIN)
        return None

    def keeps_back(self, manifest: Manifest) -> str:
        """Keep back whatever is not invented."""
        return without_sign_in(manifest)

    async def around(self, app: ASGIApp, asked: Asked, receive: Receive, send: Send) -> None:
        """Run what lies behind as it is."""
        await app(asked.scope, receive, send)

    def part_of(self, release: Release) -> Release:
        """All of it."""
        return release

    def prepare(self, release: Release) -> None:
        """Nothing: everybody is shown the same."""

    def note(self, event: str, **facts: str) -> None:
        """Nothing: whoever is here looks at what is invented, or is their own."""

    def review(self) -> Review | None:
        """Nothing: no log is kept."""
        return None

    def where_it_may_listen(self, beyond: tuple[str, ...]) -> str:
        """Nowhere beyond this machine."""
        return ELSEWHERE.format(at=", ".join(beyond)) if beyond else ""


class ForOwner(OnThisMachine):
    """Any release, to the one browser that the token was opened in. `token`: its sha256, so that none is kept."""

    strip = "Your own view, on this machine alone"

    def __init__(self, token: str) -> None:
        self._token = token
        self._opened: str | None = None  # what the cookie of that browser holds

    async def answer(self, asked: Asked) -> Response | None:
        """Open for the token, once; then for that browser alone."""
        refused = await super().answer(asked)
        if refused is not None:
            return refused
        if self._opened is not None and hmac.compare_digest(
            asked.cookies.get(COOKIE, "").encode(), self._opened.encode()
        ):
            return RedirectResponse("/", 303, NEVER_KEPT) if asked.path == OPENING else None
        if asked.path == OPENING and not asked.is_web_socket and self._opened is None and self._is_token(asked):
            self._opened = secrets.token_urlsafe(32)
            response = RedirectResponse("/", 303, NEVER_KEPT)
            response.set_cookie(COOKIE, self._opened, httponly=True, samesite="strict")
            return response
        return said(asked, 401, NOT_OPENED, ASK_TERMINAL)

    def keeps_back(self, manifest: Manifest) -> str:
        """Keep nothing back: it is theirs."""
        return ""

    def _is_token(self, asked: Asked) -> bool:
        given = parse_qs(asked.scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return hmac.compare_digest(hashlib.sha256(given.encode()).hexdigest(), self._token)
