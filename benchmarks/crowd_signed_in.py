"""Sixty people at once who have signed in through the guard, in one process: how long each waits, and the memory.

Each signs in at an OpenID provider that runs beside the application, has a grant of their own, and then chooses as the
people of `benchmarks.crowd` do. Of every three one compares with other Places by name, one without names, one not;
every tenth is granted all Places.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from benchmarks.crowd import CROWDS, PAUSE, SECONDS, SMALL, Crowd, told
from benchmarks.demonstration import released
from benchmarks.figures import Asked, Figure, run
from benchmarks.visiting import PAGES, PATIENCE, Server, served_by, until
from pimh_data.release import Store

COMPARED = ("none", "named", "anonymous")
SETTINGS = """
address = "http://127.0.0.1:{port}"
grants = "grants.toml"
state = "state"
[openid]
issuer = "{issuer}"
client_id = "pimh"
client_secret_file = "secret"
"""
TOO_MANY, MINUTE = 429, 60.0


def _grants(issuer: str, places: Sequence[str], people: int) -> str:
    """A grant each: everywhere, or one Place and what it is compared with."""
    written = []
    for number in range(people):
        comparison = COMPARED[number % len(COMPARED)]
        own = f'places = ["{places[number % len(places)]}"]\n'
        own += f'comparison = "{comparison}"\n' + ('peers = "all"\n' if comparison != "none" else "")
        own = "all = true\n" if number % 10 == 0 else own
        who = f'issuer = "{issuer}"\nsubject = "person {number}"\nrole = "viewer"\nexpires = 2099-01-01\n'
        written.append(f"[[grant]]\n{who}{own}")
    return "".join(written)


@contextmanager
def _provider() -> Iterator[str]:
    """An OpenID provider in a process of its own; gives its issuer."""
    command = [sys.executable, "-m", "oidc_provider_mock", "--port"]
    with served_by(lambda port: [*command, str(port)], {}) as server:
        issuer = f"http://127.0.0.1:{server.port}"
        until(lambda: _answers(f"{issuer}/.well-known/openid-configuration"), "the provider does not answer")
        yield issuer


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False


@contextmanager
def _served(releases: Path, issuer: str, people: int) -> Iterator[Server]:
    """The application with sign-in at the issuer, once it shows a release and has made every grant's part of it."""
    places = list(Store(releases).settled()[0].manifest.places)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "secret").write_text("what this measurement takes for one", encoding="utf-8")
        (folder / "grants.toml").write_text(_grants(issuer, places, people), encoding="utf-8")

        def begin(port: int) -> list[str]:
            (folder / "sign-in.toml").write_text(SETTINGS.format(port=port, issuer=issuer), encoding="utf-8")
            for file in folder.iterdir():
                file.chmod(0o600)
            return [sys.executable, "-m", "pimh_data", "serve", "--releases", str(releases), "--port", str(port)]

        at = {"PIMH_SIGN_IN": str(folder / "sign-in.toml")}
        with served_by(begin, at) as server:
            until(lambda: server.ready() or server.process.poll() is not None, "the application shows no release")
            yield server


def _sign_in(server: Server, person: str) -> str:
    """The session cookie of somebody who signs in at the provider as a browser does."""
    address = f"http://127.0.0.1:{server.port}"
    browser = requests.Session()
    led = _asked(browser, f"{address}/sign-in")
    back = browser.post(led.headers["location"], data={"sub": person}, allow_redirects=False, timeout=PATIENCE)
    arrived = _asked(browser, back.headers["location"])
    found = re.search(r"(?:^|[, ])(pimh=[^;]+)", arrived.headers.get("set-cookie", ""))
    if found is None:
        raise ConnectionError(f"{person} was not signed in: {arrived.status_code}")
    return found[1]


def _asked(browser: requests.Session, url: str) -> requests.Response:
    """What is answered there; a minute later where too many have tried from this one address."""
    answer = browser.get(url, allow_redirects=False, timeout=PATIENCE)
    if answer.status_code != TOO_MANY:
        return answer
    time.sleep(MINUTE)
    return browser.get(url, allow_redirects=False, timeout=PATIENCE)


def measure(asked: Asked) -> Iterator[Figure]:
    """The greatest crowd on every page, signed in; how long signing in takes; and how busy the machine was."""
    (people, *_), seconds, pause = SMALL if asked.small else (CROWDS[-1:], SECONDS, PAUSE)
    pages = tuple(PAGES)[:2] if asked.small else tuple(PAGES)
    with released(asked) as releases, _provider() as issuer, _served(releases, issuer, people) as server:
        yield Figure("before anybody signs in: memory", server.memory(), "MB")
        started = time.perf_counter()
        cookies = tuple(_sign_in(server, f"person {number}") for number in range(people))
        yield Figure("signing in, one after the other: each", (time.perf_counter() - started) / people * 1000, "ms")
        crowd = Crowd(people, pages, seconds, pause, cookies)
        yield from told("signed in, every page", crowd, server, bound=not asked.small)
        yield Figure("load of the machine, average of the last minute", os.getloadavg()[0], "")


if __name__ == "__main__":
    run("crowd_signed_in", __doc__, measure)
