"""Two replicas behind nginx with the file of deploy/, under people who have signed in; run by hand.

    python -m tests.deploy.replicas --releases datasets/demonstration --people 120 --seconds 60

Says how long each waits for a choice, that everybody stays with one replica, that signing out holds for both, and that
whoever was with a replica that is killed is answered by the other.
"""

import argparse
import asyncio
import http.client
import os
import random
import re
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import connect

from benchmarks.crowd import PAUSE, Person
from benchmarks.pages import p
from benchmarks.visiting import PAGES
from pages.guard.session import Seal, Session

ROOT = Path(__file__).parents[2]
NAME, ISSUER, PATIENCE = "pimh.example.nhs.uk", "https://id.example.org", 180
SETTINGS = f"""address = "https://{NAME}"
grants = "grants.toml"
state = "state"
proxies = ["127.0.0.1"]
[openid]
issuer = "{ISSUER}"
client_id = "pimh"
client_secret_file = "secret"
"""
GRANT = '[[grant]]\nissuer = "{}"\nsubject = "{}"\nrole = "viewer"\nexpires = 2099-01-01\nall = true\n'
LOGGED = "log_format replicas '$upstream_addr|$status|$http_upgrade|$pimh_visitor|$uri';"


@dataclass(frozen=True)
class Installed:
    """Two replicas and what stands before them. `folder`: settings, grants, state, the log of nginx."""

    folder: Path
    port: int
    replicas: dict[int, subprocess.Popen]

    def cookie(self, number: int) -> str:
        """Of somebody who has signed in."""
        session = Session(str(number), ISSUER, str(number), "", time.time() + 3_600)
        return f"__Host-pimh={Seal.kept_in(self.folder / 'state').of(session)}"

    def status(self, path: str, cookie: str, method: str = "GET", replica: int = 0) -> int:
        """What is answered, through nginx or by one replica."""
        headers = {"Host": NAME, "Cookie": cookie, "Origin": f"https://{NAME}"}
        if replica:
            asked: http.client.HTTPConnection = http.client.HTTPConnection("127.0.0.1", replica, timeout=30)
        else:
            asked = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=trusting())
        asked.request(method, path, headers=headers)
        found = asked.getresponse().status
        asked.close()
        return found


def trusting() -> ssl.SSLContext:
    """Takes the certificate that was made for this run."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def free_ports(number: int) -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def configuration(folder: Path, plain: int, tls: int, replicas: list[int]) -> Path:
    """The file of deploy/ with the ports and the certificate of this run."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-days", "1"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    held = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "/etc/ssl/pimh/fullchain.pem": str(certificate), "/etc/ssl/pimh/key.pem": str(key),
        "127.0.0.1:8501": f"127.0.0.1:{replicas[0]}", "127.0.0.1:8502": f"127.0.0.1:{replicas[1]}",
    }.items():  # fmt: skip
        assert old in held, old
        held = held.replace(old, new)
    held = re.sub(r"listen (\[::\]:)?80;", f"listen 127.0.0.1:{plain};", held, count=1)
    held = re.sub(r"listen (\[::\]:)?443 ssl", f"listen 127.0.0.1:{tls} ssl", held, count=1)
    held = re.sub(r" *listen \[::\]:\d+[^;]*;\n", "", held)
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\nworker_processes 2;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx-errors;\n"
        f"events {{ worker_connections 4096; }}\nhttp {{\n{LOGGED}\n"
        f"access_log {folder}/nginx-asked replicas;\n{held}\n}}\n"
    )
    return file


