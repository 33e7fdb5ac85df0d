"""Who may see what: the grants that a file holds. Whoever it does not name sees nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

ROLES = ("viewer", "lead", "steward")
NONE, NAMED, ANONYMOUS = "none", "named", "anonymous"
COMPARISONS = (NONE, NAMED, ANONYMOUS)
SAME_SYSTEM, EVERY_OTHER = "same system", "all"  # peers that no list names


@dataclass(frozen=True)
class Grant:
    """What one person may see until a day (of universal time, included).

    `places` and `systems` by name, or `everywhere`. `organisation`: the `provider` whose own services they may see
    whole. `costs`, `posts`: whether costs, money and posts are theirs to see. `comparison`: one of COMPARISONS, how
    `peers` stand beside their Places; these by name, or SAME_SYSTEM, or EVERY_OTHER. `who`: issuer and subject, or ''
    and e-mail. `name`: as their decisions are signed, '' where they are by role alone.
    """

    who: tuple[str, str]
    role: str
    expires: dt.date
    places: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    everywhere: bool = False
    organisation: str = ""
    costs: bool = False
    posts: bool = False
    name: str = ""
    comparison: str = NONE
    peers: frozenset[str] | str = frozenset()

    @property
    def signs_as(self) -> str:
        """As whose their decisions stand: the name that the grants give them; without one, their role."""
        return self.name or self.role.capitalize()

    def permitted(self, places: Mapping[str, str]) -> frozenset[str]:
        """The Places of a release (Place -> system) that it covers."""
        return frozenset(
            place
            for place, system in places.items()
            if self.everywhere or place in self.places or system in self.systems
        )

    def compared_with(self, places: Mapping[str, str]) -> frozenset[str]:
        """The Places of a release (Place -> system) that are not granted, and that questions may set beside theirs."""
        granted = self.permitted(places)
        if self.comparison == NONE or not granted:
            return frozenset()
        others = places.keys() - granted
        if self.peers == EVERY_OTHER:
            return frozenset(others)
        if self.peers == SAME_SYSTEM:
            systems = {places[place] for place in granted}
            return frozenset(place for place in others if places[place] in systems)
        return frozenset(others & set(self.peers))


@dataclass(frozen=True)
class Grants:
    """Grants by whom they name."""

    held: Mapping[tuple[str, str], Grant]

    def of(self, issuer: str, subject: str, email: str, today: dt.date) -> Grant | None:
        """The grant of somebody who has signed in, if there is one in force; None where there is none.

        `email`: '' where it is not known to be theirs. Issuer and subject come first: an e-mail can change hands.
        """
        found = next((self.held[who] for who in self.naming(issuer, subject, email)), None)
        return found if found is not None and today <= found.expires else None

    def naming(self, issuer: str, subject: str, email: str) -> tuple[tuple[str, str], ...]:
        """Under whom they are named: issuer and subject before the e-mail, where both are."""
        named = ((issuer, subject), *((("", email.casefold()),) if email else ()))
        return tuple(who for who in named if who in self.held)
