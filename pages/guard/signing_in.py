"""The door of an application that people sign in to: who they are, that they are granted something, until when."""

import hashlib

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Send

from pages.guard import led, visitor
from pages.guard.access_log import AccessLog
from pages.guard.access_review import Review
from pages.guard.asked import Asked
from pages.guard.behind import scope_behind
from pages.guard.by_proxy import session_by_proxy
from pages.guard.granted import Granted
from pages.guard.kept_back import where_people_sign_in
from pages.guard.limits import Tries
from pages.guard.replies import NEVER_KEPT, said
from pages.guard.session import KEY, Seal, Session, cookie_name
from pages.guard.settings import OpenId, Proxy, SignInSettings
from pages.guard.signed_out import SignedOut
from pages.guard.state import amiss
from pages.guard.visitor import Visitor
from pages.guard.watched import watched
from pages.guard.way import OUT, Way
from pimh_data.errors import GrantsError, NotShownHere
from pimh_data.release import Manifest, Release
from pimh_data.release.grants import Grant
from pimh_data.release.scope import Scope, scoped

# In so many seconds: of signing in, by address, which a whole organisation may share; of files, by person.
TRIES, FILES = (120, 60.0), (120, 60.0)
DECIDE = ("lead", "steward")  # roles that may write down decisions, and withdraw them
REVIEWS = "steward"  # the role that reads the access log, and that the grants are wrong
FILE_PATHS = ("/answers/", "/briefs/", "/media/")
OF = "pimh.session"  # where the scope of a request holds whose it is: no browser writes there
METRICS = "/_stcore/metrics"  # what Streamlit counts of its own running, and who is at work
ELSEWHERE = "This application is not known by that name: open {address}."
OTHER_SITE = "Another site asks this in its visitor's name: it is not answered."
GATEWAY = "Your organisation's gateway signs you in: open this through it."
NO_GRANT = (
    "You have signed in, and nothing is granted to you here, or what was granted has ended. Ask whoever looks after "
    "this application for your organisation."
)
FOR_STEWARDS = "What the server counts of its own running is for stewards."
WAIT = "Too many in one minute: wait a minute."
WRONG_GRANTS = "The file of grants is wrong and not in force, the last good one is: see the log"


