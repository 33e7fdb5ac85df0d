"""Somebody's sign-in: who, until when; and the sealed cookie that carries it, which nobody else can read or write."""

import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from pages.guard.settings import SignInSettings
from pimh_data.errors import GrantsError, ReleaseError
from pimh_data.release.files import content, look

LONGEST = 8 * 3600  # seconds
LARGEST = 3_500  # bytes of a cookie: browsers keep 4,096
KEY = "session.key"


@dataclass(frozen=True)
class Session:
    """One sign-in. `id`: drawn at random, to sign it out by; `email`: '' where it is not known to be theirs."""

    id: str
    issuer: str
    subject: str
    email: str
    expires: float

    @staticmethod
    def begun(issuer: str, subject: str, email: str, until: float) -> "Session":
        """A sign-in that begins now: eight hours at most, and no longer than the provider says."""
        now = time.time()
        return Session(secrets.token_urlsafe(16), issuer, subject, email, min(now + LONGEST, until))

    @property
    def over(self) -> bool:
        """Whether its time is up."""
        return time.time() >= self.expires


class Seal:
    """Signs and encrypts what a browser keeps for us (Fernet: AES-128-CBC with HMAC-SHA-256)."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    @staticmethod
    def kept_in(state: Path) -> "Seal":
        """The seal whose key lies in the folder; drawn there, for its owner alone, when it is first asked for.

        Raises GrantsError for a folder that cannot be made, a key that is none, or that others of the machine can read.
        """
        try:
            state.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise GrantsError(f"the state folder cannot be made ({error.strerror or type(error).__name__})") from None
        if not (state / KEY).exists():
            _draw(state / KEY)
        return Seal.that_lies_in(state)

    @staticmethod
    def that_lies_in(state: Path) -> "Seal":
        """The same, where it was drawn already: it changes nothing.

        Raises GrantsError for a key that is none, that others of the machine can read, or that cannot be read.
        """
        path, called = state / KEY, f"{KEY} in the state folder"
        try:
            if os.name == "posix" and look(path, called).st_mode & 0o077:
                raise GrantsError(
                    f"others of this machine can read {KEY} in the state folder: remove it, and another is drawn at "
                    "the start (everybody signs in anew)"
                )
            return Seal(content(path, called).strip())
        except ValueError:
            raise GrantsError(f"{called} is no key: remove it, and everybody signs in anew") from None
        except ReleaseError as error:
            raise GrantsError(str(error)) from None

    def close(self, what: dict[str, object]) -> str:
        """The sealed text of it."""
        return self._fernet.encrypt(json.dumps(what).encode()).decode()

    def open(self, sealed: str, longest: int) -> dict[str, object] | None:
        """What was sealed, at most `longest` seconds ago; None for whatever this seal did not close."""
        if not sealed or len(sealed) > LARGEST:
            return None
        try:
            found = json.loads(self._fernet.decrypt(sealed.encode("latin-1"), ttl=longest))
        except (InvalidToken, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def session(self, sealed: str) -> Session | None:
        """The sign-in that a cookie holds, while its time is not up."""
        found: Any = self.open(sealed, LONGEST)  # sealed by us: of these fields
        if found is None or set(found) != set(Session.__dataclass_fields__):
            return None
        session = Session(**found)
        return None if session.over else session

    def of(self, session: Session) -> str:
        """The cookie of a sign-in."""
        return self.close(asdict(session))


def _draw(path: Path) -> None:
    """Put a new key there whole, unless another process was faster."""
    new = path.with_name(f"{KEY}.{secrets.token_hex(8)}")
    number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(Fernet.generate_key())
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def cookie_name(settings: SignInSettings) -> str:
    """Over TLS a name that browsers take from this very host alone."""
    return "__Host-pimh" if settings.secure else "pimh"
