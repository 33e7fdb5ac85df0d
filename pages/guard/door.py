"""Which door this application has: none but the machine itself, a token for its owner, or signing in."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Send

from pages.guard.access_review import Review
from pages.guard.alone import ForOwner, OnThisMachine
from pages.guard.asked import Asked
from pages.guard.settings import SETTING, read_settings
from pages.guard.signing_in import SigningIn
from pimh_data.errors import GrantsError
from pimh_data.release import Manifest, Release
from pimh_data.release.folders import OWNERS_TOKEN


class Door(Protocol):
    """Who may come in, and what may be shown to them."""

    signed_in: bool  # whether people sign in

    @property
    def strip(self) -> str:
        """What every page says of it; '' for nothing."""

    @property
    def signs_out_at(self) -> str:
        """The address where one signs out; '' where one does not."""

    async def answer(self, asked: Asked) -> Response | None:
        """What the door itself answers, a refusal for the most part; None to let it pass."""

    async def around(self, app: ASGIApp, asked: Asked, receive: Receive, send: Send) -> None:
        """Run what lies behind, for a request that was let pass."""

    def keeps_back(self, manifest: Manifest) -> str:
        """Why a release may not be shown here, and what to do; '' where it may."""

    def part_of(self, release: Release) -> Release:
        """What of a release whoever asks may see. Raises NotShownHere where that is nothing."""

    def prepare(self, release: Release) -> None:
        """Make the parts of a release beforehand that visitors will ask for."""

    @property
    def framed_by(self) -> tuple[str, ...]:
        """Origins of sites that may show the application in a page of theirs."""

    @property
    def over_tls(self) -> bool:
        """Whether it is opened over TLS alone."""

    @property
    def may_decide(self) -> bool:
        """Whether whoever asks may write down decisions, and withdraw them."""

    @property
    def signs_as(self) -> str:
        """By which name decisions of whoever asks are signed; '' where they say themselves who they are."""

    def note(self, event: str, **facts: str) -> None:
        """Write down what whoever asks has seen or taken away."""

    def review(self) -> Review | None:
        """The access log, to whoever may review it; None to everybody else."""

    def where_it_may_listen(self, beyond: tuple[str, ...]) -> str:
        """Why it may not listen at these addresses, which other machines reach; '' where it may."""


class Shut(OnThisMachine):
    """The door of an application whose sign-in cannot be set up: it does not start, and says `why`."""

    def __init__(self, why: str) -> None:
        self._why = why

    def keeps_back(self, manifest: Manifest) -> str:
        """Keep back everything."""
        return self._why

    def where_it_may_listen(self, beyond: tuple[str, ...]) -> str:
        """Nowhere."""
        return self._why


@lru_cache(maxsize=1)
def door() -> Door:
    """The door of this process, as its environment says when it is first asked."""
    configured = os.environ.get(SETTING)
    if configured:
        try:
            return SigningIn(read_settings(Path(configured)))
        except GrantsError as error:
            return Shut(str(error))
        except OSError as error:
            return Shut(f"the state folder of sign-in cannot be used ({error.strerror})")
    token = os.environ.get(OWNERS_TOKEN)
    return ForOwner(token) if token else OnThisMachine()
