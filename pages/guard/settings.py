"""How sign-in is configured: one TOML file, that PIMH_SIGN_IN names. Everything wrong with it is said at once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pages.guard.asked import is_loopback
from pimh_data.errors import GrantsError, ReleaseError
from pimh_data.release.files import content

SETTING = "PIMH_SIGN_IN"
TEXTS = ("address", "grants", "state")
OPENID = ("issuer", "client_id", "client_secret_file")
PROXY = ("person_header", "secret_header", "secret_file")
HEADER = re.compile(r"[A-Za-z0-9-]+")
MONTHS = 12


@dataclass(frozen=True)
class OpenId:
    """The provider that people sign in at. `trusts_emails`: that it gives an e-mail is enough to take it for theirs."""

    issuer: str
    client_id: str
    secret: str
    trusts_emails: bool


@dataclass(frozen=True)
class Proxy:
    """What stands before the application and signs people in: who they are it says in a header."""

    addresses: frozenset[str]
    person_header: str
    secret_header: str
    secret: str


@dataclass(frozen=True)
class SignInSettings:
    """`address`: as people open it, without a path. `grants`: the file. `state`: a folder for the key, who signed out
    and the access log. `framed_by`: origins that may show it inside a page of theirs. `proxies`: addresses whose word
    on whom they speak for is taken where attempts are counted. `secret_file`: what only the provider, or the gateway,
    knows too."""

    address: str
    grants: Path
    state: Path
    by: OpenId | Proxy
    secret_file: Path
    framed_by: tuple[str, ...] = ()
    proxies: frozenset[str] = frozenset()
    log_months: int = MONTHS

    @property
    def host(self) -> str:
        """The name that it is opened by."""
        return urlsplit(self.address).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether it is opened over TLS, so that cookies need it too."""
        return self.address.startswith("https://")


def read_settings(path: Path) -> SignInSettings:
    """The settings in a file. Raises GrantsError that says everything that is wrong with it."""
    try:
        held = tomllib.loads(content(path, f"the file that {SETTING} names").decode("utf-8"))
    except ReleaseError as error:
        raise GrantsError(str(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GrantsError(f"the file that {SETTING} names is not TOML ({error})") from None
    wrong = [*_texts(held, TEXTS, ""), *_top(held)]
    by: OpenId | Proxy | None = None
    if ("openid" in held) == ("proxy" in held):
        wrong.append("it must have one of [openid] and [proxy]")
    elif "openid" in held:
        by = _openid(held["openid"], path.parent, wrong)
    else:
        by = _proxy(held["proxy"], path.parent, wrong)
    if wrong or by is None:
        raise GrantsError(f"sign-in is not configured: {'; '.join(wrong)} (docs/deploy.md)")
    secret_file = held["openid"]["client_secret_file"] if isinstance(by, OpenId) else held["proxy"]["secret_file"]
    return SignInSettings(
        held["address"].rstrip("/"),
        path.parent / held["grants"],
        path.parent / held["state"],
        by,
        path.parent / secret_file,
        tuple(held.get("framed_by", ())),
        frozenset(held.get("proxies", ())),
        held.get("log_months", MONTHS),
    )


def _top(held: Mapping[str, Any]) -> list[str]:
    known = {*TEXTS, "framed_by", "proxies", "log_months", "openid", "proxy"}
    wrong = [f"nothing is called {name!r}" for name in held if name not in known]
    address = held.get("address")
    if isinstance(address, str) and not _is_origin(address.rstrip("/")):
        wrong.append("address must be as https://pimh.example.nhs.uk, without a path; http is for this machine alone")
    framed_by = held.get("framed_by", [])
    if not isinstance(framed_by, list) or not all(isinstance(one, str) and _is_origin(one) for one in framed_by):
        wrong.append("framed_by must be a list of addresses as https://intranet.example.nhs.uk")
    wrong += [] if _are_addresses(held.get("proxies", [])) else ["proxies must be a list of IP addresses"]
    months = held.get("log_months", MONTHS)
    wrong += [] if type(months) is int and 1 <= months <= 120 else ["log_months must be a number from 1 to 120"]
    return wrong


def _openid(held: Any, beside: Path, wrong: list[str]) -> OpenId | None:
    known = (*OPENID, "trusts_emails")
    missing = _section(held, "openid", OPENID, known)
    if not missing and not _is_issuer(held["issuer"]):
        missing.append("openid: issuer must be an address that begins with https://; http is for this machine alone")
    if not missing and type(held.get("trusts_emails", False)) is not bool:
        missing.append("openid: trusts_emails is neither true nor false")
    wrong += missing
    secret = "" if missing else _secret(beside / held["client_secret_file"], "openid: client_secret_file", wrong)
    if missing or not secret:
        return None
    return OpenId(held["issuer"].rstrip("/"), held["client_id"], secret, held.get("trusts_emails", False))


def _proxy(held: Any, beside: Path, wrong: list[str]) -> Proxy | None:
    missing = _section(held, "proxy", PROXY, (*PROXY, "addresses"))
    if not missing and not (held.get("addresses") and _are_addresses(held["addresses"])):
        missing.append("proxy: addresses must be a list of IP addresses")
    missing += (
        []
        if missing
        else [
            f"proxy: {name} is no name of a header"
            for name in ("person_header", "secret_header")
            if not HEADER.fullmatch(held[name])
        ]
    )
    wrong += missing
    secret = "" if missing else _secret(beside / held["secret_file"], "proxy: secret_file", wrong)
    if missing or not secret:
        return None
    return Proxy(frozenset(held["addresses"]), held["person_header"].lower(), held["secret_header"].lower(), secret)


def _section(held: Any, name: str, needed: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    if not isinstance(held, dict):
        return [f"[{name}] is not a table"]
    return [
        *_texts(held, needed, f"{name}: "),
        *(f"{name}: nothing is called {one!r}" for one in held if one not in known),
    ]


def _texts(held: Mapping[str, Any], names: tuple[str, ...], where: str) -> list[str]:
    texts = {name: held[name] if isinstance(held.get(name), str) else "" for name in names}
    wrong = [f"{where}{name} is missing" for name, text in texts.items() if not text.strip()]
    return wrong + [f"{where}{name} holds what no name has" for name, text in texts.items() if "\0" in text]


def _secret(path: Path, name: str, wrong: list[str]) -> str:
    try:
        secret = content(path, name).decode("utf-8").strip()
    except (ReleaseError, UnicodeDecodeError):
        wrong.append(f"{name} cannot be read")
        return ""
    if len(secret) < 16:
        wrong.append(f"{name}: what it holds is shorter than 16 characters")
    return secret


def _is_origin(address: str) -> bool:
    try:
        found = urlsplit(address)
        alone = not (found.path or found.query or found.fragment or found.username) and found.port != 0
    except ValueError:
        return False
    secure = found.scheme == "https" or (found.scheme == "http" and is_loopback(found.hostname))
    return alone and secure and bool(re.fullmatch(r"[A-Za-z0-9.\-\[\]:]+", found.netloc))


def _is_issuer(address: str) -> bool:
    """An issuer may have a path."""
    origin = re.match(r"https?://[^/?#]+", address)
    return origin is not None and _is_origin(origin[0])


def _are_addresses(held: Any) -> bool:
    if not isinstance(held, list):
        return False
    try:
        return all(bool(ip_address(one)) for one in held)
    except ValueError:
        return False
