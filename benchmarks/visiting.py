"""The real application in a process of its own, and visitors who ask it over a socket as a browser does."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from benchmarks.figures import ROOT
from pages.parts import pages

PAGES = {page.path: page.heading or page.title for page in pages.PAGES}
ONE_OF_EACH_GROUP = tuple(page.path for page in pages.PAGES if not page.group or page == pages.first_of(page.group))
PREPARED, ALTAIR = "prepared", "altair"
LARGE = 100_000  # bytes of a message that is a chart or table: no filter, and not the end
PATIENCE = 120  # seconds for the application to start, or to show a newer release


@dataclass(frozen=True)
class Server:
    """An application that is being served."""

    port: int
    process: subprocess.Popen

    def ready(self) -> str:
        """The release that it shows, or where people sign in that it shows one; '' while it shows none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=PATIENCE) as answer:
                told = json.load(answer)
                return told.get("release", told["status"])
        except OSError:
            return ""

    def answers(self) -> bool:
        """Whether Streamlit says that it is well."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=PATIENCE):
                return True
        except OSError:
            return False

    def memory(self) -> float:
        """Megabytes that its process holds now (where the system has /proc)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@contextmanager
def served(releases: Path, way: str = PREPARED) -> Iterator[Server]:
    """The application in its own process, once it shows a release."""
    at = {"PIMH_RELEASES": str(releases)}
    with served_by(lambda port: [sys.executable, "-m", "benchmarks.visiting", way, str(port)], at) as server:
        until(lambda: server.ready() or server.process.poll() is not None, "the application shows no release")
        yield server


@contextmanager
def served_alone(page: Path, at: dict[str, str]) -> Iterator[Server]:
    """One page of Streamlit's in a process of its own, with these variables of the environment, once it answers."""
    quiet = ["--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    run = [sys.executable, "-m", "streamlit", "run", str(page), *quiet]
    with served_by(lambda port: [*run, "--server.port", str(port)], at) as server:
        until(lambda: server.answers() or server.process.poll() is not None, "the page does not answer")
        yield server


@contextmanager
def served_by(command: Callable[[int], list[str]], at: dict[str, str]) -> Iterator[Server]:
    """What a command serves at the port that it is given, in a process of its own, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command(port), cwd=ROOT, env={**os.environ, **at}, stdout=said, stderr=said)
        try:
            yield Server(port, process)
        finally:
            ended = process.poll()
            process.terminate()
            process.wait(timeout=PATIENCE)
            if ended is not None:
                said.seek(0)
                raise RuntimeError(f"the application did not start, or ended by itself:\n{said.read()}")


def until(done: Callable[[], object], otherwise: str) -> None:
    """Wait until something is so. Raises TimeoutError that says what was not."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"{otherwise} after {PATIENCE} s")
        time.sleep(0.1)


class Visitor:
    """One session on a page: sets filters as a browser does, times the rerun and weighs what it sends."""

    def __init__(self, channel: ClientConnection, page: str) -> None:
        self.page, self.filters, self.bytes, self.messages, self.socket = page, {}, 0, 0, channel
        self.rerun({})

    def rerun(self, chosen: dict[str, str]) -> float:
        """Milliseconds from asking to the end of the script. `chosen`: filter key -> value."""
        message = asking(self.page, {self.filters[key]: value for key, value in chosen.items()})
        self.bytes, self.messages, started = 0, 0, time.perf_counter()
        self.socket.send(message)
        while True:
            received = self.socket.recv(timeout=60)
            self.bytes += len(received)
            self.messages += 1
            if finished(received, self._offered):
                return (time.perf_counter() - started) * 1000

    def _offered(self, key: str, identity: str, _: list[str]) -> None:
        self.filters[key] = identity


def asking(page: str, values: Mapping[str, str]) -> bytes:
    """The message by which a browser asks for a page. `values`: of its filters, by the names the server gave them."""
    from streamlit.proto.BackMsg_pb2 import BackMsg

    message = BackMsg()
    message.rerun_script.page_name = page
    for identity, value in values.items():
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = identity, value
    return message.SerializeToString()


def finished(received: bytes, offered: Callable[[str, str, list[str]], None]) -> bool:
    """Whether a message says that the script has finished. `offered` hears of each filter in it: its key in the
    address, the name that the server gave it, and what it offers.
    """
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    if len(received) > LARGE:
        return False
    told = ForwardMsg()
    told.ParseFromString(received)
    kind = told.WhichOneof("type")
    if kind == "delta" and told.delta.new_element.HasField("selectbox"):
        box = told.delta.new_element.selectbox
        if box.query_param_key:
            offered(box.query_param_key, box.id, list(box.options))
    return kind == "script_finished"


@contextmanager
def visiting(server: Server, page: str) -> Iterator[Visitor]:
    """A visitor on a page, whose session stays open."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as channel:
        yield Visitor(channel, page)


def serve(way: str, port: int) -> None:
    """Run the application; in the way `altair`, every chart specification is written anew each time it is used."""
    import uvicorn

    from pimh_data.charts import (
        completeness,
        people_by_period,
        rate_by_decile,
        representation,
        score_scale,
        scores_counted,
        trend,
    )

    if way == ALTAIR:
        drawn = (completeness, people_by_period, rate_by_decile, representation, trend, score_scale, scores_counted)
        for module in drawn:
            module.specification = module.specification.__wrapped__
            module.drawing = module.drawing.__wrapped__
    from app import app

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
