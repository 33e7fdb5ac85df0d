"""What the server says to whoever asks without a browser: health, and headers that keep the page to itself."""

import dataclasses
import gzip
import json
import os
import shutil
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import serving
from typer.testing import CliRunner

from pages.parts.first_page import PAGE, first_page
from pimh_data.__main__ import app
from pimh_data.release import Manifest

pytestmark = pytest.mark.browser


def _get(url: str, accept: str = "identity") -> tuple[int, dict, bytes]:
    asked = urllib.request.Request(url, headers={"Accept-Encoding": accept})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=20) as response:  # noqa: S310 - our own server
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


@pytest.mark.parametrize("path", ["/", "/equity", "/outcomes?part=Services", "/need-ends"])
def test_every_address_of_a_page_begins_with_the_same_small_one(address, path):
    _, headers, body = _get(f"{address}{path}", "gzip")
    assert (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body) == first_page(
        PAGE.read_bytes()
    )


def test_the_example_in_python_runs_as_it_stands_on_the_data_page(address, open_page):
    page = open_page("/data?place=Sheffield", charts=False)
    lines = page.locator("code", has_text="import pandas").inner_text()
    assert f"{address}/answers/equity.decile.csv?place=Sheffield" in lines
    named: dict = {}
    exec(lines, named)  # noqa: S102 - our own page's own words
    assert named["seen"]["Deprivation"].str.startswith("Decile").sum() == 10
    assert set(named["seen"]["Place"]) == {"Sheffield"}


def test_an_answer_by_its_address_is_a_file_with_the_security_headers(address):
    status, headers, body = _get(f"{address}/answers/equity.decile.png?place=Sheffield")
    assert (status, body[:4]) == (200, b"\x89PNG")
    assert {"etag", "content-security-policy"} <= {name.lower() for name in headers}
    for path in ("../app.py", "..%2fapp.py", "%2e%2e/app.py"):
        status, _, body = _get(f"{address}/answers/{path}")
        assert 400 <= status < 500
        assert b"import" not in body


@pytest.mark.parametrize("path", ["/", "/equity", "/healthz", "/no/such/page", "/answers/equity.decile.csv"])
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


def test_rolled_back_withdrawn_and_pruned_while_it_runs_it_follows_and_shows_a_withdrawn_one_never_again(
    demo_release, tmp_path
):
    releases = tmp_path / "releases"
    shutil.copytree(demo_release, releases)
    for month, name in enumerate(("second", "third"), start=1):
        _publish_again(releases, name, f"2040-0{month}-01T10:00:00+00:00")
    with serving(releases, tmp_path / "log") as address:
        assert _shown(address) == "third"
        for name in ("demonstration", "third"):
            _command("use", name, "--releases", str(releases), "--quarantine", str(tmp_path / "quarantine"))
            _wait_for(address, name)
        _command("withdraw", "third", "--reason", "a Place was missing", "--releases", str(releases))
        seen = {_shown(address) for _ in range(20)}
        assert seen == {"second"}
        _command("prune", "--keep", "1", "--releases", str(releases))
        assert {path.name for path in releases.iterdir() if path.is_dir()} == {"second"}
        assert _shown(address) == "second"
        _command("withdraw", "second", "--reason", "that one too", "--releases", str(releases))
        assert _get(f"{address}/readyz")[0] == 503
    with serving(releases, tmp_path / "log") as address:
        assert _get(f"{address}/readyz")[0] == 503


def _publish_again(releases: Path, name: str, made: str) -> None:
    """The same data as a release of another name, made at another moment; its files are shared."""
    former, folder = releases / "demonstration", releases / name
    shutil.copytree(former, folder, copy_function=os.link, ignore=shutil.ignore_patterns("manifest.json"))
    sha256 = dataclasses.replace(Manifest.read(former), release=name, made=made).write(folder)
    (releases / "CURRENT").write_text(f"{name} {sha256}\n", encoding="utf-8")


def _command(*words: str) -> None:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output


def _shown(address: str) -> str:
    return json.loads(_get(f"{address}/readyz")[2])["release"]


def _wait_for(address: str, name: str) -> None:
    for _ in range(120):
        if _shown(address) == name:
            return
        time.sleep(0.5)
    pytest.fail(f"{name} was not shown within a minute")
