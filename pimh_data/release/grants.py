"""Who may see what: the grants that a file holds. Whoever it does not name sees nothing."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pimh_data.errors import GrantsError
from pimh_data.identifiers import holds_e_mail

ROLES = ("viewer", "lead", "steward")
COMPARISONS = ("none",)
NOT_BUILT = ("named", "anonymous")
TEXTS = ("issuer", "subject", "email", "name", "role", "organisation", "comparison")
LISTS, FLAGS = ("places", "systems"), ("all", "costs", "posts")
KNOWN = frozenset({*TEXTS, *LISTS, *FLAGS, "expires"})
LARGEST = 1_000_000  # bytes
LONGEST_NAME = 80  # characters: it signs decisions


@dataclass(frozen=True)
class Grant:
    """What one person may see until a day (of universal time, included).

    `places` and `systems` by name, or `everywhere`. `organisation`: the `provider` whose own services they may see
    whole. `costs`, `posts`: whether costs, money and posts are theirs to see. `who`: issuer and
    subject, or '' and e-mail. `name`: as their decisions are signed, '' where they are by role alone.
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


@dataclass(frozen=True)
class Grants:
    """Grants by whom they name."""

    held: Mapping[tuple[str, str], Grant]

    def of(self, issuer: str, subject: str, email: str, today: dt.date) -> Grant | None:
        """The grant of somebody who has signed in, if there is one in force; None where there is none.

        `email`: '' where it is not known to be theirs. Issuer and subject come first: an e-mail can change hands.
        """
        found = self.held.get((issuer, subject)) or (self.held.get(("", email.casefold())) if email else None)
        return found if found is not None and today <= found.expires else None


def read_grants(path: Path) -> Grants:
    """The grants of a TOML file: one [[grant]] a person. Raises GrantsError with everything that is wrong with it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GrantsError(f"the grants cannot be read ({error.strerror})") from None
    if len(content) > LARGEST:
        raise GrantsError(f"the file of grants is larger than {LARGEST:,} bytes")
    try:
        read = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GrantsError(f"the file of grants is not TOML ({error})") from None
    listed = read.get("grant", [])
    wrong = [f"it may hold [[grant]] alone, not {name!r}" for name in read if name != "grant"]
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise GrantsError("the grants are not a list: write [[grant]] above each")
    found: dict[tuple[str, str], Grant] = {}
    for number, one in enumerate(listed, start=1):
        amiss = list(_amiss(one))
        wrong += [f"grant {number}: {words}" for words in amiss]
        if amiss:
            continue
        grant = _grant(one)
        if grant.who in found:
            wrong.append(f"grant {number}: somebody has two grants: join them")
        found[grant.who] = grant
    if wrong:
        raise GrantsError("; ".join(wrong))
    return Grants(found)


def _amiss(one: Mapping[str, Any]) -> Iterator[str]:
    unknown = sorted(set(one) - KNOWN)
    if unknown:
        yield f"nothing is called {', '.join(unknown)}"
    yield from (f"{name} is not text" for name in TEXTS if name in one and not _text(one[name]))
    yield from (f"{name} is not a list of names" for name in LISTS if name in one and not _names(one[name]))
    yield from (f"{name} is neither true nor false" for name in FLAGS if type(one.get(name, False)) is not bool)
    if ("email" in one) == ("subject" in one) or ("issuer" in one) != ("subject" in one):
        yield "it must name issuer and subject, or an email"
    if _text(one.get("name")) and (len(one["name"]) > LONGEST_NAME or holds_e_mail(one["name"])):
        yield f"name must have at most {LONGEST_NAME} characters and be no e-mail address: it signs decisions"
    if one.get("role") not in ROLES:
        yield f"role must be one of {', '.join(ROLES)}"
    if type(one.get("expires")) is not dt.date:
        yield "expires must be a day, as 2027-03-31"
    if not (one.get("places") or one.get("systems") or one.get("all") is True):
        yield "it must name places or systems, or say all = true"
    comparison = one.get("comparison", "none")
    if comparison in NOT_BUILT:
        yield f"comparison {comparison!r} cannot be kept yet: write 'none'"
    elif comparison not in COMPARISONS:
        yield f"comparison must be one of {', '.join(COMPARISONS)}"


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _names(value: object) -> bool:
    return isinstance(value, list) and all(_text(name) for name in value)


def _grant(one: Mapping[str, Any]) -> Grant:
    email: str = one.get("email", "")
    return Grant(
        who=("", email.strip().casefold()) if email else (one["issuer"], one["subject"]),
        role=one["role"],
        expires=one["expires"],
        places=frozenset(one.get("places", ())),
        systems=frozenset(one.get("systems", ())),
        everywhere=one.get("all", False),
        organisation=one.get("organisation", ""),
        costs=one.get("costs", False),
        posts=one.get("posts", False),
        name=one.get("name", "").strip(),
    )
