"""The key that several organisations share: read from a file that only its owner reads, or made. Never shown."""

import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from pimh_data.errors import ExtractError

SHORTEST = 32  # characters: a shorter one could be guessed, and every NHS number tried with it
PSEUDONYM = 32  # characters of hexadecimal: 128 bits, so that no two people of a country share one


@dataclass(frozen=True)
class Key:
    """A secret key; `made`: anew by this call. Its text stands in no representation."""

    secret: bytes = field(repr=False)
    made: bool = False

    def pseudonym(self, kind: str, text: str) -> str:
        """A letter for the kind and 32 hexadecimal characters by HMAC-SHA-256: the same text gives the same, always."""
        return kind[0] + self._digest(f"{kind}:{text}")[:PSEUDONYM]

    @property
    def domain(self) -> str:
        """What stands in id_domain: the same for all who hold this key; nothing of the key can be told by it."""
        return f"shared key {self._digest('id_domain')[:8]}"

    def _digest(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


def key_in(path: Path) -> Key:
    """The key in a file; made there, readable by its owner alone, where there is no such file.

    Raises ExtractError for a file that others may read, that is too short to be a key, or that cannot be read.
    """
    try:
        if not path.exists():
            return _made(path)
        # Windows has no such modes: there the folder's own permissions must do.
        if os.name != "nt" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ExtractError(f"{path.name} can be read by others: allow only yourself (chmod 600 {path.name})")
        secret = path.read_bytes().strip()
    except OSError as error:
        raise ExtractError(f"the key {path.name} cannot be used ({error.strerror})") from None
    if len(secret) < SHORTEST:
        raise ExtractError(
            f"{path.name} holds fewer than {SHORTEST} characters, which is no key: take the file that the other "
            "organisations use, or name one that does not exist and a key is made"
        )
    return Key(secret)


def _made(path: Path) -> Key:
    secret = secrets.token_hex(32).encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret + b"\n")
    return Key(secret, made=True)
