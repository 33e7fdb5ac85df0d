"""Which door this application has: none but the machine itself, a token for its owner, or signing in."""

import os
from functools import lru_cache
from typing import Protocol

from starlette.responses import Response

from pages.guard.alone import ForOwner, OnThisMachine
from pages.guard.asked import Asked
from pimh_data.release import Manifest
from pimh_data.release.folders import OWNERS_TOKEN


class Door(Protocol):
    """Who may come in, and what may be shown to them."""

    signed_in: bool  # whether people sign in
    strip: str  # what every page says of it; '' for nothing

    def answer(self, asked: Asked) -> Response | None:
        """What the door itself answers, a refusal for the most part; None to let it pass."""

    def keeps_back(self, manifest: Manifest) -> str:
        """Why a release may not be shown here, and what to do; '' where it may."""

    def where_it_may_listen(self, beyond: tuple[str, ...]) -> str:
        """Why it may not listen at these addresses, which other machines reach; '' where it may."""


@lru_cache(maxsize=1)
def door() -> Door:
    """The door of this process, as its environment says when it is first asked."""
    token = os.environ.get(OWNERS_TOKEN)
    return ForOwner(token) if token else OnThisMachine()
