"""Reads the file of grants, and says everything that is wrong with it at once. Who may see what, `grants` says."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pimh_data.errors import GrantsError, ReleaseError
from pimh_data.identifiers import holds_e_mail
from pimh_data.release.files import content, look
from pimh_data.release.grants import COMPARISONS, EVERY_OTHER, NONE, ROLES, SAME_SYSTEM, Grant, Grants

TEXTS = ("issuer", "subject", "email", "name", "role", "organisation", "comparison")
LISTS, FLAGS = ("places", "systems"), ("all", "costs", "posts")
KNOWN = frozenset({*TEXTS, *LISTS, *FLAGS, "expires", "peers"})
CALLED = "the file of grants"
LARGEST = 1_000_000  # bytes
LONGEST_NAME = 80  # characters: it signs decisions


def read_grants(path: Path) -> Grants:
    """The grants of a TOML file: one [[grant]] a person. Raises GrantsError with everything that is wrong with it.

    A file without any is wrong too.
    """
    try:
        if look(path, CALLED).st_size > LARGEST:
            raise GrantsError(f"{CALLED} is larger than {LARGEST:,} bytes")
        held = content(path, CALLED)
    except ReleaseError as error:
        raise GrantsError(str(error)) from None
    try:
        read = tomllib.loads(held.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GrantsError(f"the file of grants is not TOML ({error})") from None
    listed = read.get("grant", [])
    wrong = [f"it may hold [[grant]] alone, not {name!r}" for name in read if name != "grant"]
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise GrantsError("the grants are not a list: write [[grant]] above each")
    if not listed and not wrong:  # emptied by mistake, or half written: it would lock everybody out
        wrong.append("the file of grants holds no [[grant]]: name somebody; whose grant is to end has a day for it")
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
    for number, (issuer, subject) in enumerate(found, start=1):
        if issuer and ("", subject.casefold()) in found:
            wrong.append(f"grant {number}: somebody has two grants, by e-mail and by subject: join them")
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
    yield from _amiss_in_comparison(one)


def _amiss_in_comparison(one: Mapping[str, Any]) -> Iterator[str]:
    comparison, peers = one.get("comparison", NONE), one.get("peers")
    if comparison not in COMPARISONS:
        yield f"comparison must be one of {', '.join(COMPARISONS)}"
    elif comparison == NONE and peers is not None:
        yield "peers are named, and comparison is none: say named or anonymous, or leave peers out"
    elif comparison != NONE and not (peers in (SAME_SYSTEM, EVERY_OTHER) or (_names(peers) and peers)):
        yield f"comparison {comparison!r} needs peers: a list of Places, {SAME_SYSTEM!r} or {EVERY_OTHER!r}"


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _names(value: object) -> bool:
    return isinstance(value, list) and all(_text(name) for name in value)


def _grant(one: Mapping[str, Any]) -> Grant:
    email: str = one.get("email", "")
    peers: str | list[str] = one.get("peers", [])
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
        comparison=one.get("comparison", NONE),
        peers=peers if isinstance(peers, str) else frozenset(peers),
    )
