"""The way in and the way out: to the provider and back, and signing out of every tab."""

import hmac
from dataclasses import asdict
from html import escape
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from pages.guard.access_log import AccessLog
from pages.guard.asked import Asked
from pages.guard.led import SIGN_IN
from pages.guard.openid import Going, NotSignedInError, Provider
from pages.guard.replies import NEVER_KEPT, said
from pages.guard.session import LONGEST, Seal, Session, cookie_name
from pages.guard.settings import OpenId, SignInSettings
from pages.guard.signed_out import SignedOut

BACK, OUT = "/sign-in/back", "/sign-out"
GOING = "pimh-going-"  # and the beginning of its state: two tabs may be on their way at once
ON_THE_WAY = 600  # seconds that somebody may take at the provider
NOT_NOW = "Signing in did not work just now. Those who are signed in already go on until their time is up."
ELSEWHERE = '<p>Your organisation may still have you signed in: <a href="{at}">sign out there too</a>.</p>'


class Way:
    """Answers at the addresses where people sign in and out, with one OpenID provider."""

    paths = frozenset({SIGN_IN, BACK, OUT})

    def __init__(self, settings: SignInSettings, by: OpenId, seal: Seal, signed_out: SignedOut, log: AccessLog) -> None:
        self._settings, self._seal, self._signed_out, self._log = settings, seal, signed_out, log
        self._provider = Provider(by, settings.address + BACK)
        self._cookie = cookie_name(settings)

    async def answer(self, asked: Asked, session: Session | None) -> Response:
        """What is answered at one of `paths`."""
        if asked.path == OUT:
            return await self._out(asked, session)
        if asked.scope.get("method") != "GET":
            return said(asked, 405, "Not so", "Open it in a browser.")
        try:
            return await (self._back(asked) if asked.path == BACK else self._there(asked))
        except NotSignedInError as error:
            self._log.write("not signed in", why=str(error))
            return said(asked, 503, "You are not signed in", NOT_NOW, f'<p><a href="{SIGN_IN}">Try again</a></p>')

    async def _there(self, asked: Asked) -> Response:
        address, going = await run_in_threadpool(self._provider.begin, inside(_given(asked, "then")))
        response = RedirectResponse(address, 303, NEVER_KEPT)
        self._keep(response, GOING + going.state[:8], self._seal.close(asdict(going)), ON_THE_WAY)
        return response

    async def _back(self, asked: Asked) -> Response:
        state = _given(asked, "state")
        name = GOING + state[:8]
        held = self._seal.open(asked.cookies.get(name, ""), ON_THE_WAY)
        if held is None or set(held) != set(Going.__dataclass_fields__):
            raise NotSignedInError("no way to the provider was begun in this browser")
        going = Going(**{key: str(value) for key, value in held.items()})
        if not hmac.compare_digest(going.state.encode(), state.encode()):
            raise NotSignedInError("it is the answer to another question")
        session = await run_in_threadpool(self._provider.finish, going, self._settings.address + asked.asks_again)
        self._log.write("signed in", session)
        response = RedirectResponse(inside(going.then), 303, NEVER_KEPT)
        self._keep(response, self._cookie, self._seal.of(session), LONGEST)
        self._keep(response, name, "", 0)
        return response

    async def _out(self, asked: Asked, session: Session | None) -> Response:
        if asked.scope.get("method") != "POST":
            form = f'<form method="post" action="{OUT}"><button>Sign out</button></form>'
            return said(asked, 200, "Sign out", "You will be signed out in every tab of this browser.", form)
        if session is not None:
            await run_in_threadpool(self._signed_out.add, session)
            self._log.write("signed out", session)
        leaves = await run_in_threadpool(self._provider.leaves)
        more = f'<p><a href="{SIGN_IN}">Sign in again</a></p>'
        more += ELSEWHERE.format(at=escape(leaves)) if leaves.startswith(("https://", "http://")) else ""
        response = said(asked, 200, "You are signed out", "You are signed out of this application.", more)
        self._keep(response, self._cookie, "", 0)
        return response

    def _keep(self, response: Response, name: str, value: str, seconds: int) -> None:
        secure = self._settings.secure
        response.set_cookie(name, value, max_age=seconds, secure=secure, httponly=True, samesite="lax")


def inside(address: str) -> str:
    """An address of this application; its beginning for any other."""
    elsewhere = ("//", "/\\", SIGN_IN, OUT)
    if not address.startswith("/") or address.startswith(elsewhere) or not address.isprintable():
        return "/"
    try:
        return "/" if urlsplit(address).netloc or "\\" in address else address
    except ValueError:
        return "/"


def _given(asked: Asked, name: str) -> str:
    return parse_qs(asked.scope["query_string"].decode("latin-1")).get(name, [""])[0]
