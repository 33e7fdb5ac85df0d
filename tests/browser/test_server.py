"""What the server says to whoever asks without a browser: health, and headers that keep the page to itself."""

import json
import urllib.error
import urllib.request

import pytest
from conftest import serving

pytestmark = pytest.mark.browser


def _get(url: str) -> tuple[int, dict, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=20) as response:  # noqa: S310
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def test_it_says_that_it_is_alive_and_which_release_it_can_open(address):
    assert _get(f"{address}/healthz")[0] == 200
    status, _, body = _get(f"{address}/readyz")
    assert status == 200
    assert json.loads(body) == {"status": "ready", "release": "demonstration", "newer_release_is_broken": False}


def test_without_a_release_it_is_alive_but_not_ready(tmp_path):
    with serving(tmp_path, tmp_path / "log") as empty:
        assert _get(f"{empty}/healthz")[0] == 200
        status, _, body = _get(f"{empty}/readyz")
        assert status == 503
        assert json.loads(body)["status"] == "no release"


@pytest.mark.parametrize("path", ["/", "/equity", "/healthz", "/no/such/page"])
def test_every_answer_carries_the_security_headers(address, path):
    _, headers, _ = _get(address + path)
    named = {name.lower(): value for name, value in headers.items()}
    policy = named["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert named["x-content-type-options"] == "nosniff"
    assert named["x-frame-options"] == "DENY"
    assert named["referrer-policy"] == "same-origin"
    assert "camera=()" in named["permissions-policy"]
