"""What a provider says is believed only where all of it fits: keys, issuer, audience, time, nonce."""

import time

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from pages.guard import openid
from pages.guard.openid import Going, NotSignedInError, Provider
from pages.guard.settings import OpenId

ISSUER = "https://id.example.org"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": "one"}) for _ in range(2))
GOING = Going("a state", "a nonce", "a verifier", "/")
YEAR = 365 * 86_400
SAID = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


@pytest.fixture
def finish(monkeypatch):
    """finish(claims that differ) -> the session, as if the provider had given such a token."""

    def finished(key=KEY, algorithm="RS256", keys=KEY, said=SAID, trusts=False, **differ):
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "pimh", "sub": "anna", "exp": now + 600, "iat": now, "nonce": GOING.nonce}
        claims = {name: value for name, value in (claims | differ).items() if value is not None}
        token = jwt.encode({"alg": algorithm, "kid": "one"}, claims, key, algorithms=[algorithm])
        held = {ISSUER + openid.WELL_KNOWN: said, SAID["jwks_uri"]: {"keys": [keys.as_dict(private=False)]}}
        monkeypatch.setattr(openid, "_asked", held.__getitem__)
        monkeypatch.setattr(openid.OAuth2Session, "fetch_token", lambda *_, **__: {"id_token": token})
        return Provider(OpenId(ISSUER, "pimh", "secret", trusts), "https://here/sign-in/back").finish(GOING, "")

    return finished


def test_a_token_that_fits_says_who_it_is_and_until_when(finish):
    session = finish(exp=int(time.time()) + 60)
    assert (session.issuer, session.subject) == (ISSUER, "anna")
    assert session.expires <= time.time() + 60
    assert finish(aud=["pimh"]).subject == "anna"
    assert finish(aud=["pimh", "other"], azp="pimh").subject == "anna"


@pytest.mark.parametrize(
    "differ",
    [
        {"iss": "https://evil.example"}, {"iss": None}, {"aud": "another"}, {"aud": None}, {"sub": None},
        {"exp": -600}, {"exp": None},  # times from now on, in seconds
        # As a clock here sees them that runs a year ahead, or a year behind.
        {"exp": -YEAR, "iat": -YEAR}, {"exp": YEAR, "iat": YEAR},
        {"iat": None}, {"nonce": "another"}, {"nonce": None},
        {"aud": ["pimh", "other"]}, {"azp": "other"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_does_not_fit_signs_nobody_in(finish, differ):
    differ = {name: int(time.time()) + told if isinstance(told, int) else told for name, told in differ.items()}
    with pytest.raises(NotSignedInError):
        finish(**differ)


def test_a_token_of_another_key_or_of_a_kind_that_anybody_can_sign_signs_nobody_in(finish):
    with pytest.raises(NotSignedInError):
        finish(key=OTHER)
    with pytest.raises(NotSignedInError):
        finish(key=OctKey.import_key("the public key, taken for a secret"), algorithm="HS256")


def test_a_provider_that_calls_itself_by_another_name_is_not_believed(finish):
    with pytest.raises(NotSignedInError):
        finish(said={**SAID, "issuer": "https://evil.example"})


def test_an_email_counts_where_it_is_verified_or_the_provider_is_trusted_with_it(finish):
    assert finish(email="anna@example.org").email == ""
    assert finish(email="anna@example.org", email_verified="true").email == ""
    assert finish(email="anna@example.org", email_verified=True).email == "anna@example.org"
    assert finish(email="anna@example.org", trusts=True).email == "anna@example.org"


def test_the_way_to_the_provider_bears_a_challenge_a_state_and_a_nonce_and_never_the_verifier(finish):
    finish()
    address, going = Provider(OpenId(ISSUER, "pimh", "secret", False), "https://here/sign-in/back").begin("/equity")
    assert address.startswith(SAID["authorization_endpoint"])
    assert "code_challenge_method=S256" in address
    assert going.state in address
    assert going.nonce in address
    assert going.verifier not in address
    assert "secret" not in address