class SigningIn:
    """Lets in who has signed in and is granted something; hands on who they are to what runs behind it."""

    signed_in = True

    def __init__(self, settings: SignInSettings) -> None:
        self.settings = settings
        if wrong := amiss(settings.state):
            raise GrantsError("; ".join(wrong))
        self.seal = Seal.kept_in(settings.state)
        self.granted = Granted(settings.grants)
        self.signed_out = SignedOut(settings.state)
        key = hashlib.sha256((settings.state / KEY).read_bytes() + b"access log").digest()
        self.log = AccessLog(settings.state, key, settings.log_months)
        by = settings.by
        self._way = Way(settings, by, self.seal, self.signed_out, self.log) if isinstance(by, OpenId) else None
        self._tries, self._files = Tries(*TRIES), Tries(*FILES)

    @property
    def strip(self) -> str:
        """What every page says; to stewards also that the grants cannot be taken."""
        grant = self._grant_of_visitor()
        return WRONG_GRANTS if grant is not None and grant.role == REVIEWS and self.granted.problem else ""

    @property
    def signs_out_at(self) -> str:
        """The address where one signs out; '' where that is another's business."""
        return OUT if self._way else ""

    @property
    def framed_by(self) -> tuple[str, ...]:
        """Sites that may show the application in a page of theirs, as configured."""
        return self.settings.framed_by

    @property
    def over_tls(self) -> bool:
        """Whether it is opened over TLS."""
        return self.settings.secure

    @property
    def may_decide(self) -> bool:
        """Leads and stewards, while their grant is in force."""
        grant = self._grant_of_visitor()
        return grant is not None and grant.role in DECIDE

    @property
    def signs_as(self) -> str:
        """The name in their grant; without one, their role."""
        grant = self._grant_of_visitor()
        return "" if grant is None else grant.signs_as

    async def answer(self, asked: Asked) -> Response | None:
        """Refuse, lead to sign-in or sign in; None for whoever is let in."""
        if asked.host != self.settings.host:
            return said(asked, 421, "Another address", ELSEWHERE.format(address=self.settings.address))
        if self._of_another_origin(asked):
            return said(asked, 403, "Not answered", OTHER_SITE)
        session = self._session(asked)
        asked.scope[OF] = session
        if self._way is not None and asked.path in self._way.paths and not asked.is_web_socket:
            if self._tries.too_many(self._asker(asked)):
                return said(asked, 429, "Too many tries", WAIT)
            return await self._way.answer(asked, session)
        if session is None:
            return self._to_sign_in(asked)
        if self.granted.of(session) is None:
            self.log.write("refused", session)
            leave = f'<p><a href="{OUT}">Sign out</a></p>' if self._way else ""
            return said(asked, 403, "Nothing is granted to you", NO_GRANT, leave)
        return self._for_visitor(asked, session)

    async def around(self, app: ASGIApp, asked: Asked, receive: Receive, send: Send) -> None:
        """Run what lies behind for somebody who was let in: it learns who from the guard alone."""
        session: Session = asked.scope[OF]
        found = Visitor(session)
        if not asked.is_web_socket:
            visitor.asks(found)
            await app(scope_behind(asked, "", self.settings.by), receive, led.leading(send))
            return
        handle = visitor.let_in(found)
        self.log.write("opened", session)
        try:
            scope = scope_behind(asked, handle, self.settings.by)
            await watched(app, scope, receive, send, lambda: self._may_stay(session))
        finally:
            visitor.gone(handle)

    def keeps_back(self, manifest: Manifest) -> str:
        """Keep back what is for one machine alone."""
        return where_people_sign_in(manifest)

    def where_it_may_listen(self, beyond: tuple[str, ...]) -> str:
        """Anywhere."""
        return ""

    def part_of(self, release: Release) -> Release:
        """What of a release is granted to whoever asks. Raises NotShownHere where nothing is."""
        grant = self._grant_of_visitor()
        if grant is None:
            raise NotShownHere("nobody who is granted something asks")
        scope = Scope.of(grant, release.manifest)
        if not scope.places:
            raise NotShownHere("none of the Places that are granted to you are in this release")
        return _part(release, scope)

    def prepare(self, release: Release) -> None:
        """Make the parts of a release that are granted, so that no visitor waits for theirs: a second or so each."""
        for scope in dict.fromkeys(Scope.of(grant, release.manifest) for grant in self.granted.all):
            if scope.places:
                _part(release, scope)

    def note(self, event: str, **facts: str) -> None:
        """Write into the access log what whoever asks has seen or taken away."""
        found = visitor.visitor()
        self.log.write(event, found.session if found else None, **facts)

    def review(self) -> Review | None:
        """The access log, to stewards; whose grant names issuer and subject stands in it by the name of the grant."""
        grant = self._grant_of_visitor()
        if grant is None or grant.role != REVIEWS:
            return None
        called = {self.log.stands_for(*one.who): one.name for one in self.granted.all if one.who[0] and one.name}
        return Review(self.settings.state, called, grant.everywhere, self.settings.log_months)

    def _for_visitor(self, asked: Asked, session: Session) -> Response | None:
        if asked.path == led.STATE:
            return PlainTextResponse("signed in\n", headers=NEVER_KEPT)
        if asked.path == led.SCRIPT:
            return Response(led.LED, media_type="text/javascript", headers={"cache-control": "private, max-age=3600"})
        if METRICS in asked.path and not self._reviews(session):
            return said(asked, 403, "Not shown to you", FOR_STEWARDS)
        if asked.path.startswith(FILE_PATHS) and self._files.too_many(self.log.who(session)):
            return said(asked, 429, "Too many files", WAIT)
        return None

    def _grant_of_visitor(self) -> Grant | None:
        found = visitor.visitor()
        if found is None or found.session.over or found.session in self.signed_out:
            return None
        return self.granted.of(found.session)

    def _reviews(self, session: Session) -> bool:
        grant = self.granted.of(session)
        return grant is not None and grant.role == REVIEWS

    def _may_stay(self, session: Session) -> bool:
        return not session.over and session not in self.signed_out and self.granted.of(session) is not None

    def _session(self, asked: Asked) -> Session | None:
        if isinstance(self.settings.by, Proxy):
            return session_by_proxy(asked, self.settings.by)
        found = self.seal.session(asked.cookies.get(cookie_name(self.settings), ""))
        return None if found is None or found in self.signed_out else found

    def _of_another_origin(self, asked: Asked) -> bool:
        return not asked.only_reads and asked.headers.get("origin") != self.settings.address

    def _asker(self, asked: Asked) -> str:
        client = asked.scope.get("client")
        address = client[0] if client else ""
        if address in self.settings.proxies:  # the last address is the one that the proxy itself has seen
            return asked.headers.get("x-forwarded-for", address).rpartition(",")[2].strip()
        return address

    def _to_sign_in(self, asked: Asked) -> Response:
        if self._way is None:
            return said(asked, 401, "Not signed in", GATEWAY)
        if asked.wants_a_page and asked.only_reads:
            return RedirectResponse(led.to_sign_in(asked.asks_again), 303, NEVER_KEPT)
        return said(asked, 401, "Not signed in", "Sign in first.")


def _part(release: Release, scope: Scope) -> Release:
    return release.once(("scope", scope), lambda: scoped(release, scope))
