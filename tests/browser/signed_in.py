"""The application with sign-in at a real OpenID provider: processes of their own, and grants that can change."""

import datetime as dt
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT
from playwright.sync_api import Page

PATIENCE = 120  # seconds: only a test that fails waits so long
PEOPLE = ("anna", "ben", "cora", "nobody")
TOMORROW = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


@dataclass(frozen=True)
class Signed:
    """A running application. `folder`: its settings, grants and state."""

    address: str
    issuer: str
    folder: Path

    def grant(self, **people: str) -> bool:
        """Write the grants anew where they are others: person -> lines of TOML beside role and expiry.

        Gives whether they are: then they are in force a second later.
        """
        some = people or {"somebody-who-left": 'role = "viewer"\nexpires = 2020-01-01\nplaces = ["Leeds"]'}
        text = "".join(
            f'[[grant]]\nissuer = "{self.issuer}"\nsubject = "{name}"\n{lines}\n' for name, lines in some.items()
        )
        new, held = self.folder / "new.toml", self.folder / "grants.toml"
        if held.exists() and held.read_text(encoding="utf-8") == text:
            return False
        new.write_text(text, encoding="utf-8")
        new.replace(held)
        return True

    def logged(self) -> str:
        """All of the access log."""
        return "".join(path.read_text() for path in sorted((self.folder / "state" / "access").iterdir()))


def granted(*places: str, until: dt.date = TOMORROW) -> str:
    """Lines of a grant of some Places."""
    return f'role = "viewer"\nexpires = {until}\nplaces = {list(places)!r}'.replace("'", '"')


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def process(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen]:
    """A process that ends with the block."""
    with log.open("w") as out:
        started = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield started
        finally:
            started.terminate()
            started.wait(timeout=PATIENCE)


def until_answered(url: str, log: Path) -> None:
    """Wait until something answers there, whatever it says."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(f"nothing answers:\n{log.read_text()[-3000:]}")


@contextmanager
def provider(folder: Path, seconds: int = 3600) -> Iterator[str]:
    """An OpenID provider whose tokens hold so many seconds; gives its issuer."""
    port = free_port()
    named = [word for name in PEOPLE for word in ("--user", name)]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--token-max-age", str(seconds), *named]
    issuer = f"http://127.0.0.1:{port}"
    with process([*command, "--require-nonce", "true"], folder / "provider.log"):
        until_answered(f"{issuer}/.well-known/openid-configuration", folder / "provider.log")
        yield issuer


@contextmanager
def signed_in_application(folder: Path, releases: Path, issuer: str) -> Iterator[Signed]:
    """The application, whose people sign in at the issuer; nobody is granted anything yet."""
    port = free_port()
    found = Signed(f"http://127.0.0.1:{port}", issuer, folder)
    (folder / "client-secret").write_text("the secret of these tests")
    (folder / "sign-in.toml").write_text(
        f'address = "{found.address}"\ngrants = "grants.toml"\nstate = "state"\n\n'
        f'[openid]\nissuer = "{issuer}"\nclient_id = "pimh"\nclient_secret_file = "client-secret"\n'
    )
    found.grant()
    command = [sys.executable, "-m", "pimh_data", "serve", "--releases", str(releases), "--port", str(port)]
    with process(command, folder / "log", PIMH_SIGN_IN=str(folder / "sign-in.toml")):
        until_answered(f"{found.address}/readyz", folder / "log")
        yield found


def sign_in(page: Page, signed: Signed, person: str, path: str = "/") -> None:
    """Open a page as somebody who has yet to sign in, and sign in at the provider."""
    page.goto(signed.address + path)
    assert page.url.startswith(signed.issuer), page.url
    page.get_by_role("button", name=person, exact=True).first.click()
    page.wait_for_url(f"{signed.address}/**")
