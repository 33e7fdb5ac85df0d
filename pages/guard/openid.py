"""What is asked of the OpenID provider, and what of its answer is believed: authorisation code, PKCE, state, nonce."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from pages.guard.session import Session
from pages.guard.settings import OpenId

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
SCOPE = "openid email"
TIMEOUT = 10  # seconds
KEPT = 3600  # seconds that what the provider says of itself is kept
LEEWAY = 60  # seconds that its clock may differ


class NotSignedInError(Exception):
    """The provider did not say who it is, in a way that can be believed. Its text is for the log: no value in it."""


@dataclass(frozen=True)
class Going:
    """What is kept in the browser while somebody is at the provider: what its answer must fit, and where to then."""

    state: str
    nonce: str
    verifier: str
    then: str


class Provider:
    """One OpenID provider. Asked when somebody signs in, never when the application starts."""

    def __init__(self, settings: OpenId, back: str) -> None:
        self._settings, self._back = settings, back
        self._said: tuple[float, dict[str, Any]] | None = None
        self._keys: KeySet | None = None

    def begin(self, then: str) -> tuple[str, Going]:
        """Where to send the browser, and what to keep. Raises NotSignedInError where the provider cannot be asked."""
        going = Going(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(64), then)
        address, _ = self._client().create_authorization_url(
            self._metadata()["authorization_endpoint"],
            state=going.state,
            nonce=going.nonce,
            code_verifier=going.verifier,
        )
        return address, going

    def finish(self, going: Going, answer: str) -> Session:
        """Who has signed in, by the address that the provider sent the browser to.

        Raises NotSignedInError where it says that nobody has, or what it says does not fit.
        """
        metadata = self._metadata()
        try:
            token = self._client(going.state).fetch_token(
                metadata["token_endpoint"],
                authorization_response=answer,
                code_verifier=going.verifier,
                timeout=TIMEOUT,
            )
        except (AuthlibBaseError, requests.RequestException, ValueError) as error:
            raise NotSignedInError(f"no token ({type(error).__name__})") from None
        claims = self._claims(str(token.get("id_token", "")), going.nonce)
        verified = claims.get("email_verified") is True or self._settings.trusts_emails
        email = str(claims.get("email") or "") if verified else ""
        return Session.begun(self._settings.issuer, str(claims["sub"]), email, float(claims["exp"]))

    def leaves(self) -> str:
        """Where one signs out of the provider too; '' where it does not say, or cannot be asked."""
        try:
            return str(self._metadata().get("end_session_endpoint", ""))
        except NotSignedInError:
            return ""

    def _client(self, state: str | None = None) -> OAuth2Session:
        return OAuth2Session(
            self._settings.client_id,
            self._settings.secret,
            scope=SCOPE,
            state=state,
            redirect_uri=self._back,
            code_challenge_method="S256",
        )

    def _metadata(self) -> dict[str, Any]:
        if self._said is not None and time.monotonic() - self._said[0] < KEPT:
            return self._said[1]
        found = _asked(self._settings.issuer + WELL_KNOWN)
        if str(found.get("issuer", "")).rstrip("/") != self._settings.issuer:
            raise NotSignedInError("the provider calls itself by another name than the configured issuer")
        if not all(isinstance(found.get(name), str) for name in NEEDED):
            raise NotSignedInError("the provider does not say where it is asked")
        self._said = time.monotonic(), found
        return found

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            decoded = self._decoded(token)
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self._metadata()["issuer"]},
                aud={"essential": True, "value": self._settings.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(decoded.claims)
        except (JoseError, ValueError) as error:
            raise NotSignedInError(f"its token does not fit ({type(error).__name__})") from None
        claims = dict(decoded.claims)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != self._settings.client_id:
            raise NotSignedInError("its token is for another application")
        return claims

    def _decoded(self, token: str) -> jwt.Token:
        """Checked with the provider's keys; with its newest where they do not fit: it changes them."""
        if self._keys is not None:
            try:
                return jwt.decode(token, self._keys, algorithms=SIGNED_WITH)
            except (JoseError, ValueError):
                self._keys = None
        given: Any = _asked(self._metadata()["jwks_uri"])  # joserfc refuses what is no key set
        keys = KeySet.import_key_set(given)
        found = jwt.decode(token, keys, algorithms=SIGNED_WITH)
        self._keys = keys
        return found


def _asked(address: str) -> dict[str, Any]:
    try:
        response = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        response.raise_for_status()
        found = response.json()
    except (requests.RequestException, ValueError) as error:
        raise NotSignedInError(f"the provider does not answer ({type(error).__name__})") from None
    if not isinstance(found, dict):
        raise NotSignedInError("the provider's answer is no object")
    return found