@contextmanager
def installed(releases: Path, people: int) -> Iterator[Installed]:
    """Two replicas and nginx, until the block ends."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        (folder / "secret").write_text("what this trial takes for one")
        (folder / "grants.toml").write_text("".join(GRANT.format(ISSUER, number) for number in range(people)))
        (folder / "sign-in.toml").write_text(SETTINGS)
        plain, tls, *ports = free_ports(4)
        at = {**os.environ, "PIMH_SIGN_IN": str(folder / "sign-in.toml"), "PIMH_RELEASES": str(releases)}
        replicas = {}
        for port in ports:
            command = [sys.executable, "-m", "pimh_data", "serve", "--port", str(port)]
            replicas[port] = running.enter_context(ended(subprocess.Popen(command, cwd=ROOT, env=at)))
        for port in ports:
            until_ready(port, replicas[port])
        command = ["nginx", "-p", str(folder), "-c", str(configuration(folder, plain, tls, ports))]
        running.enter_context(ended(subprocess.Popen(command)))
        time.sleep(1.0)
        yield Installed(folder, tls, replicas)


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def until_ready(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"the replica at {port} is not ready")


async def visit(at: Installed, number: int, seconds: float, seen: asyncio.Barrier) -> list[float]:
    """One person's choices, in milliseconds."""
    rng, took = random.Random(number), []
    async with connect(
        f"wss://{NAME}/_stcore/stream", host="127.0.0.1", port=at.port, ssl=trusting(), subprotocols=["streamlit"],
        origin=f"https://{NAME}", additional_headers={"Cookie": at.cookie(number)}, open_timeout=120,
        ping_interval=None, max_size=None,
    ) as channel:  # fmt: skip
        person = Person(channel, rng, tuple(PAGES), rng.choice(tuple(PAGES)))
        await person.rerun()
        await seen.wait()
        until = time.monotonic() + seconds
        await asyncio.sleep(rng.uniform(0, PAUSE[1]))
        while time.monotonic() < until:
            took.append(await person.choose())
            await asyncio.sleep(max(0.0, rng.uniform(*PAUSE) - took[-1] / 1000))
    return took


async def together(at: Installed, people: int, seconds: float) -> list[float]:
    seen = asyncio.Barrier(people)
    held = await asyncio.gather(*(visit(at, number, seconds, seen) for number in range(people)))
    return [took for one in held for took in one]


def memory(process: subprocess.Popen) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024


def tried(at: Installed, people: int, seconds: float) -> list[str]:
    """What was found, a line each."""
    times = asyncio.run(together(at, people, seconds))
    of_visitor: dict[str, set[str]] = defaultdict(set)
    for line in (at.folder / "nginx-asked").read_text(encoding="utf-8").splitlines():
        replica, status, _, visitor, uri = line.split("|")
        if uri.endswith("/stream") and status == "101":
            of_visitor[visitor].add(replica)
    spread = Counter(replica for replicas in of_visitor.values() for replica in replicas)
    said = [
        f"{people} people, {len(times):,} choices: p50 {statistics.median(times):.0f}, p95 {p(times, 0.95):.0f} ms",
        f"people by replica: {sorted(spread.values())}; with two of them: "
        f"{sum(len(replicas) > 1 for replicas in of_visitor.values())}",
        f"memory of the replicas: {', '.join(f'{memory(one)} MB' for one in at.replicas.values())}",
    ]
    out = at.cookie(0)
    before = [at.status("/_stcore/health", out, replica=port) for port in at.replicas]
    left = at.status("/sign-out", out, "POST")
    time.sleep(1.5)
    after = [at.status("/_stcore/health", out, replica=port) for port in at.replicas]
    said.append(f"signed out through nginx ({left}): the two replicas said {before} before, {after} after")
    killed = next(iter(at.replicas.values()))
    killed.kill()
    killed.wait()
    answers = Counter(at.status("/_stcore/health", at.cookie(number)) for number in range(1, people))
    return [*said, f"one replica killed: everybody's next request was answered {dict(answers)}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, required=True)
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with installed(given.releases.resolve(), given.people) as at:
        print("\n".join(tried(at, given.people, given.seconds)))  # noqa: T201 - what it is run for


if __name__ == "__main__":
    main()
